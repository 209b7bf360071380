import type { Banner } from './banner.ts';
import type { Milestone } from './calendar.ts';
import type { PlainDate } from './time.ts';
import type { When } from './when.ts';
import { monthNames, ordinal } from './english.ts';
import { timeIn, utc } from './time.ts';
import { utcDay } from './when.ts';

/** What a banner should have said, for a message: `Code Freeze and Test Freeze, Jul 22nd (AoE)`. */
export function nextLine({ next }: Banner): string {
  if (!next) return 'no deadline announced';
  const byTime = Map.groupBy(next.milestones, ({ when }) => whenWords(when));
  return [...byTime].map(([words, members]) => `${namesOf(members)}, ${words}`).join('; ');
}

function namesOf(milestones: readonly Milestone[]): string {
  return [...new Set(milestones.map(({ short }) => short))].join(' and ');
}

/** By the day that issues print: an instant by its UTC day, an AoE deadline by its AoE day. */
export function whenWords(when: When): string {
  switch (when.kind) {
    case 'instant':
      return `${dayWords(utcDay(when))}, ${timeIn(when.at, utc)} UTC`;
    case 'aoe':
      return `${dayWords(when.day)} (AoE)`;
    case 'day':
      return dayWords(when.day);
    case 'span':
      return `${dayWords(when.first)} to ${dayWords(when.last)}`;
    case 'month':
      return `${monthNames[Number(when.month.slice(5)) - 1] ?? ''} ${when.month.slice(0, 4)}`;
    case 'tbd':
      return 'to be announced';
  }
}

function dayWords(day: PlainDate): string {
  const number = Number(day.slice(8));
  return `${(monthNames[Number(day.slice(5, 7)) - 1] ?? '').slice(0, 3)} ${number}${ordinal(number)}`;
}
