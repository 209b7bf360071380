import type { Named } from './saidlabel.ts';
import type { PlainDate, YearMonth } from '../time/time.ts';
import { monthNames, weekdayNames } from '../time/datewords.ts';
import { resolve } from '../when/saiddate.ts';
import type { Vocabulary } from '../calendar/vocabulary.ts';
import { milestonesNamed } from './saidlabel.ts';
import { addDays, dateOf, monthOf } from '../time/time.ts';

/** A deadline as a banner names it. */
export interface SaidDeadline {
  readonly label: string;
  readonly milestones: readonly Named[];
  /** The named day, or all that may be meant: `March 29th/30th`. Empty when only the month is named. */
  readonly days: readonly PlainDate[];
  /** Whether all days from the first to the last are meant: `March 10th to March 13th`. */
  readonly through?: boolean;
  readonly month: YearMonth;
}

interface Context {
  /** The slug date; a day without a year means the one nearest to it. */
  readonly near: PlainDate;
  /** The day of publication, which is what `today` means. */
  readonly today: PlainDate;
  /** What the calendar's names mean. */
  readonly vocabulary: Vocabulary;
}

/** A date in a clause. */
interface Mention {
  readonly from: number;
  readonly to: number;
  readonly words: 'day' | 'today' | 'month';
  readonly days: readonly PlainDate[];
  readonly through?: boolean;
  readonly month: YearMonth;
}

/** In characters; no banner is longer. */
const longest = 1_000;

/** Reads the deadlines that a human-written banner names with a day or month, and ignores the rest. */
export function readBanner(said: string, context: Context): readonly SaidDeadline[] {
  if (said.length > longest) return [];
  return plain(said)
    .split(/;|\n|(?<!\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec))\.\s+(?=[a-z])/i)
    .flatMap((clause) => readClause(clause, context));
}

/** Without links, bold, tags and entities. */
function plain(said: string): string {
  return said
    .replace(/\[([^[\]]*)\](\([^()]*\)|\[[^[\]]*\])?/g, '$1')
    .replace(/<br *\/?>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&amp;/g, '&')
    .replace(/[*_`\\]/g, '')
    .replace(/[^\S\n]+/g, ' ');
}

function readClause(clause: string, context: Context): readonly SaidDeadline[] {
  if (/\b(postponed|cancel+ed|delayed|moved)\b/i.test(clause)) return [];
  const mentions = mentionsIn(clause, context);
  const [first] = mentions;
  if (!first) return [];
  const dateFirst = !/[a-z]/i.test(clause.slice(0, first.from).replace(/\btoday\b/i, ''));
  return mentions.flatMap((mention, index) => {
    const before = clause.slice(mentions[index - 1]?.to ?? 0, mention.from);
    const behind = clause.slice(mention.to, mentions[index + 1]?.from);
    // `released Oct 29th and branch`
    const more = /^\s*(and|&) /.test(behind) && index === mentions.length - 1 ? behind : '';
    const label = (dateFirst ? behind : `${before}${more}`).replace(/^[\s,.:(]+|[\s,.:)]+$/g, '');
    const { days, month, through = false } = mention;
    return label === ''
      ? []
      : [
          {
            label,
            milestones: milestonesNamed(label, context.vocabulary),
            days,
            month,
            ...(through && { through }),
          },
        ];
  });
}

const month = monthNames
  .map((name) => (name === 'September' ? 'Sept?(?:ember)?' : shortened(name)))
  .join('|');
const weekday = `(?:(?:${weekdayNames.map(shortened).join('|')}),? )?`;
const th = '(?:st|nd|rd|th)?';

function shortened(name: string): string {
  return `${name.slice(0, 3)}(?:[a-z]*)`;
}

const dates = new RegExp(
  [
    String.raw`\b(?<iso>\d{4}-\d\d-\d\d)\b`,
    String.raw`\b${weekday}(?<m1>${month})\.? (?<d1>\d{1,2})${th}(?: ?[/-] ?(?<d2>\d{1,2})${th})?(?:,? (?<y1>\d{4}))?\b`,
    String.raw`\b${weekday}(?<d3>\d{1,2})${th} (?:of )?(?<m3>${month})\.?(?:,? (?<y3>\d{4}))?\b`,
    String.raw`\b(?<today>today)\b`,
    String.raw`\b(?<m4>${month})(?: (?<y4>\d{4}))?\b`,
  ].join('|'),
  'gi',
);

function mentionsIn(clause: string, context: Context): readonly Mention[] {
  const all = [...clause.matchAll(dates)].flatMap((match) => mention(match, context) ?? []);
  if (!all.some(({ words }) => words === 'day')) return all;
  // `Today, June 10th` names one day twice
  const dated = all.filter(
    ({ words }, index) => words === 'day' || (words === 'today' && !isTwice(clause, all, index)),
  );
  return dated.reduce<readonly Mention[]>((known, one) => joined(clause, known, one), []);
}

/** `Nov 8th and Nov 9th` are two days of one label. */
function joined(clause: string, known: readonly Mention[], one: Mention): readonly Mention[] {
  const last = known.at(-1);
  const between = last && /^[\s,]*(and|or|to|[&/-])?[\s,]*$/i.exec(clause.slice(last.to, one.from));
  if (!between) return [...known, one];
  const through = between[1]?.toLowerCase() === 'to';
  return [
    ...known.slice(0, -1),
    { ...last, to: one.to, days: [...last.days, ...one.days], ...(through && { through }) },
  ];
}

function isTwice(clause: string, all: readonly Mention[], index: number): boolean {
  const [here, next] = [all[index], all[index + 1]];
  return !!here && next?.words === 'day' && !/\w/.test(clause.slice(here.to, next.from));
}

function mention(match: RegExpExecArray, { near, today }: Context): Mention | undefined {
  const { iso, m1, d1, d2, y1, m3, d3, y3, today: now, m4, y4 } = match.groups ?? {};
  const place = { from: match.index, to: match.index + match[0].length };
  if (now !== undefined) {
    // an evening in America is already tomorrow in UTC
    return { ...place, words: 'today', days: [today, addDays(today, -1)], month: monthOf(today) };
  }
  if (m4 !== undefined) {
    // `may` is a word, `May` a month
    const middle = /^[A-Z]/.test(m4) ? dayOf(15, m4, y4, near) : undefined;
    return middle && { ...place, words: 'month', days: [], month: monthOf(middle) };
  }
  const [year, monthNumber, day] = (iso ?? '').split('-').map(Number);
  const days = iso
    ? [dateOf(year ?? 0, monthNumber ?? 0, day ?? 0)]
    : [d1 ?? d3, d2].map((one) => one && dayOf(Number(one), m1 ?? m3 ?? '', y1 ?? y3, near));
  const known = days.flatMap((one) => (one ? [one] : []));
  return known[0] && { ...place, words: 'day', days: known, month: monthOf(known[0]) };
}

function dayOf(day: number, name: string, year: string | undefined, near: PlainDate): PlainDate | undefined {
  const wanted = name.slice(0, 3).toLowerCase();
  const month = monthNames.findIndex((one) => one.toLowerCase().startsWith(wanted)) + 1;
  return resolve({ day, month, ...(year !== undefined && { year: Number(year) }) }, near).day;
}
