import type { Cycle } from '../../domain/cycle/cycle.ts';
import type { PlainDate } from '../../domain/time/time.ts';
import { scaleUtc } from 'd3-scale';
import { addDays, millis, plainDate, startOfDay, utc } from '../../domain/time/time.ts';
import { ems } from '../words/textwidth.ts';
import { monthName } from '../../domain/time/datewords.ts';

/** In pixels: where the rows of a picture begin, and what is left free around them. */
export const [top, margin] = [84, 16];

export interface Frame {
  readonly width: number;
  /** Left edge of names in pixels, and their width in ems. */
  readonly names: number;
  readonly ems: number;
  /** Left edge of the first day, in pixels. */
  readonly days: number;
  /** Whether marks are beside names, not below. */
  readonly beside: boolean;
  readonly ticks: number;
}

export type Scale = (day: PlainDate) => number;

export function scaleOf(
  { first, last }: Cycle,
  { days, width }: Frame,
): Scale & { ticks(count: number): PlainDate[] } {
  const at = (day: PlainDate): Date => new Date(millis(startOfDay(day, utc)));
  const scale = scaleUtc()
    .domain([at(first), at(addDays(last, 1))])
    .range([days, width - margin]);
  return Object.assign((day: PlainDate) => round(scale(at(day))), {
    ticks: (count: number) =>
      scale.ticks(count).flatMap((tick) => plainDate(tick.toISOString().slice(0, 10)) ?? []),
  });
}

export function round(number: number): number {
  return Math.round(number * 10) / 10;
}

export interface Drawing {
  readonly x: Scale;
  readonly frame: Frame;
  readonly bottom: number;
}

interface Axis extends Drawing {
  readonly x: ReturnType<typeof scaleOf>;
}

/** Days whose labels the line of today would cross have none. */
export function axis({ today: day }: Cycle, { x, frame: { width, ticks }, bottom }: Axis): readonly string[] {
  const now = x(day);
  const labels = x.ticks(ticks).map((tick) => tickAt(tick, x(tick), width));
  return apart(labels.filter(({ left, right }) => now < left - 4 || now > right + 4)).map(
    ({ at, left, name }) =>
      `<path class="grid" d="M${at} ${top - 8}V${bottom}" stroke-width=".5" stroke-dasharray="2 4"/><text class="halo quiet" x="${left}" y="${top - 14}" font-size="12">${name}</text>`,
  );
}

interface Tick {
  readonly at: number;
  readonly name: string;
  /** The edges of its label, which stays within the picture. */
  readonly left: number;
  readonly right: number;
}

function tickAt(day: PlainDate, at: number, width: number): Tick {
  const name = `${Number(day.slice(8))} ${monthName(day).slice(0, 3)}`;
  const wide = ems(name) * 12;
  const left = round(Math.min(Math.max(at - wide / 2, margin / 2), width - margin / 2 - wide));
  return { at, name, left, right: left + wide };
}

/** Drops days whose labels would touch those before them. */
function apart(ticks: readonly Tick[]): readonly Tick[] {
  const kept: Tick[] = [];
  for (const tick of ticks) if (tick.left - (kept.at(-1)?.right ?? -margin) >= margin) kept.push(tick);
  return kept;
}
