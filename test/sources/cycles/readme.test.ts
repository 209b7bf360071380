import assert from 'node:assert/strict';
import { ids, milestone, read } from '../folder.ts';
import { lineOf, readmeOf, start } from '../readmes.ts';

/** What a cell of Markdown has around a date; the dates themselves are read as everywhere. */
const cells: readonly (readonly [when: string, wanted: object])[] = [
  ['**Mon January 12, 2026**', { kind: 'day', day: '2026-01-12', zone: 'UTC' }],
  ['Mon 12 Jan', { kind: 'day', day: '2026-01-12', zone: 'UTC' }],
  [
    `[02:00 UTC Tuesday 13th January 2026](https://zones.example/${'x'.repeat(400)}) / 18:00 PST Monday 12th January 2026`,
    { kind: 'instant', zone: 'America/Los_Angeles', at: '2026-01-13T02:00:00.000Z' },
  ],
  [
    'Monday 12th January 2026 (AoE) <br> / Tuesday 13th January 2026 12:00 UTC',
    { kind: 'aoe', day: '2026-01-12' },
  ],
  ['2026-01', { kind: 'month', month: '2026-01' }],
  ...['TBD', '[TBC](https://zones.example/7)', '---', 'N/A', ''].map(
    (cell) => [cell, { kind: 'tbd' }] as const,
  ),
];

describe('the date of a row', () => {
  for (const [when, wanted] of cells) {
    it(`is read as people write it: ${when.slice(0, 90) || 'nothing'}`, async () => {
      const seen = await read({ '1.38.md': readmeOf([start, `Test Freeze | Lead | ${when} | `]) });

      assert.deepEqual(seen.problems, []);
      assert.deepEqual(milestone(seen, '1.38/test-freeze').when, wanted);
    });
  }

  it('stays as it was written when nobody can tell it', async () => {
    const seen = await read({
      '1.38.md': readmeOf([
        start,
        'Test Freeze | Lead | [Friday after](https://a.example) KubeCon | ',
        'Thaw | | TBC | ',
      ]),
    });

    const found = ['test-freeze', 'thaw'].map((id) => milestone(seen, `1.38/${id}`));
    assert.deepEqual(
      found.map(({ when, raw }) => [when.kind, raw]),
      [
        ['tbd', 'Friday after KubeCon'],
        ['tbd', undefined],
      ],
    );
    assert.match(
      seen.problems.join('\n'),
      new RegExp(`^1.38.md:${lineOf(2)}:\\d+ error unreadable-when: [^\n]*$`),
    );
  });
});

describe('a row', () => {
  it('counts for the banner by its bold where its id alone does not', async () => {
    const row = 'Cherry Pick Deadline | Lead | Monday 12th January 2026 |';
    const whole = readmeOf([start, row]);

    const [plain, bold] = await Promise.all([
      read({ '1.38.md': whole }),
      read({ '1.38.md': whole.replace('Cherry Pick Deadline', '**Cherry Pick Deadline**') }),
    ]);

    const banners = [plain, bold].map((seen) => milestone(seen, '1.38/cherry-pick').banner);
    assert.deepEqual(banners, [false, true]);
  });

  it('leads where its link, or the definition of it, says', async () => {
    const seen = await read({
      '1.38.md': readmeOf(
        [
          start,
          String.raw`[Docs Freeze](../phases.md?a_(b)\|c#docs) | | TBD |`,
          'Begin [Code Freeze] and [Test Freeze][tests] | | TBD |',
          '[Thaw] | | TBD |',
          '[Schedule finalized](javascript:alert) | | TBD |',
        ],
        {
          intro: '* [This document](https://git.example/releases/release-1.38/README.md)',
          end: '[code freeze]: https://example.org/code\n[tests]: #tests\n',
        },
      ),
    });

    const links = ['docs-freeze', 'code-freeze', 'test-freeze', 'thaw', 'schedule-finalized'].map(
      (id) => milestone(seen, `1.38/${id}`).link,
    );
    assert.deepEqual(links, [
      'https://git.example/releases/phases.md?a_(b)%7Cc#docs',
      'https://example.org/code',
      'https://git.example/releases/release-1.38/README.md#tests',
      ...[undefined, undefined],
    ]);
    assert.equal(seen.calendar?.releases[0]?.homepage, 'https://git.example/releases/release-1.38');
  });

  it('that comes again gets a number, which no other row has', async () => {
    const rows = [
      ...['Sync', 'Sync 2', 'Sync', '???', 'Release retrospective', 'Release retrospective'],
      ...['Retrospective part 2'],
    ];

    const seen = await read({ '1.38.md': readmeOf([start, ...rows.map((row) => `${row} | | TBD |`)]) });

    assert.deepEqual(seen.problems, []);
    assert.deepEqual(ids(seen, '1.38').slice(1), [
      ...['sync', 'sync-2', 'sync-3', 'row', 'retro', 'retro-2', 'retro-2-2'],
    ]);
  });

  it('may end early, or late', async () => {
    const rows = [
      start,
      'Thaw',
      'Docs Freeze | Lead',
      'Code Freeze | Lead | Monday 12th January 2026 | week 2 | x | y',
    ];

    const seen = await read({ '1.38.md': readmeOf(rows) });

    assert.deepEqual(seen.problems, []);
    assert.deepEqual(ids(seen, '1.38'), ['cycle-start', 'thaw', 'docs-freeze', 'code-freeze']);
    assert.deepEqual(milestone(seen, '1.38/docs-freeze').when, { kind: 'tbd' });
  });

  it('that has a date and no name is told', async () => {
    const seen = await read({
      '1.38.md': readmeOf([start, ' | Lead | Monday 12th January 2026 | ', ' | | | ']),
    });

    assert.deepEqual(ids(seen, '1.38'), ['cycle-start']);
    assert.equal(seen.problems.length, 1);
    assert.match(
      seen.problems[0] ?? '',
      new RegExp(`^1.38.md:${lineOf(2)}:\\d+ error shape: expected a name in the column What, found none`),
    );
  });

  it('may have a long name, in any letters', async () => {
    const names = ['x'.repeat(5_000), '\u51cd\u7d50', String.raw`a \| b \[c\] <d> & "e"`, '__proto__'];

    const seen = await read({ '1.38.md': readmeOf([start, ...names.map((name) => `${name} | | TBD |`)]) });

    assert.deepEqual(seen.problems, []);
    const found = seen.calendar?.releases[0]?.milestones.slice(1) ?? [];
    assert.deepEqual(
      found.map(({ id, name }) => [id.length <= 80, name.slice(0, 30)]),
      [
        [true, 'x'.repeat(30)],
        [true, '\u51cd\u7d50'],
        [true, 'a | b [c] <d> & "e"'],
        [true, '__proto__'],
      ],
    );
  });
});
