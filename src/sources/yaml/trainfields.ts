import type { YearMonth } from '../../domain/time/time.ts';
import type { TrainRule } from '../../domain/calendar/trainrule.ts';
import { z } from 'zod';
import { dayRuleForms, mostMonths, readDayRule } from '../../domain/calendar/trainrule.ts';
import { month, orNothing, readBy } from './yamlfields.ts';

/** The `trains` settings of a `calendar.yaml`. */
interface Trains {
  readonly since: YearMonth | undefined;
  readonly rule: TrainRule | undefined;
}

const dayRule = readBy(readDayRule, `a day rule, such as ${dayRuleForms}`);

const months = z
  .string()
  .refine(
    (text) => /^[1-9]\d?$/.test(text) && Number(text) <= mostMonths,
    `a number of months from 1 to ${mostMonths}`,
  )
  .transform(Number);

const usualMonths = 3;

/** `trains`: from which month a train is a single event, and the rule that predicts future ones. */
export const trains = z
  .strictObject({
    since: month.optional(),
    every: z.literal('month').optional(),
    'cherry-pick': orNothing(dayRule),
    target: orNothing(dayRule),
    months: months.optional(),
  })
  .transform((found, context): Trains => {
    const { since, target, every, 'cherry-pick': cherryPick } = found;
    const wrong = (key: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [key], message });
    const lonely = (['cherry-pick', 'every', 'months'] as const).find((key) => found[key] !== undefined);
    if (!target && lonely !== undefined) wrong(lonely, 'this key only with a target');
    if (!target) return { since, rule: undefined };
    if (every && [cherryPick, target].some((one) => one?.kind === 'weeks'))
      wrong('every', 'this key only with a rule for a day of the month');
    return { since, rule: { cherryPick, target, months: found.months ?? usualMonths } };
  });
