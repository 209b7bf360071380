import type { Instant } from '../../domain/time/time.ts';
import { instantOf, millis } from '../../domain/time/time.ts';

const [hourMs, dayMs] = [3_600_000, 86_400_000];

/** `5 days left`, `47 hours left`, rounded down, and when that text changes. `until` must be after `now`. */
export function timeLeft(until: Instant, now: Instant): { readonly says: string; readonly turns: Instant } {
  const left = millis(until) - millis(now);
  const [days, hours] = [Math.floor(left / dayMs), Math.floor(left / hourMs)];
  if (days >= 2) return { says: `${days} days left`, turns: instantOf(millis(until) - days * dayMs + 1) };
  const turns = instantOf(millis(until) - hours * hourMs + 1);
  if (hours >= 1) return { says: `${hours} ${hours === 1 ? 'hour' : 'hours'} left`, turns };
  return { says: 'less than an hour left', turns: until };
}

/** `7 days and 8 hours`; in whole minutes when less than an hour. */
export function leftWords(millisLeft: number): string {
  const minutes = Math.max(0, Math.floor(millisLeft / 60_000));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  const many = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;
  if (days > 0) return hours === 0 ? many(days, 'day') : `${many(days, 'day')} and ${many(hours, 'hour')}`;
  if (hours === 0) return many(minutes, 'minute');
  return minutes % 60 === 0
    ? many(hours, 'hour')
    : `${many(hours, 'hour')} and ${many(minutes % 60, 'minute')}`;
}

/** `in 5 days`, `in 3 weeks`, `in 11 months`; the past is `today`. */
export function inDays(days: number): string {
  if (days < 1) return 'today';
  if (days < 21) return days === 1 ? 'tomorrow' : `in ${days} days`;
  return days < 75 ? `in ${Math.round(days / 7)} weeks` : `in ${Math.round(days / 30.44)} months`;
}
