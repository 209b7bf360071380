import type { Milestone } from '../../domain/calendar/calendar.ts';
import type { Instant, Zone } from '../../domain/time/time.ts';
import { printed, zoneWords } from '../../domain/banner/printed.ts';
import { cutoff, isWindow } from '../../domain/calendar/deadline.ts';
import { monthName } from '../../domain/time/datewords.ts';
import { aoe, dayIn, timeIn, utc } from '../../domain/time/time.ts';
import { lastDay } from '../../domain/when/when.ts';
import { withoutYear } from './briefwhen.ts';

/**
 * When it closes, as it was announced, then in UTC: `at the end of Wed 18 Nov, anywhere on Earth (Thu 19 Nov,
 * 12:00 UTC)`, `Thu 8 Feb, 18:00 PST (Fri 9 Feb, 02:00 UTC)`. `zone` is the calendar's.
 */
export function closesWords({ kind, when }: Pick<Milestone, 'kind' | 'when'>, zone: Zone): string {
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
