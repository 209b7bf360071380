import assert from 'node:assert/strict';
import type { Calendar } from '../../src/domain/calendar/calendar.ts';
import * as fc from 'fast-check';
import { cutoff } from '../../src/domain/calendar/deadline.ts';
import { moves } from '../../src/domain/history/move.ts';
import { revisionFacts } from '../../src/domain/history/revisionfacts.ts';
import { section } from '../../src/domain/banner/section.ts';
import { dueAt } from '../../src/domain/reminders/due.ts';
import { reminderEntries } from '../../src/domain/reminders/reminderentry.ts';
import { noFilters } from '../../src/domain/feed/filter.ts';
import { instantOf, millis } from '../../src/domain/time/time.ts';
import { isDated } from '../../src/domain/when/when.ts';
import type { Told } from './build.ts';
import { at, calendar, history, milestone, release, when, where } from './build.ts';

/** A calendar of Code Freeze that was told these whens, the last of which it has. */
function told(...all: readonly Told[]): Calendar {
  const one = milestone('code-freeze', all.at(-1)?.[0] ?? 'TBD');
  return calendar([release('1.30', [{ ...one, ...revisionFacts(one, history(...all), at('2024-01-01')) }])]);
}

const moved = (of: Calendar, now: string): readonly string[] =>
  section(of, at(now)).sentences.flatMap(({ kind, when: is }) =>
    kind === 'moved' && is?.kind === 'day' ? [is.day] : [],
  );

describe('what a section and changes tell of a move', () => {
  const first = ['2024-03-05', '2024-01-01'] as const;

  it('is nothing of one that has not stood for the quiet time', () => {
    const of = told(first, ['2024-03-12', '2024-02-20T10:00Z']);

    assert.deepEqual(moved(of, '2024-02-20T10:05Z'), []);
    assert.deepEqual(moved(of, '2024-02-20T10:30Z'), ['2024-03-12']);
    assert.deepEqual(moved(of, '2024-02-28'), []);
  });

  it('is the same of any history at any moment: a section tells no move that changes does not', () => {
    const days = fc.integer({ min: 1, max: 9 }).map((number) => `2024-03-0${number}`);
    const minutes = fc.integer({ min: 0, max: 20 * 1440 });
    const histories = fc.array(fc.tuple(days, minutes), { minLength: 1, maxLength: 6 });
    const since = (after: number): string => instantOf(millis(at('2024-02-10')) + after * 60_000);
    fc.assert(
      fc.property(histories, minutes, (all, now) => {
        const inOrder = all
          .toSorted(([, a], [, b]) => a - b)
          .map(([day, after]) => [day, since(after)] as const);
        const of = told(first, ...inOrder);

        const known = moves(of, at(since(now))).map(({ after: { when: is } }) =>
          is.kind === 'day' ? is.day : '',
        );
        for (const day of moved(of, since(now))) assert.equal(known[0], day);
      }),
      { numRuns: 300 },
    );
  });
});

describe('when a letter and an entry of reminders.atom are due', () => {
  for (const [zone, hour, written] of [
    // the day is over before that hour comes
    ['America/Los_Angeles', 18, '2026-12-02'],
    // an hour that the clocks skip, and one that they pass twice
    ['Europe/Berlin', 2, '2026-03-29 AoE'],
    ['Europe/Berlin', 2, '2026-10-25 AoE'],
    ['Asia/Kathmandu', 9, '2026-12-02 18:00 UTC'],
  ] as const)
    it(`is one instant: ${written} at ${hour} in ${zone}`, () => {
      const is = when(written);
      assert.ok(isDated(is));
      const wish = { lead: [0, 1], hour, zone: where(zone), filters: noFilters };
      const entries = reminderEntries(calendar([release('1.30', [milestone('code-freeze', written)])]), wish);

      const leads = entries.map(({ lead }) => lead);
      assert.deepEqual(
        entries.map(({ appears }) => appears),
        leads.map((lead) => dueAt({ kind: 'freeze', when: is }, lead, wish)),
      );
      // both are due at once where the day is over before that hour
      const both = [1, 0].map((lead) => dueAt({ kind: 'freeze', when: is }, lead, wish));
      assert.deepEqual(leads, both[0] === both[1] ? [1] : [1, 0]);
      assert.deepEqual(
        entries.map(({ days }) => days),
        leads,
      );
      assert.ok(entries.every(({ appears }) => appears < cutoff({ kind: 'freeze', when: is })));
    });
});
