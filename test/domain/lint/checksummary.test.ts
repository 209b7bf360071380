import assert from 'node:assert/strict';
import type { Row } from '../../../src/domain/lint/checkrows.ts';
import { checkSummary } from '../../../src/domain/lint/checksummary.ts';
import { brief, rowOf } from '../rows.ts';

function differ(bullet: Row, ...table: readonly Row[]): readonly string[] {
  return checkSummary([bullet], table).map(({ at, says }) => `${at.line} ${/^the \w+/.exec(says)?.[0]}`);
}

const at = (written: string, more: Partial<Row> = {}): Row => rowOf(20, 'code-freeze', written, more);
const says = (written: string, more: Partial<Row> = {}): Row => rowOf(5, 'code-freeze', written, more);

describe('a summary', () => {
  const same: readonly (readonly [summary: string, table: string])[] = [
    ['2026-03-18', '2026-03-18'],
    ['2026-03-18', '2026-03-19T01:00Z[America/Los_Angeles]'],
    ['2026-03-19', '2026-03-19T01:00Z[America/Los_Angeles]'],
    ['2026-03-19T01:00Z[Asia/Tokyo]', '2026-03-19 01:00 UTC'],
    ['2026-03-18', '2026-03-18 AoE'],
    ['2026-03-19', '2026-03-18 AoE'],
    ['2026-03-19 12:00 UTC', '2026-03-18 AoE'],
    ['2026-03-18 AoE', '2026-03-18'],
    ['TBD', '2026-03-18'],
    ['2026-03', '2026-03-18'],
    ['2026-03-18', 'TBD'],
  ];
  for (const [summary, table] of same) {
    it(`says what the table says: ${summary} and ${table}`, () => {
      const found = differ(says(summary), at(table));

      assert.deepEqual(found, []);
    });
  }

  const different: readonly (readonly [what: string, summary: string, table: string])[] = [
    ['the day', '2026-03-18', '2026-03-25'],
    ['the day', '2026-03-17', '2026-03-18 AoE'],
    ['the day', '2026-03-16..2026-03-19', '2026-03-16..2026-03-18'],
    ['the time', '2026-03-19 01:00 UTC', '2026-03-19 02:00 UTC'],
    ['the time', '2026-03-19 03:00 UTC', '2026-03-19T01:00Z[America/Los_Angeles]'],
    ['the time', '2026-03-19 11:00 UTC', '2026-03-18 AoE'],
    ['the time', '2026-03-19T06:59Z[America/Los_Angeles]', '2026-03-18 AoE'],
  ];
  for (const [what, summary, table] of different) {
    it(`is told at both places to differ in ${what}: ${summary} and ${table}`, () => {
      const found = differ(says(summary), at(table));

      assert.deepEqual(found, [`5 ${what}`, `20 ${what}`]);
    });
  }

  it('says which words stand where', () => {
    const found = checkSummary([says('2026-03-18')], [at('2026-03-25')]);

    assert.deepEqual(
      found.map(({ says: words }) => words),
      [
        'the day of code-freeze: the summary says 2026-03-18, the table 2026-03-25 (line 20); make them agree; until then the table is used',
        'the day of code-freeze: the table says 2026-03-25, the summary 2026-03-18 (line 5); make them agree; until then the table is used',
      ],
    );
    assert.ok(found.every(({ blocks }) => !blocks));
  });

  it('has the weeks of the table, and of the cycle', () => {
    const start = rowOf(10, 'cycle-start', '2026-01-05');
    const weeks = (summary: number, table?: number): readonly string[] =>
      brief(
        checkSummary(
          [says('2026-03-18', { week: summary })],
          [start, at('2026-03-18', table === undefined ? {} : { week: table })],
        ),
      );

    assert.deepEqual(weeks(11, 11), []);
    assert.deepEqual(weeks(11), []);
    assert.deepEqual(weeks(11, 12), ['5 summary-table-mismatch', '20 summary-table-mismatch']);
    assert.deepEqual(weeks(12, 12), ['5 week-mismatch']);
  });

  it('that names two milestones of one row is compared with it once', () => {
    const ids = ['code-freeze', 'test-freeze'];

    const found = differ(says('2026-03-18', { ids }), at('2026-03-25', { ids }));

    assert.deepEqual(found, ['5 the day', '20 the day']);
  });

  it('that names two rows is compared with each', () => {
    const bullet = says('2026-03-18', { ids: ['code-freeze', 'test-freeze'] });

    const found = differ(bullet, at('2026-03-18'), rowOf(21, 'test-freeze', '2026-03-25'));

    assert.deepEqual(found, ['5 the day', '21 the day']);
  });

  it('may repeat either of two rows of one id', () => {
    const table = [at('2026-03-18'), rowOf(21, 'code-freeze', '2026-03-25')];

    const found = ['2026-03-18', '2026-03-25', '2026-03-26'].map((one) => differ(says(one), ...table));

    assert.deepEqual(found, [[], [], ['5 the day', '20 the day']]);
  });
});
