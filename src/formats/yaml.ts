import type { Format } from './format.ts';
import type { Milestone, Release } from '../domain/calendar.ts';
import { canon, countsByKind } from '../domain/canon.ts';
import { writeWhen } from '../domain/writewhen.ts';
import { printable } from './words.ts';

/** A release in our own shape. What would be read the same without being said is not said. */
export const yaml: Format = {
  name: 'yaml',
  media: 'application/yaml',
  release: (release, remarks) =>
    [...head(release), ...release.milestones.map((one) => entry(one, remarks))].join(''),
  milestone: (milestone) => entry(milestone),
};

function head({ version, title, homepage, status }: Release): readonly string[] {
  return [
    `release: ${JSON.stringify(version)}\n`,
    ...(title.endsWith(` ${version}`) && !title.includes('\n') ? [] : [`title: ${scalar(title)}\n`]),
    ...(homepage === undefined ? [] : [`homepage: ${scalar(homepage)}\n`]),
    ...(status === 'planned' ? [] : [`status: ${status}\n`]),
    'milestones:\n',
  ];
}

/** `remarks` are comments above it, for people who edit the file. */
function entry(milestone: Milestone, remarks?: (milestone: Milestone) => string | undefined): string {
  const said = remarks?.(milestone);
  const comment = said === undefined ? '' : `  # ${printable(said).replaceAll('\n', ' ')}\n`;
  const lines = fields(milestone).map(
    ([key, value], index) => `  ${index === 0 ? '-' : ' '} ${key}: ${value}\n`,
  );
  return comment + lines.join('');
}

function fields(milestone: Milestone): readonly (readonly [key: string, value: string])[] {
  const { id, name, short, kind, when, role, week, link, note, raw, aliases, status, actual } = milestone;
  const known = canon(id);
  const counts = known ? known.counts === 'yes' : countsByKind(kind);
  const said: readonly (readonly [key: string, value: string | undefined])[] = [
    ['id', id],
    ['name', scalar(name)],
    ['short', short === name ? undefined : scalar(short)],
    ['kind', kind],
    ['when', writeWhen(when)],
    ['role', role.length === 0 ? undefined : `[${role.map((one) => flow(one)).join(', ')}]`],
    ['key', milestone.key === (known?.key ?? false) ? undefined : String(milestone.key)],
    ['banner', milestone.banner === counts ? undefined : String(milestone.banner)],
    ['week', week === undefined ? undefined : String(week)],
    ['link', link === undefined ? undefined : scalar(link)],
    ['note', note === undefined ? undefined : scalar(note)],
    ['raw', raw === undefined ? undefined : scalar(raw)],
    ['aliases', aliases.length === 0 ? undefined : `[${aliases.join(', ')}]`],
    ['status', status === 'planned' ? undefined : status],
    ['actual', actual === undefined ? undefined : writeWhen(actual)],
  ];
  return said.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
}

/** What other readers of YAML take for something else than text. */
const typed = /^(true|false|null|yes|no|on|off|y|n|~|[-+.\d][\d_.:eExXa-fA-F+-]*)$/i;

/** Plain where that is safe, else in double quotes, as JSON has them (YAML 1.2.2, 1.3). */
function scalar(text: string): string {
  const plain = /^[\p{L}\p{N}(][^\n\r\t]*$/u.test(text) && !/: |:$|\s$|\s#/.test(text) && !typed.test(text);
  return plain && printable(text) === text ? text : JSON.stringify(text);
}

/** Inside brackets a comma parts. */
function flow(text: string): string {
  return /[,[\]{}]/.test(text) ? JSON.stringify(text) : scalar(text);
}
