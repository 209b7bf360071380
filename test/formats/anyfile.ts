import * as fc from 'fast-check';
import type { Milestone, Release } from '../../src/domain/calendar/calendar.ts';
import type { When } from '../../src/domain/when/when.ts';
import { kinds, milestoneStatuses, releaseStatuses } from '../../src/domain/calendar/calendar.ts';
import { monthOf, utc } from '../../src/domain/time/time.ts';
import { anyDated, anyDay, anyInstant } from '../domain/any.ts';
import { milestone, release } from '../domain/build.ts';

/** Words and signs that mean something to a reader of YAML, alone and within other text. */
const awkward = [
  ...['yes', 'No', 'on', 'OFF', 'true', 'False', 'null', 'Null', '~', 'y', 'N', '1.20', '0x1F', '0o17'],
  ...['1e3', '1_000', '.inf', '-1', '+1', '12:30:45', '2024-02-01', '2001-12-14t21:59:43.10-05:00'],
  ...['2024-02-01 02:00:00', 'a: b', 'a:', ':a', 'a #b', '#a', 'a#b', '- a', '-', '--- a', '...', '? a'],
  ...['! a', '!!int 1', '&a', '*a', '[a', 'a]', '{a}', 'a, b', 'a"b, c', '"a"', "'a'", "it's", '|', '>'],
  ...['%a', '@a', '`a`', 'a\\nb', 'a\\', '=', '<<', '__proto__', 'constructor', '(a)'],
  ...['🎉 party', 'تجميد الكود', '冻结', 'é', 'e\u0301'],
];

/** One line, as a file may say it: without what would be folded or refused. */
export const anyLine: fc.Arbitrary<string> = fc
  .oneof(
    fc.constantFrom(...awkward),
    fc.array(fc.constantFrom(...awkward), { minLength: 2, maxLength: 4 }).map((parts) => parts.join(' ')),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom(...' :#-,[]{}"\'\\|>&*!%@`?a1'.split('')),
      minLength: 1,
      maxLength: 12,
    }),
  )
  .map((text) => text.replace(/\s+/g, ' ').trim())
  .filter((text) => text !== '');

const anyProse: fc.Arbitrary<string> = fc
  .array(anyLine, { minLength: 1, maxLength: 4 })
  .chain((lines) => fc.constantFrom('\n', '\n\n', '\r\n', '\n  ', '\t').map((sign) => lines.join(sign)));

const anyId = fc.oneof(
  fc.constantFrom('code-freeze', 'prr-freeze', 'release', 'exceptions-due', 'kubecon', 'steering-election'),
  fc.constantFrom('1', '2024-02-01', '1e3', '0x1f', 'null', 'yes', 'no', 'y', 'true', '007', 'proto'),
);

const anyWhen: fc.Arbitrary<When> = fc.oneof(
  anyDated(anyDay, anyInstant).map((when): When => {
    // a bare date is one of the file's zone, or AoE where it says so
    return when.kind === 'day' || when.kind === 'span' ? { ...when, zone: utc } : { ...when };
  }),
  anyDay.map((day): When => ({ kind: 'month', month: monthOf(day) })),
  fc.constant<When>({ kind: 'tbd' }),
);

const links = ['https://example.org/', 'https://example.org/a?b=c:d,e#f-(g)', 'mailto:a@example.org'];

export const anyMilestone: fc.Arbitrary<Milestone> = fc
  .record(
    {
      id: anyId,
      name: anyLine,
      short: anyLine,
      kind: fc.constantFrom(...kinds),
      when: anyWhen,
      role: fc.array(anyLine, { maxLength: 3 }),
      key: fc.boolean(),
      banner: fc.boolean(),
      status: fc.constantFrom(...milestoneStatuses),
      aliases: fc.array(anyId, { maxLength: 3 }),
      week: fc.nat({ max: 60 }),
      link: fc.constantFrom(...links),
      note: anyProse,
      raw: anyProse,
      actual: anyWhen,
    },
    { requiredKeys: ['id', 'name', 'short', 'kind', 'when', 'role', 'key', 'banner', 'status', 'aliases'] },
  )
  .map((more) => milestone(more.id, 'TBD', more));

export const anyRelease: fc.Arbitrary<Release> = fc
  .record({
    milestones: fc.array(anyMilestone, { maxLength: 5 }),
    title: anyLine,
    homepage: fc.option(fc.constantFrom(...links), { nil: undefined }),
    status: fc.constantFrom(...releaseStatuses),
  })
  .map(({ milestones, homepage, ...more }) =>
    release('1.30', milestones, { ...more, ...(homepage !== undefined && { homepage }) }),
  );
