import assert from 'node:assert/strict';
import type { Announced } from '../../../src/domain/history/announced.ts';
import type { Calendar } from '../../../src/domain/calendar/calendar.ts';
import { newAnnouncements } from '../../../src/domain/history/announced.ts';
import { changes } from '../../../src/domain/history/change.ts';
import { asStood, moves } from '../../../src/domain/history/move.ts';
import { revisionFacts } from '../../../src/domain/history/revisionfacts.ts';
import { at, calendar, milestone, release, when } from '../build.ts';

/** A calendar with the days of one milestone and since when each was public; it ends with the last. */
function moved(...told: readonly (readonly [day: string, since: string])[]): Calendar {
  const history = told.map(([day, since]) => ({ when: when(day), since: at(since) }));
  const one = milestone('code-freeze', told.at(-1)?.[0] ?? 'TBD');
  const all = [{ ...one, ...revisionFacts(one, history, at('2024-01-01')) }];
  return calendar([release('1.30', all)], { quiet: 'PT30M' });
}

/** What subscribers know once they were told of the first of these and the others were seen at these instants. */
function heard(
  first: Calendar,
  ...seen: readonly (readonly [Calendar, now: string])[]
): readonly Announced[] {
  const known = new Map(newAnnouncements(first, new Map(), at('2024-01-01')).map((one) => [one.key, one]));
  for (const [then, now] of seen)
    for (const one of newAnnouncements(then, known, at(now))) known.set(one.key, one);
  return [...known.values()];
}

describe('letters and the list of changes', () => {
  const first = ['2024-03-05', '2024-01-01'] as const;
  const [noon, soon, later] = ['2024-02-20T12:00Z', '2024-02-20T12:10Z', '2024-02-20T12:30Z'];

  it('tell of a move at the same instant, however late a service saw it', () => {
    const after = moved(first, ['2024-03-12', noon]);

    for (const [now, count] of [
      [soon, 0],
      [later, 1],
    ] as const) {
      assert.equal(moves(after, at(now)).length, count);
      assert.equal(heard(moved(first), [after, now])[0]?.version, count);
    }
  });

  it('both tell nothing of a move that was taken back within the quiet time', () => {
    const [out, back] = [
      moved(first, ['2024-03-12', noon]),
      moved(first, ['2024-03-12', noon], ['2024-03-05', soon]),
    ];

    assert.deepEqual(moves(back, at('2024-02-21')), []);
    assert.equal(heard(moved(first), [out, noon], [back, soon], [back, later])[0]?.version, 0);
  });

  it('both count from the correction where a move was corrected within it', () => {
    const after = moved(first, ['2024-03-12', noon], ['2024-03-13', soon]);

    const [row] = heard(moved(first), [after, later]);

    assert.deepEqual(moves(after, at(later)), []);
    assert.equal(row?.version, 0);
    assert.equal(row.pending?.since, at(soon));
  });
});

describe('a check against an earlier version', () => {
  it('goes by the dates that stood, not by one that was corrected at once', () => {
    const mistaken = moved(['2024-03-05', '2024-01-01'], ['2024-05-12', '2024-02-20T12:00Z']);
    const now = moved(
      ['2024-03-05', '2024-01-01'],
      ['2024-05-12', '2024-02-20T12:00Z'],
      ['2024-03-05', '2024-02-20T12:10Z'],
    );

    assert.equal(changes(mistaken, now).length, 1);
    assert.deepEqual(changes(asStood(mistaken, now), now), []);
  });

  it('tells of a date that is taken back now, which stood', () => {
    const [dated, undated] = [moved(['2024-03-05', '2024-01-01']), moved(['TBD', '2024-02-01'])];

    assert.deepEqual(
      changes(asStood(dated, undated), undated).map(({ kind }) => kind),
      ['unset'],
    );
  });
});
