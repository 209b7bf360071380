import type { PlainDate } from '../../domain/time/time.ts';
import type { Printed } from '../../domain/banner/printed.ts';
import { monthName } from '../../domain/time/datewords.ts';
import { inWords } from '../../domain/banner/printed.ts';

/** `January 12`, for a sentence. */
export function plainDay(how: Printed): string {
  return inWords(how, (day) => `${monthName(day)} ${Number(day.slice(8))}`);
}

/** `08 January 2024`, for the key-dates list; AoE days are marked. */
export function fullDay(how: Printed): string {
  const words = (day: PlainDate): string => `${day.slice(8)} ${monthName(day)} ${day.slice(0, 4)}`;
  return `${inWords(how, words)}${how.aoe ? ' (AoE)' : ''}`;
}
