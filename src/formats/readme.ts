import type { Format } from './format.ts';
import type { Milestone, Release } from '../domain/calendar.ts';
import { canon } from '../domain/canon.ts';
import { nameOf } from '../domain/name.ts';
import { sameWords } from '../domain/writewhen.ts';
import { longWhen } from './longwhen.ts';
import { oneLine } from './words.ts';

/** Milestones that stand in one row: `Code Freeze and Test Freeze`. */
type Row = readonly Milestone[];

/** The Summary and the Timeline of a release's README, the way release leads keep them. */
export const readme: Format = {
  name: 'readme',
  media: 'text/markdown; charset=utf-8',
  release: (release) => {
    const links = linksOf(release);
    return [title(release), summary(release, links), timeline(release, links), definitions(links)].join('\n');
  },
};

/** Where names lead to; the second name of another address has it beside it. */
type Links = ReadonlyMap<string, string>;

function linksOf({ milestones }: Release): Links {
  const found = new Map<string, string>();
  for (const { name, link } of milestones) if (link !== undefined && !found.has(name)) found.set(name, link);
  return found;
}

function definitions(links: Links): string {
  return [...links].map(([name, link]) => `[${text(name)}]: ${link}\n`).join('');
}

function title({ title, homepage }: Release): string {
  const links = homepage === undefined ? '' : `\n#### Links\n\n* [This document](${homepage}/README.md)\n`;
  return `# ${text(title)}\n${links}`;
}

function summary(release: Release, links: Links): string {
  const lines = rows(release)
    .filter(([first]) => first && (first.key || first.kind === 'freeze' || first.kind === 'event'))
    .map(
      (row) =>
        `- **${longWhen(row[0]?.when ?? { kind: 'tbd' })}**: ${week(row, 'Week')}${named(row, links)}\n`,
    );
  return `## Summary\n\nThe ${text(release.version)} release cycle is as follows:\n\n${lines.join('')}`;
}

/** `Week 5 — `, or nothing. */
function week([first]: Row, word: string): string {
  return first?.week === undefined ? '' : `${word} ${first.week} — `;
}

function timeline(release: Release, links: Links): string {
  const header = ['**What**', '**Who**', '**When**', '**Week**'];
  const cells = rows(release).map((row) => [
    isStressed(row) ? `**${named(row, links)}**` : named(row, links),
    text(row[0]?.role.join(' / ') ?? ''),
    longWhen(row[0]?.when ?? { kind: 'tbd' }),
    row[0]?.week === undefined ? '' : `week ${row[0].week}`,
  ]);
  const widths = header.map((_, index) =>
    Math.max(...[header, ...cells].map((row) => row[index]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(' | ')} |\n`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|\n`;
  return `## Timeline\n\n${line(header)}${rule}${cells.map(line).join('')}`;
}

/** A pair that rows name together stands in one row, when all else of it is the same. */
function rows({ milestones }: Release): readonly Row[] {
  const found: Milestone[][] = [];
  for (const milestone of milestones) {
    const above = found.at(-1);
    if (above?.[0] && above.length === 1 && isPair(above[0], milestone)) above.push(milestone);
    else found.push([milestone]);
  }
  return found;
}

function isPair(a: Milestone, b: Milestone): boolean {
  const facts = ({ role, week, banner }: Milestone): string => JSON.stringify([role, week, banner]);
  const plain = [a, b].every(({ id, name }) => name === nameOf(id));
  return (
    `${a.id}+${b.id}` === 'code-freeze+test-freeze' &&
    plain &&
    sameWords(a.when, b.when) &&
    facts(a) === facts(b)
  );
}

/** Freezes and the release; of others what counts for the banner only because its row is in bold. */
function isStressed([first]: Row): boolean {
  if (!first?.banner) return false;
  return first.kind === 'freeze' || first.kind === 'release' || canon(first.id)?.counts === 'bold';
}

function named(row: Row, links: Links): string {
  return row.map((milestone) => linked(milestone, links)).join(' and ');
}

function linked({ name, link }: Milestone, links: Links): string {
  if (link === undefined) return text(name);
  const address = links.get(name) === link ? '' : `(${link.replaceAll('(', '%28').replaceAll(')', '%29')})`;
  return `[${text(name)}]${address}`;
}

/** In a cell a pipe would part it, and brackets would lead somewhere. */
function text(written: string): string {
  return oneLine(written).replace(/[\\|*[\]`]/g, String.raw`\$&`);
}
