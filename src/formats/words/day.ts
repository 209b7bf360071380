import type { PlainDate } from '../../domain/time/time.ts';
import type { Printed } from '../../domain/banner/printed.ts';
import { monthName } from '../../domain/time/datewords.ts';
import { inWords } from '../../domain/banner/printed.ts';

/** `January 12`, as a sentence has it. */
export function plainDay(how: Printed): string {
  return inWords(how, (day) => `${monthName(day)} ${Number(day.slice(8))}`);
}

/** `08 January 2024`, as the key-dates list has it; an AoE day says so. */
export function fullDay(how: Printed): string {
  const words = (day: PlainDate): string => `${day.slice(8)} ${monthName(day)} ${day.slice(0, 4)}`;
  return `${inWords(how, words)}${how.aoe ? ' (AoE)' : ''}`;
}
