import type { Kind } from './kind.ts';
import type { Vocabulary } from './vocabulary.ts';
import { withoutTime } from '../when/whattime.ts';

/** The ids that the text of a *what* cell names, in a calendar's own words; empty when there are none. */
export function idsNamed(what: string, { rows }: Pick<Vocabulary, 'rows'>): readonly string[] {
  const text = what.toLowerCase().replace(/\s+/g, ' ').trim();
  const [, prerelease, number = ''] = /\b(alpha|beta|rc)\.(\d+)\b/.exec(text) ?? [];
  if (prerelease !== undefined) return [`${prerelease}-${number}`];
  for (const { form, means } of rows) {
    const match = form.exec(text);
    if (match) return means === 'none' ? [] : means.replace('{n}', match.groups?.['n'] ?? '').split(' ');
  }
  if (begins.test(text)) return ['cycle-start'];
  return isReleaseDay.test(text) ? ['release'] : [];
}

/** Rows that every project means alike. */
const begins = /^(start of|begin) (the )?(release )?cycle\b|\brelease cycle (begins|starts)\b/;
const isReleaseDay = /^release day$|(?<![\d.])\d+\.\d+(\.0)? release(d\b|$)/;

/** What people do about a milestone is none itself. */
const about =
  /\b(review|reminder|meeting|sync|party|sign-?off|go\/no-?go|training|survey|retro|retrospective|blockers?|notes?|blog|branch)\b/;

/** What plain words say of a milestone whose id means nothing; the first that fits. */
const plain: readonly (readonly [form: RegExp, kind: Kind])[] = [
  [/\b(thaw|unfreeze)|\b(end|lifting) of\b.*freeze|freeze\b.*\b(ends?|over|lift(s|ed)?)\b/, 'task'],
  [/^(deadline|cut-?off|last day)\b|\bexceptions?\b.*\b(deadline|due|cut-?off)\b/, 'deadline'],
  [new RegExp(`${about.source}.*\\b(deadline|due|cut-?off|closes?)$`), 'deadline'],
  [about, 'task'],
  [/(?<!pre-?)freez(e|es|ing)\b/, 'freeze'],
  [/^(first |v?\d\S* )?(release candidate|rc|alpha|beta)\b/, 'prerelease'],
  [/\b(release candidate|rc|alpha|beta)[ .-]?\d*( (releas|tagg|cut|publish)\w*)?$/, 'prerelease'],
  [begins, 'start'],
  [/^(?!.*\b(before|after|for|to|until) (ga|general)\b).*(^|\s)(ga|general availability)$/, 'release'],
  [/^(ga|general availability)\b/, 'release'],
  [/^(the )?((stable|final|general|public|official) )?release( (day|date))?( of)?( v?\d[\d.]*)?$/, 'release'],
  [/(^|\s)v?\d+(\.\d+)+ (is )?(final|stable|released?|out)$|^v?\d+(\.\d+)+$/, 'release'],
  [/\b(deadline|cut-?off|closes?)\b|\bdue( (by|on|for|from)\b|$)/, 'deadline'],
];

/** The kind that a name tells by plain words; `isFirst` of the first row of its table. */
export function kindNamed(name: string, isFirst: boolean): Kind {
  const text = name.toLowerCase().replace(/[\s.!]+$/, '');
  const found = plain.find(([form]) => form.test(text))?.[1];
  if (found !== undefined) return found;
  return isFirst && /\b(begins?|starts?|start of|opens?|kick-?off)\b/.test(text) ? 'start' : 'task';
}

/** `feature-freeze` becomes `Feature Freeze`, for one of several ids of a row. */
export function nameOf(id: string): string {
  return id.replace(/-/g, ' ').replace(/\b[a-z]/g, (first) => first.toUpperCase());
}

/** Drops the opening word and the time: `Begin Code Freeze (18:00 PST)` becomes `Code Freeze`. */
export function cleanName(what: string): string {
  return withoutTime(what)
    .replace(/^Begin (?=\S.*(freeze|thaw|down|meetings)\b)/i, '')
    .trim();
}
