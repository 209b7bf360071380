import type { Format } from './words/format.ts';
import type { CycleRow } from './words/cyclerows.ts';
import type { Milestone, Release } from '../domain/calendar/calendar.ts';
import { tbd } from '../domain/when/when.ts';
import { cycleRows, isStressed, keyRows } from './words/cyclerows.ts';
import { longWhen } from './words/longwhen.ts';
import { oneLine } from './words/words.ts';

/** The Summary and the Timeline of a release's README, as release leads write them. */
export const readme: Format = {
  name: 'readme',
  media: 'text/markdown; charset=utf-8',
  release: (release) => {
    const cycle = cycleRows(release);
    const links = linksOf(cycle.flat());
    const parts = [
      `${front(release)}${title(release)}`,
      summary(release, cycle, links),
      timeline(cycle, links),
    ];
    return [...parts, ...(links.size === 0 ? [] : [definitions(links)])].join('\n');
  },
};

/** Link definitions below the table, by label in the case folding that Markdown uses. */
type Links = ReadonlyMap<string, Pick<Milestone, 'name' | 'link'>>;

function linksOf(milestones: readonly Milestone[]): Links {
  const found = new Map<string, Milestone>();
  for (const one of milestones) {
    const label = labelOf(one.name);
    if (one.link !== undefined && isLabel(one.name) && !found.has(label)) found.set(label, one);
  }
  return found;
}

function labelOf(name: string): string {
  return name.toLowerCase().toUpperCase();
}

/** A name with escapes would be a different label in table and definition. */
function isLabel(name: string): boolean {
  return text(name) === name && /^[\p{L}\p{N}]/u.test(name);
}

function definitions(links: Links): string {
  return [...links.values()].map(({ name, link }) => `[${name}]: ${link}\n`).join('');
}

/** A draft is marked in the front matter, where the README's reader looks for it. */
function front({ status }: Release): string {
  return status === 'tentative' ? '---\nstatus: tentative\n---\n\n' : '';
}

function title({ version, title, homepage }: Release): string {
  const named = title.includes(version) ? title : `${title} ${version}`;
  const home = homepage?.replace(/\/$/, '');
  const links = home === undefined ? '' : `\n#### Links\n\n* [This document](${address(home)}/README.md)\n`;
  return `# ${text(named)}\n${links}`;
}

function summary({ version, status }: Release, cycle: readonly CycleRow[], links: Links): string {
  const verb = status === 'tentative' ? 'is proposed' : 'is';
  const bullets = keyRows(cycle).map((row) => bullet(row, links));
  return `## Summary\n\nThe ${text(version)} release cycle ${verb} as follows:\n\n${bullets.join('')}`;
}

/** `- **Monday 31st August 2026**: Week 1 — Start of Release Cycle` */
function bullet(row: CycleRow, links: Links): string {
  const { week } = row[0];
  return `- **${dateOf(row)}**: ${week === undefined ? '' : `Week ${week} — `}${named(row, links)}\n`;
}

/** A postponed milestone has no date until it gets a new one. */
function dateOf([{ when, status }]: CycleRow): string {
  return longWhen(status === 'postponed' ? tbd : when);
}

function timeline(cycle: readonly CycleRow[], links: Links): string {
  const header = ['**What**', '**Who**', '**When**', '**Week**'];
  const cells = cycle.map((row) => [
    isStressed(row) ? `**${named(row, links)}**` : named(row, links),
    text(row[0].role.join(' / ')),
    dateOf(row),
    row[0].week === undefined ? '' : `week ${row[0].week}`,
  ]);
  const widths = header.map((_, index) =>
    [header, ...cells].reduce((width, row) => Math.max(width, row[index]?.length ?? 0), 0),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |\n`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|\n`;
  return `## Timeline\n\n${line(header)}${rule}${cells.map(line).join('')}`;
}

function named(row: CycleRow, links: Links): string {
  return row.map((milestone) => linked(milestone, links)).join(' and ');
}

function linked({ name, link }: Milestone, links: Links): string {
  if (link === undefined) return text(name);
  const isDefined = isLabel(name) && links.get(labelOf(name))?.link === link;
  return isDefined ? `[${name}]` : `[${text(name)}](${address(link)})`;
}

/** They would end the link. */
function address(link: string): string {
  return link.replaceAll('(', '%28').replaceAll(')', '%29');
}

/** Escapes what would split a table cell or become a link or a tag. */
function text(written: string): string {
  return oneLine(written).replace(/[\\|*_[\]`<]/g, String.raw`\$&`);
}
