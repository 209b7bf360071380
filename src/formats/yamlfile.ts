import type { Format } from './words/format.ts';
import type { Milestone, Release } from '../domain/calendar/calendar.ts';
import { usual } from '../domain/calendar/vocabulary.ts';
import { aoe } from '../domain/time/time.ts';
import { writeWhen } from '../domain/when/writewhen.ts';
import { oneLine } from './words/words.ts';

/** A release in our own YAML format. Values that equal the defaults are left out. */
export const yaml: Format = {
  name: 'yaml',
  media: 'application/yaml',
  release: (release, remarks) =>
    [...head(release), ...release.milestones.map((one) => entry(one, remarks))].join(''),
  milestone: (milestone) => entry(milestone),
};

function head({ version, title, homepage, zone, status, milestones }: Release): readonly string[] {
  const isUsual = title === version || title.endsWith(` ${version}`);
  return [
    `release: ${JSON.stringify(version)}\n`,
    ...(isUsual ? [] : [`title: ${scalar(title)}\n`]),
    ...(homepage === undefined ? [] : [`homepage: ${scalar(homepage)}\n`]),
    `zone: ${zone === aoe ? 'AoE' : zone}\n`,
    ...(status === 'planned' ? [] : [`status: ${status}\n`]),
    milestones.length === 0 ? 'milestones: []\n' : 'milestones:\n',
  ];
}

/** `remarks` become YAML comments, for people who edit the file. */
function entry(milestone: Milestone, remarks?: (milestone: Milestone) => string | undefined): string {
  const said = remarks?.(milestone);
  const comment = said === undefined ? '' : `  # ${oneLine(said)}\n`;
  const lines = fields(milestone).map(
    ([key, value], index) => `  ${index === 0 ? '-' : ' '} ${key}: ${value}\n`,
  );
  return comment + lines.join('');
}

function fields(milestone: Milestone): readonly (readonly [key: string, value: string])[] {
  const { id, name, short, kind, when, role, week, link, note, raw, aliases, status, actual } = milestone;
  const otherwise = usual(kind, milestone.term);
  const said: readonly (readonly [key: string, value: string | undefined])[] = [
    ['id', scalar(id)],
    ['name', scalar(name)],
    ['short', short === name ? undefined : scalar(short)],
    ['kind', kind],
    ['when', writeWhen(when)],
    ['role', role.length === 0 ? undefined : `[${role.map(flow).join(', ')}]`],
    ['key', milestone.key === otherwise.key ? undefined : String(milestone.key)],
    ['banner', milestone.banner === otherwise.banner ? undefined : String(milestone.banner)],
    ['week', week === undefined ? undefined : String(week)],
    ['link', link === undefined ? undefined : scalar(link)],
    ['note', note === undefined ? undefined : scalar(note)],
    ['raw', raw === undefined ? undefined : scalar(raw)],
    ['aliases', aliases.length === 0 ? undefined : `[${aliases.map(scalar).join(', ')}]`],
    ['status', status === 'planned' ? undefined : status],
    ['actual', actual === undefined ? undefined : writeWhen(actual)],
  ];
  return said.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
}

/** Plain text that other YAML readers would take for a boolean, null, number or date. */
const typed = /^(true|false|null|yes|no|on|off|y|n|\d[\d_.:+\-a-fxotz ]*)$/i;

// oxlint-disable-next-line no-control-regex -- just these no reader of ours takes; tabs and line breaks it does
const refused = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]+/g;

/** Plain where that is safe, else double-quoted as in JSON (YAML 1.2.2, 1.3). */
function scalar(written: string): string {
  const text = written.replace(refused, ' ').toWellFormed();
  return isPlain(text) ? text : JSON.stringify(text);
}

function isPlain(text: string): boolean {
  return /^[\p{L}\p{N}(][^\n\r\t]*$/u.test(text) && !/: |:$|\s$|\s#/.test(text) && !typed.test(text);
}

/** Flow lists split at commas, and older YAML readers fail on a question mark. */
function flow(written: string): string {
  const text = scalar(written);
  return !text.startsWith('"') && /[,?[\]{}]/.test(text) ? JSON.stringify(text) : text;
}
