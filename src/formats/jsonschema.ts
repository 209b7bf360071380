import { z } from 'zod';
import { changeKinds } from '../domain/history/change.ts';
import { milestoneStatuses } from '../domain/calendar/calendar.ts';
import { kinds } from '../domain/calendar/kind.ts';
import { sentenceKinds } from '../domain/banner/sentence.ts';

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .describe('A day, YYYY-MM-DD');
const month = z
  .string()
  .regex(/^\d{4}-\d{2}$/)
  .describe('A month, YYYY-MM');
const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  .describe('An instant in UTC, to the millisecond');
const zone = z.string().describe('An IANA time zone');
const link = z.string().nullable().describe('A web address');
const cutoff = instant.nullable().describe('The first instant that is too late; null for a month or TBD');

const when = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('day'), day, zone }).describe('Over when the day ends in the zone'),
    z
      .strictObject({ kind: z.literal('aoe'), day })
      .describe('Over when the day ends anywhere on Earth (UTC-12)'),
    z
      .strictObject({ kind: z.literal('instant'), at: instant, zone, day: day.optional() })
      .describe(
        'The zone is the one it was announced in; day is present only if the time was written as 24:00',
      ),
    z.strictObject({ kind: z.literal('span'), first: day, last: day, zone }),
    z.strictObject({ kind: z.literal('month'), month }),
    z.strictObject({ kind: z.literal('tbd') }),
  ])
  .describe('The date, as exactly as it was announced');

const named = {
  id: z.string(),
  release: z.string(),
  name: z.string(),
  short: z.string(),
  kind: z.enum(kinds),
  role: z.array(z.string()),
};

const bannerMilestone = z.strictObject({
  ...named,
  link,
  when,
  day: day.nullable().describe('The announced day'),
  utcDay: day.nullable().describe('The UTC day on which it closes'),
  cutoff,
});

const group = z.strictObject({
  release: z.string(),
  day: day
    .nullable()
    .describe(
      'The announced day on which the milestones close: the last of several days, or the first if the milestone is a freeze; null for a month',
    ),
  utcDay: day.nullable().describe('The UTC day on which the first of them closes'),
  cutoff: cutoff.describe('The earliest cutoff of the milestones'),
  milestones: z.array(bannerMilestone),
});

const banner = z.strictObject({
  calendar: z.string(),
  at: instant.describe(
    'The requested instant; without one, the instant since which this answer has been valid',
  ),
  next: group.nullable().describe('null when nothing is announced'),
  then: group.nullable().describe('The group of milestones after the next one'),
  cherryPick: z.strictObject({ day, cutoff: instant, patches: z.array(z.string()) }).nullable(),
  text: z.string().describe('The banner as plain text'),
});

const section = z.strictObject({
  calendar: z.string(),
  slug: day.nullable().describe('The date in the file name of the issue; null unless the request named it'),
  at: instant,
  banner,
  sentences: z.array(
    z.strictObject({ kind: z.enum(sentenceKinds), text: z.string(), milestones: z.array(bannerMilestone) }),
  ),
});

const milestone = z.strictObject({
  ...named,
  status: z.enum(milestoneStatuses),
  banner: z.boolean().describe('Whether the banner (the Next Deadline line) counts it'),
  key: z.boolean().describe('Whether it is in the key-dates list'),
  link,
  note: z.string().nullable(),
  when: when.describe('The planned date'),
  actual: when.nullable().describe('When it really happened; null while that is not known'),
  daysLate: z.int().nullable().describe('How many days late it came out, at least 2; otherwise null'),
  expected: z.boolean().describe('Predicted by a rule, not announced'),
  start: day.nullable().describe('The first day: the actual one if it is known, otherwise the announced one'),
  end: day.nullable().describe('The last day, likewise'),
  at: instant.nullable().describe('The cutoff if the date is an instant or AoE, otherwise null'),
  cutoff,
  sequence: z.int(),
  created: instant,
  changed: instant,
});

const feed = z.strictObject({
  calendar: z.string(),
  release: z.string().nullable().describe('null for a whole calendar'),
  revision: z.string().describe('Changes with every byte of the calendar files'),
  stale: z
    .strictObject({ since: instant, why: z.string() })
    .nullable()
    .describe('Since when and why the calendar is out of date; null while it is not'),
  milestones: z.array(milestone),
});

const stand = z.strictObject({
  name: z.string().nullable().describe('null when its history does not say'),
  status: z.enum(['planned', 'cancelled', 'postponed', 'gone']),
  when,
});

const changes = z.strictObject({
  calendar: z.string(),
  changes: z.array(
    z.strictObject({
      release: z.string(),
      id: z.string(),
      name: z.string(),
      kind: z.enum([...changeKinds, 'late']),
      before: stand,
      after: stand,
      since: instant.describe('When the change became public'),
      noticeDays: z
        .int()
        .nullable()
        .describe('Days from the announcement to the earlier of the two dates; null if neither has a day'),
    }),
  ),
});

const revision = z
  .strictObject({ id: z.string(), name: z.string(), status: z.enum(milestoneStatuses), when })
  .nullable();

const diff = z.strictObject({
  changes: z.array(
    z.strictObject({
      calendar: z.string(),
      release: z.string(),
      id: z.string(),
      name: z.string(),
      kind: z.enum(changeKinds),
      before: revision.describe('null if the milestone is new'),
      after: revision.describe('null if the milestone was removed'),
    }),
  ),
});

const frozen = { id: z.string(), release: z.string() };
const freeze = z.strictObject({
  ...frozen,
  since: instant,
  until: instant.nullable().describe('null if its end is not known'),
});

const state = z.strictObject({
  calendar: z.string(),
  at: instant.describe(
    'The requested instant; without one, the instant since which this answer has been valid',
  ),
  frozen: z.boolean().describe('Whether builds are closed; the same as gate.closed'),
  gate: z
    .strictObject({
      closed: z.boolean(),
      since: instant.nullable().describe('Since when it is closed; null while it is open'),
      until: instant.nullable().describe('When it opens; null while it is open, or if that is not known'),
      by: z.array(z.strictObject(frozen)).describe('The freezes that close it'),
    })
    .describe('Whether builds are closed, by the gate of the calendar or by what the query selects'),
  freezes: z
    .array(freeze)
    .describe(
      'Every freeze in force, including those that close no build; with a query, only those that it selects',
    ),
  changesAt: instant.nullable().describe('When this answer may change; null if no change is ahead'),
});

const show = z.strictObject({
  calendar: z.string(),
  release: z.string().describe('The release whose milestones are listed'),
  role: z.string().nullable().describe('The role whose milestones are listed; null for all'),
  at: instant.describe('The instant for which this answer is true'),
  next: group.nullable().describe('null when nothing is ahead'),
  frozen: z.array(freeze).describe('What closes a build, soonest end first'),
  milestones: z
    .array(
      milestone.extend({
        state: z
          .enum(['past', 'next', 'ahead', 'off'])
          .describe('off: it or its release is canceled or postponed'),
      }),
    )
    .describe('By day, undated ones last'),
});

/** All JSON documents and their schemas. `docs/schema` is generated from this. */
export const schemas = { banner, section, feed, state, changes, diff, show } as const;

/** The published JSON Schema of a document. */
export function jsonSchema(name: keyof typeof schemas): string {
  return `${JSON.stringify(z.toJSONSchema(schemas[name]), null, 2)}\n`;
}
