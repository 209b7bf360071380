import type { PlainDate, YearMonth } from '../time/time.ts';
import { weekdayNames } from '../time/datewords.ts';
import {
  addDays,
  addMonths,
  daysBetween,
  firstDayOf,
  lastDayOf,
  monthOf,
  plainDate,
  weekday,
} from '../time/time.ts';

/** The days on which something happens: by the month, or every few weeks. */
export type DayRule =
  | { readonly kind: 'weekday'; readonly nth: number; readonly weekday: number }
  /** The first such weekday after the other. */
  | {
      readonly kind: 'after';
      readonly weekday: number;
      readonly than: DayRule & { readonly kind: 'weekday' };
    }
  | { readonly kind: 'weeks'; readonly weeks: number; readonly from: PlainDate };

/** Predicts the patch trains that nobody has announced yet. */
export interface TrainRule {
  /** Without it only the target day is predicted. */
  readonly cherryPick: DayRule | undefined;
  readonly target: DayRule;
  /** How many months ahead of the current one to predict. */
  readonly months: number;
}

/** A train as a rule predicts it. */
export interface RuledTrain {
  readonly month: YearMonth;
  /** `2026-12`, or `2026-12-2` of the second train of a month. */
  readonly key: string;
  readonly cherryPick: PlainDate | undefined;
  readonly target: PlainDate;
}

/** `last` counts from the end. */
const places: ReadonlyMap<string, number> = new Map([
  ...(['first', 'second', 'third', 'fourth'] as const).map((word, index) => [word, index + 1] as const),
  ['last', -1],
]);

/** Examples for messages. */
export const dayRuleForms =
  '"first Friday", "Friday after the first Monday" or "every 2 weeks from 2026-12-04"';

const mostWeeks = 52;
/** No rule should be trusted further ahead. */
export const mostMonths = 12;

/** Reads `<weekday> after the <nth> <weekday>`, `<nth> <weekday>` or `every <N> weeks from <day>`. */
export function readDayRule(text: string): DayRule | undefined {
  const words = text
    .toLowerCase()
    .replace(/\bthe\b/g, ' ')
    .trim()
    .replace(/\s+/g, ' ');
  const [, weeks = '', start = ''] = /^every (\d{1,2}) weeks? from (\S+)$/.exec(words) ?? [];
  const from = plainDate(start);
  if (from && Number(weeks) >= 1 && Number(weeks) <= mostWeeks)
    return { kind: 'weeks', weeks: Number(weeks), from };
  const [, first, place = '', name = ''] = /^(?:(\w+) after )?(\w+) (\w+)$/.exec(words) ?? [];
  const than = nthWeekday(place, name);
  if (first === undefined || !than) return than;
  const day = weekdayNamed(first);
  return day === undefined ? undefined : { kind: 'after', weekday: day, than };
}

function nthWeekday(place: string, name: string): (DayRule & { readonly kind: 'weekday' }) | undefined {
  const [nth, day] = [places.get(place), weekdayNamed(name)];
  return nth !== undefined && day ? { kind: 'weekday', nth, weekday: day } : undefined;
}

/** 1 for Monday; `undefined` for no weekday. */
function weekdayNamed(name: string): number | undefined {
  return weekdayNames.findIndex((one) => one.toLowerCase() === name) + 1 || undefined;
}

/** The trains whose target is in these months, both included, in order. */
export function ruledTrains(
  { cherryPick, target }: TrainRule,
  from: YearMonth,
  to: YearMonth,
): readonly RuledTrain[] {
  // a rule's day may fall in the next month, and a cherry-pick in the month before its target
  const daysOf = (rule: DayRule, first: YearMonth): readonly PlainDate[] =>
    monthsBetween(first, to).flatMap((month) => daysIn(rule, month));
  const targets = daysOf(target, addMonths(from, -1)).toSorted();
  const picks = cherryPick ? daysOf(cherryPick, addMonths(from, -2)).toSorted() : [];
  const counted = new Map<YearMonth, number>();
  return targets.flatMap((day, index): readonly RuledTrain[] => {
    const month = monthOf(day);
    if (month < from || month > to) return [];
    const place = (counted.get(month) ?? 0) + 1;
    counted.set(month, place);
    const key = place === 1 ? month : `${month}-${place}`;
    const before = targets[index - 1];
    // a deadline of the train before does not belong to this one too
    const pick = picks.findLast((one) => one <= day && (before === undefined || one > before));
    return [{ month, key, cherryPick: pick, target: day }];
  });
}

/** How many days a weekly train may be off and still match; `undefined` for monthly ones. */
function reach({ target }: TrainRule): number | undefined {
  return target.kind === 'weeks' ? Math.ceil((target.weeks * 7) / 2) - 1 : undefined;
}

/** The weekly train near a day; `undefined` where trains are monthly, or where none is near. */
export function ruledNear(rule: TrainRule, day: PlainDate): RuledTrain | undefined {
  const days = reach(rule);
  if (days === undefined) return undefined;
  const month = monthOf(day);
  return ruledTrains(rule, addMonths(month, -1), addMonths(month, 1)).find(
    ({ target }) => Math.abs(daysBetween(target, day)) <= days,
  );
}

/** Whether the train announced for this day is this one or a later one. */
export function isMet(train: RuledTrain, announced: PlainDate, rule: TrainRule): boolean {
  const days = reach(rule);
  return days === undefined
    ? train.month <= monthOf(announced)
    : daysBetween(announced, train.target) <= days;
}

/** The days that a rule gives for a month; for `weeks`, those that fall in it. */
function daysIn(rule: DayRule, month: YearMonth): readonly PlainDate[] {
  const [first, last] = [firstDayOf(month), lastDayOf(month)];
  switch (rule.kind) {
    case 'weekday': {
      const days = weekdaysFrom(first, rule.weekday).filter((day) => day <= last);
      return [days.at(rule.nth < 0 ? rule.nth : rule.nth - 1)].filter((day) => day !== undefined);
    }
    case 'after':
      return daysIn(rule.than, month).flatMap((day) => weekdaysFrom(addDays(day, 1), rule.weekday)[0] ?? []);
    case 'weeks': {
      const length = rule.weeks * 7;
      const start = Math.max(0, Math.ceil(daysBetween(rule.from, first) / length));
      const days = Array.from({ length: 5 }, (_, index) => addDays(rule.from, (start + index) * length));
      return days.filter((day) => day >= first && day <= last);
    }
  }
}

/** Five such weekdays, the first on or after the day. */
function weekdaysFrom(day: PlainDate, wanted: number): readonly PlainDate[] {
  const first = addDays(day, (wanted - weekday(day) + 7) % 7);
  return Array.from({ length: 5 }, (_, index) => addDays(first, index * 7));
}

function monthsBetween(from: YearMonth, to: YearMonth): readonly YearMonth[] {
  const months: YearMonth[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}
