import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { section } from '../../../src/domain/banner/section.ts';
import { instantOf, millis } from '../../../src/domain/time/time.ts';
import type { Calendar, PublishedState } from '../../../src/domain/calendar/calendar.ts';
import { moves, nextMove, publishedStates } from '../../../src/domain/history/move.ts';
import { revisionFacts } from '../../../src/domain/history/revisionfacts.ts';
import type { Told } from '../build.ts';
import { at, calendar, history, milestone, release } from '../build.ts';

/** A calendar of one milestone that ends as its history does. */
function of(
  told: readonly PublishedState[],
  more: Partial<Parameters<typeof milestone>[2] & object> = {},
): Calendar {
  const one = milestone('code-freeze', 'TBD', { name: 'Code Freeze', ...more });
  const last = told.at(-1);
  const now = { ...one, when: last?.when ?? one.when };
  return calendar([release('1.30', [{ ...now, ...revisionFacts(now, told, at('2024-01-01')) }])], {
    quiet: 'PT30M',
  });
}

function told(of_: Calendar, now = '2024-06-01'): readonly string[] {
  return moves(of_, at(now)).map(
    ({ kind, after, notice }) => `${kind} ${after.since.slice(0, 16)} ${notice ?? '-'}`,
  );
}

describe('what is told of a moved milestone', () => {
  const first = ['2024-03-05', '2024-01-01'] as const;
  const off = { status: 'cancelled' } as const;
  const unknown = ['TBD', '2024-01-01'] as const;
  const frost = ['2024-03-05', '2024-01-01', { name: 'Frost' }] as const;
  const named = { name: 'Code Freeze' };
  const gone = { status: 'gone' } as const;
  const cases: [what: string, told: readonly Told[], ...wanted: string[]][] = [
    ['nothing of a first date', [first]],
    [
      'a move, with the days of notice to the sooner of its days',
      [first, ['2024-03-12', '2024-02-20T10:00Z']],
      'moved 2024-02-20T10:00 14',
    ],
    ['a move to an earlier day', [first, ['2024-03-01', '2024-02-20']], 'moved 2024-02-20T00:00 10'],
    ['a move of what is over', [first, ['2024-03-12', '2024-03-06T10:00Z']], 'moved 2024-03-06T10:00 -1'],
    ['a date that was filled in', [unknown, ['2024-03-05', '2024-02-01']], 'filled 2024-02-01T00:00 33'],
    ['a date that was taken back', [first, ['TBD', '2024-02-01']], 'unset 2024-02-01T00:00 33'],
    ['a cancellation', [first, ['2024-03-05', '2024-02-01', off]], 'cancelled 2024-02-01T00:00 33'],
    [
      'that it is on again',
      [first, ['2024-03-05', '2024-02-01', off], ['2024-03-06', '2024-02-02', { status: 'planned' }]],
      ...['restored 2024-02-02T00:00 32', 'cancelled 2024-02-01T00:00 33'],
    ],
    ['that it is gone', [first, ['2024-03-05', '2024-02-01', gone]], 'gone 2024-02-01T00:00 33'],
    ['another name', [frost, ['2024-03-05', '2024-02-01', named]], 'renamed 2024-02-01T00:00 -'],
    ['nothing of what is only written otherwise', [first, ['2024-03-05 24:00 UTC', '2024-02-01']]],
    [
      'two moves, the newest first',
      [first, ['2024-03-12', '2024-02-01'], ['2024-03-19', '2024-02-02']],
      ...['moved 2024-02-02T00:00 39', 'moved 2024-02-01T00:00 33'],
    ],
    [
      'nothing of a slip of the pen that was put right within the quiet time',
      [first, ['2042-03-05', '2024-02-01T10:00Z'], ['2024-03-05', '2024-02-01T10:29Z']],
    ],
    [
      'only the last of several tries within the quiet time',
      [first, ...[0, 1, 2].map((try_): Told => [`2024-03-0${6 + try_}`, `2024-02-01T10:${try_}0Z`])],
      'moved 2024-02-01T10:20 33',
    ],
    [
      'both ways of what stood longer than the quiet time',
      [first, ['2024-03-12', '2024-02-01T10:00Z'], ['2024-03-05', '2024-02-01T10:30Z']],
      ...['moved 2024-02-01T10:30 33', 'moved 2024-02-01T10:00 33'],
    ],
  ];
  for (const [what, pairs, ...wanted] of cases) {
    it(`is ${what}`, () => {
      const given = history(...pairs);
      const name = given.findLast((one) => one.name)?.name ?? 'Code Freeze';
      const status = given.findLast((one) => one.status)?.status;
      const isOff = status === 'cancelled' || status === 'gone';

      assert.deepEqual(told(of(given, { name, ...(isOff && off) })), wanted);
    });
  }

  it('waits for the quiet time, and is known to wait', () => {
    const one = of(history(first, ['2024-03-12', '2024-02-01T10:00Z']));

    assert.deepEqual(told(one, '2024-02-01T10:29:59Z'), []);
    assert.equal(nextMove(one, at('2024-02-01T10:29:59Z')), at('2024-02-01T10:30Z'));
    assert.equal(told(one, '2024-02-01T10:30Z').length, 1);
    assert.equal(nextMove(one, at('2024-02-01T10:30Z')), undefined);
  });

  it('keeps its place when what was only written otherwise or put right at once stands between', () => {
    const plain = history(first, ['2024-03-12', '2024-02-01T10:00Z']);
    const more = history(
      first,
      ['2024-03-05 24:00 UTC', '2024-01-15'],
      ['2024-03-06', '2024-02-01T09:50Z'],
      ['2024-03-12', '2024-02-01T10:00Z'],
    );

    const versions = [plain, more].map((all) =>
      publishedStates(all, 'PT30M').map(({ version, when: of_ }) => [version, of_]),
    );

    assert.deepEqual(versions[1], versions[0]);
  });
});

/** A calendar of Code Freeze that was told these whens, the last of which it has. */
function calendarOf(...all: readonly Told[]): Calendar {
  const one = milestone('code-freeze', all.at(-1)?.[0] ?? 'TBD');
  return calendar([release('1.30', [{ ...one, ...revisionFacts(one, history(...all), at('2024-01-01')) }])]);
}

const inSection = (of: Calendar, now: string): readonly string[] =>
  section(of, at(now)).sentences.flatMap(({ kind, when: is }) =>
    kind === 'moved' && is?.kind === 'day' ? [is.day] : [],
  );

describe('what a section and changes tell of a move', () => {
  const first = ['2024-03-05', '2024-01-01'] as const;

  it('is nothing of one that has not stood for the quiet time', () => {
    const of = calendarOf(first, ['2024-03-12', '2024-02-20T10:00Z']);

    assert.deepEqual(inSection(of, '2024-02-20T10:05Z'), []);
    assert.deepEqual(inSection(of, '2024-02-20T10:30Z'), ['2024-03-12']);
    assert.deepEqual(inSection(of, '2024-02-28'), []);
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
        const of = calendarOf(first, ...inOrder);

        const known = moves(of, at(since(now))).map(({ after: { when: is } }) =>
          is.kind === 'day' ? is.day : '',
        );
        for (const day of inSection(of, since(now))) assert.equal(known[0], day);
      }),
      { numRuns: 300 },
    );
  });
});
