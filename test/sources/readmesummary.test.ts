import assert from 'node:assert/strict';
import { ids, milestone, read } from './folder.ts';
import { readmeOf, start } from './readmes.ts';

const rows = [
  start,
  'Enhancements Freeze | Lead | 02:00 UTC Friday 6th February 2026 / 18:00 PST Thursday 5th February 2026 | week 5',
  'Code Freeze and Test Freeze | Lead | Wednesday 18th March 2026 (AoE) / Thursday 19th March 2026 12:00 UTC | week 11',
  'v1.38.0 released | Lead | Wednesday 22nd April 2026 | week 16',
];

function readWith(...summary: readonly string[]): ReturnType<typeof read> {
  return read({ '1.38.md': readmeOf(rows, { summary }) });
}

/** Where something is told, and by which rule. */
const brief = (problems: readonly string[]): readonly string[] =>
  problems.map((one) => /^1.38.md:(\d+):\d+ \w+ ([\w-]+)/.exec(one)?.slice(1).join(' ') ?? one);

describe('a bullet of the Summary', () => {
  const same: readonly string[] = [
    '**Monday 5th January 2026**: Week 1 \u2014 Release cycle begins',
    'Monday 5th January 2026: Week 1 - Release cycle begins',
    '**2026-01-05**: Release cycle begins',
    '**[02:00 UTC Friday 6th February 2026 / 18:00 PST Thursday 5th February 2026](https://a.example)**: Week 5 \u2014 [Enhancements Freeze](../x.md)',
    '**02:00 UTC Friday 6th February 2026** / **18:00 PST Thursday 5th February 2026**: Enhancements Freeze',
    '**Wednesday 18th March 2026 (AoE) / Thursday 19th March 2026, 12:00 UTC**: Week 11 \u2014 [Code Freeze][c] and [Test\n  Freeze]',
    '**Wednesday 18th March**: Week 11 - Test Freeze',
  ];
  for (const bullet of same) {
    it(`says nothing new when it repeats the table: ${bullet.slice(0, 90)}`, async () => {
      const seen = await readWith(bullet);

      assert.deepEqual(seen.problems, []);
      assert.deepEqual(ids(seen, '1.38'), [
        ...['cycle-start', 'enhancements-freeze', 'code-freeze', 'test-freeze', 'release'],
      ]);
    });
  }

  const prose: readonly string[] = [
    '**Kubernetes 1.38** is the next release',
    '**Day 1**: we meet',
    '**Note**: dates may move',
    'See [issue 12](https://a.example): all of it',
    'The 3 teams: Docs, Comms, Signal',
    '10:00 is too early',
  ];
  for (const bullet of prose) {
    it(`is text when it tells no date: ${bullet}`, async () => {
      const seen = await readWith(bullet);

      assert.deepEqual(seen.problems, []);
      assert.equal(ids(seen, '1.38').length, 5);
    });
  }

  const different: readonly (readonly [bullet: string, line: number, ...what: string[]])[] = [
    ['**Tuesday 6th January 2026**: Release cycle begins', 13, 'the day'],
    ['**Thursday 19th March 2026 AoE**: Week 12 - Code Freeze', 15, 'the day', 'the week'],
  ];
  for (const [bullet, line, ...what] of different) {
    it(`is told at both places when ${what.join(' and ')} differ, and the table counts: ${bullet}`, async () => {
      const seen = await readWith(bullet);

      const found = seen.problems.filter((one) => one.includes(' error summary-table-mismatch: '));
      assert.deepEqual(
        found.map((one) => `${/:(\d+):/.exec(one)?.[1]} ${/mismatch: (the \w+)/.exec(one)?.[1]}`),
        [...what.map((one) => `7 ${one}`), ...what.map((one) => `${line} ${one}`)],
      );
      assert.match(
        found[0] ?? '',
        new RegExp(`\\(line ${line}\\); make them agree; until then the table is used$`),
      );
      assert.match(found.at(-1) ?? '', /\(line 7\); make them agree; until then the table is used$/);
      assert.deepEqual(milestone(seen, '1.38/code-freeze').when, { kind: 'aoe', day: '2026-03-18' });
    });
  }

  it('becomes a milestone at its day when the table has none of it', async () => {
    const seen = await readWith(
      '**Wednesday 8th April 2026**: Week 14 \u2014 [Docs Freeze](https://a.example/docs)',
      '**TBD**: Thaw',
      '**Monday 23rd - Thursday 26th March 2026**: Week 12 - KubeCon EU',
    );

    assert.deepEqual(seen.problems, []);
    assert.deepEqual(ids(seen, '1.38'), [
      ...['cycle-start', 'enhancements-freeze', 'code-freeze', 'test-freeze', 'kubecon', 'docs-freeze'],
      ...['release', 'thaw'],
    ]);
    const { name, week, link, role, when } = milestone(seen, '1.38/docs-freeze');
    assert.deepEqual(
      { name, week, link, role, when },
      {
        ...{ name: 'Docs Freeze', week: 14, link: 'https://a.example/docs', role: [] },
        when: { kind: 'day', day: '2026-04-08', zone: 'UTC' },
      },
    );
  });

  it('is a date also when it is mistyped, and is told', async () => {
    const seen = await readWith('**Wendesday 8th Aprli 2026**: Docs Freeze', '**8th Arpil**: Thaw');

    assert.deepEqual(brief(seen.problems), ['7 unreadable-when', '8 unreadable-when']);
    assert.equal(milestone(seen, '1.38/docs-freeze').raw, 'Wendesday 8th Aprli 2026');
  });
});

describe('a README without a table', () => {
  it('is read by its Summary, each bullet a milestone', async () => {
    const bullets = [
      '**Monday 5th January 2026**: Week 1 - Release cycle begins',
      '**02:00 UTC Friday 6th March 2026**: Week 9 - Code Freeze',
      '**Wednesday 15th April 2026**: v1.38.0 released',
    ];

    const seen = await read({
      '1.38.md': `# Example 1.38\n\n## Summary\n\n${bullets.map((one) => `- ${one}\n`).join('')}`,
    });

    assert.deepEqual(seen.problems, []);
    assert.deepEqual(ids(seen, '1.38'), ['cycle-start', 'code-freeze', 'release']);
    assert.equal(milestone(seen, '1.38/code-freeze').banner, true);
  });
});
