import type { Ahead } from '../domain/calendar/deadline.ts';
import type { Freeze } from '../domain/banner/freeze.ts';
import type { Overview } from '../domain/cycle/overview.ts';
import { standsOn } from '../domain/calendar/actual.ts';
import { zoneOf } from '../domain/calendar/calendar.ts';
import { offStatus } from '../domain/calendar/off.ts';
import { isPatch, patchTitle } from '../domain/calendar/patch.ts';
import { daysOf } from '../domain/cycle/cycle.ts';
import { dayIn, daysBetween, aoe, timeIn, utc } from '../domain/time/time.ts';
import { briefWhen, withoutYear } from './words/briefwhen.ts';
import { isClosing } from './words/cutoff.ts';
import { statusWord } from './words/statusword.ts';
import { timeLeft } from './words/timeleft.ts';
import { columns } from './words/textwidth.ts';
import { oneLine } from './words/words.ts';
import type { Milestone } from '../domain/calendar/calendar.ts';
import type { Instant, Zone } from '../domain/time/time.ts';
import { printed, zoneWords } from '../domain/banner/printed.ts';
import { cutoff, isWindow } from '../domain/calendar/deadline.ts';
import { monthName } from '../domain/time/datewords.ts';
import { lastDay } from '../domain/when/when.ts';

/** How a part of the table is shown where there are colors. */
export type Paint = (style: 'bold' | 'dim' | 'cyan' | 'yellow', text: string) => string;

/** What is next, what is frozen until when, and the cycle as a table. */
export function overviewTable(overview: Overview, paint: Paint): string {
  const { calendar, release, at, role } = overview;
  const zone = zoneOf(calendar);
  const day = dayIn(at, zone);
  const whose = role === undefined ? '' : ` for ${oneLine(role.name)}`;
  const title = `${oneLine(release.title)}${whose}, ${briefWhen({ kind: 'day', day, zone }, zone)}`;
  return [
    paint('bold', title),
    '',
    ...labeled('Next', nextLines(overview), (line) => paint('cyan', line)),
    ...labeled('Frozen', frozenLines(overview), (line) => paint('yellow', line)),
    '',
    ...table(overview, paint),
    '',
  ].join('\n');
}

/** The label stands before the first line only. */
function labeled(
  label: string,
  lines: readonly string[],
  paint: (line: string) => string,
): readonly string[] {
  return lines.map((line, index) => `${(index === 0 ? label : '').padEnd(8)}${paint(line)}`);
}

/** One line, and one that says when it closes, for all that have both in common. */
function nextLines({ calendar, next, at }: Overview): readonly string[] {
  if (!next) return ['nothing is announced'];
  const zone = zoneOf(calendar);
  const alike = Map.groupBy(
    next.members,
    ({ milestone, ends }) => `${ends} ${briefWhen(milestone.when, zone)}`,
  );
  const soonest = [...alike.values()].toSorted(([a], [b]) => ((a?.ends ?? '') < (b?.ends ?? '') ? -1 : 1));
  return soonest.flatMap((members) => {
    const [first] = members;
    if (!first) return [];
    const { milestone, ends } = first;
    const closing = members.find((one) => isClosing(one.milestone))?.milestone;
    const left = closing ? timeLeft(ends, at).says : inDays(milestone, at, calendar);
    const line = `${namesOf(members, calendar)}: ${briefWhen(milestone.when, zone)}, ${left}`;
    return closing ? [line, `Closes ${closesWords(closing, zone)}; anything later is too late`] : [line];
  });
}

function namesOf(members: readonly Ahead[], { releases }: Overview['calendar']): string {
  const milestones = members.map(({ milestone }) => milestone);
  const patches = milestones.every(isPatch) ? patchTitle(milestones) : undefined;
  if (patches !== undefined) return patches;
  const several = releases.length > 1;
  const titles = new Set(several ? members.map(({ release }) => release.title) : []);
  const of = titles.size === 0 ? '' : ` (${[...titles].join(', ')})`;
  return oneLine(`${milestones.map(({ name }) => name).join(' and ')}${of}`);
}

function frozenLines({ frozen, calendar }: Overview): readonly string[] {
  const stretches = Map.groupBy(frozen, ({ milestone, until }) => `${milestone.release} ${until ?? ''}`);
  const lines = [...stretches.values()].map((some) => frozenLine(some, calendar));
  return lines.length === 0 ? ['nothing'] : lines;
}

function frozenLine(some: readonly Freeze[], calendar: Overview['calendar']): string {
  const [first] = some;
  const title = calendar.releases.find(({ version }) => version === first?.milestone.release)?.title ?? '';
  const names = some.map(({ milestone }) => milestone.name).join(' and ');
  const until = first?.ending ? `until ${briefWhen(first.ending, zoneOf(calendar))}` : 'no end announced';
  return oneLine(`${names} (${title}), ${until}`);
}

function table(overview: Overview, paint: Paint): readonly string[] {
  const { calendar, rows } = overview;
  const zone = zoneOf(calendar);
  const cells = rows.map(({ milestone, state }) => [
    briefWhen(standsOn(milestone), zone),
    statusOf({ milestone, state }, overview),
    milestone.week === undefined ? '' : String(milestone.week),
    oneLine(milestone.name),
    oneLine(milestone.role.join(', ')),
  ]);
  const all = [['Date', 'When', 'Week', 'Milestone', 'Role'], ...cells];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    all.reduce((most, row) => Math.max(most, columns(row[column] ?? '')), 0),
  );
  const [head = '', ...body] = all.map((row) => line(row, widths));
  const styles = { past: 'dim', off: 'dim', next: 'cyan', ahead: undefined } as const;
  return [
    paint('bold', head),
    ...body.map((text, index) => {
      const { state = 'ahead', milestone } = rows[index] ?? {};
      const style = styles[state] ?? (milestone?.banner ? 'bold' : undefined);
      return style ? paint(style, text) : text;
    }),
  ];
}

function line(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - columns(cell)))
    .join('  ')
    .trimEnd();
}

function statusOf(
  { milestone, state }: Overview['rows'][number],
  { calendar, at, release }: Overview,
): string {
  const off =
    offStatus(milestone) ?? offStatus({ status: release.status === 'cancelled' ? 'cancelled' : 'planned' });
  if (off) return statusWord(off);
  if (state === 'past') return 'over';
  const when = inDays(milestone, at, calendar);
  if (milestone.expected) return `expected ${when}`;
  return state === 'next' ? `next, ${when}` : when;
}

/** `in 5 days`, by the announced days; what is still open after its day is so where the day ends later. */
function inDays(milestone: Ahead['milestone'], at: Overview['at'], calendar: Overview['calendar']): string {
  const days = daysOf(milestone);
  if (!days) return '';
  const today = dayIn(at, zoneOf(calendar));
  const count = daysBetween(today, days.first);
  if (count > 1) return `in ${count} days`;
  if (count === 1) return 'tomorrow';
  if (days.last < today) return 'still open';
  return count === 0 ? 'today' : 'now';
}

/**
 * When it closes, as it was announced, then in UTC: `at the end of Wed 18 Nov, anywhere on Earth (Thu 19 Nov,
 * 12:00 UTC)`, `Thu 8 Feb, 18:00 PST (Fri 9 Feb, 02:00 UTC)`. `zone` is the calendar's.
 */
function closesWords({ kind, when }: Pick<Milestone, 'kind' | 'when'>, zone: Zone): string {
  if (when.kind === 'tbd') return 'on a day that is not announced';
  if (when.kind === 'month') return `at the end of ${monthName(when.month)} ${when.month.slice(0, 4)}`;
  const end = cutoff({ kind, when });
  const shown = printed(when, zone);
  const own = when.kind === 'instant' && !shown.aoe ? when.zone : shown.zone;
  const where = own === aoe ? 'anywhere on Earth' : zoneWords(end, own);
  const also = own === utc ? '' : ` (${moment(end, utc)})`;
  const closing = { kind, when };
  if (isWindow(closing)) return `as ${withoutYear(closing.when.first)} begins, ${where}${also}`;
  const isTimed = when.kind === 'instant' && when.day === undefined && !shown.aoe;
  return isTimed
    ? `${moment(end, own)}${also}`
    : `at the end of ${withoutYear(lastDay(when))}, ${where}${also}`;
}

/** `Fri 9 Feb, 02:00 UTC` */
function moment(at: Instant, zone: Zone): string {
  return `${withoutYear(dayIn(at, zone))}, ${timeIn(at, zone)} ${zoneWords(at, zone)}`;
}
