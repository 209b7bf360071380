import assert from 'node:assert/strict';
import type { Milestone, Release } from '../../src/domain/calendar/calendar.ts';
import { aoeWhen, dayWhen, milestone, release } from '../domain/build.ts';
import { parts, readBack, whats, write } from './asreadme.ts';

describe('the rows of a README', () => {
  const freeze = { name: 'Code Freeze', role: ['Branch Manager'], week: 12 };
  const pair = (more: Partial<Milestone> = {}): Release =>
    release('1.38', [
      milestone('code-freeze', '2026-11-18 AoE', freeze),
      milestone('test-freeze', '2026-11-18 AoE', { ...freeze, name: 'Test Freeze', ...more }),
    ]);

  it('name Code Freeze and Test Freeze together when all else of them is the same', () => {
    const { bullets } = parts(write(pair()));

    assert.deepEqual(whats(pair()), ['**Code Freeze and Test Freeze**']);
    assert.deepEqual(bullets, [
      '- **Wednesday 18th November 2026 (AoE) / Thursday 19th November 2026, 12:00 UTC**: Week 12 — Code Freeze and Test Freeze',
    ]);
    assert.deepEqual(
      readBack(write(pair())).drafts.map(({ id }) => id),
      ['code-freeze', 'test-freeze'],
    );
  });

  it('lead each of the two where it led', () => {
    const one = pair({ link: 'https://example.org/test' });

    assert.deepEqual(whats(one), ['**Code Freeze and [Test Freeze]**']);
    assert.deepEqual(
      readBack(write(one)).drafts.map(({ link }) => link),
      [undefined, 'https://example.org/test'],
    );
  });

  const apart: readonly (readonly [what: string, more: Partial<Milestone>])[] = [
    ['another day', { when: aoeWhen('2026-11-19') }],
    ['another way to say the day', { when: dayWhen('2026-11-18') }],
    ['another role', { role: ['Lead'] }],
    ['another week', { week: 13 }],
    ['another weight', { banner: false }],
    ['another status', { status: 'postponed' }],
    ['a name of its own', { name: 'Tests are frozen' }],
  ];
  for (const [what, more] of apart) {
    it(`name them apart when one has ${what}`, () => {
      assert.equal(whats(pair(more)).length, 2);
    });
  }

  it('are in bold for freezes and the release, and for others only when they were', () => {
    const one = release('1.38', [
      milestone('prr-freeze', 'TBD', { name: 'PRR Freeze' }),
      milestone('docs-review', 'TBD', { name: 'Docs ready for review' }),
      milestone('exceptions-due', 'TBD', { name: 'Exceptions', banner: true }),
      milestone('feature-blog-freeze', 'TBD', { name: 'Feature Blog Freeze', banner: false }),
      milestone('release', 'TBD', { name: 'v1.38.0 released' }),
      milestone('thaw', 'TBD', { name: 'Thaw' }),
    ]);

    assert.deepEqual(whats(one), [
      ...['**PRR Freeze**', 'Docs ready for review', '**Exceptions**', 'Feature Blog Freeze'],
      ...['**v1.38.0 released**', 'Thaw'],
    ]);
    assert.deepEqual(
      readBack(write(one)).drafts.map(({ banner }) => banner),
      one.milestones.map(({ banner }) => banner),
    );
  });

  it('leave out what is cancelled and what belongs to patches, and date nothing that is postponed', () => {
    const one = release('1.38', [
      milestone('code-freeze', '2026-11-18', { name: 'Code Freeze', status: 'cancelled' }),
      milestone('docs-freeze', '2026-12-02', { name: 'Docs Freeze', status: 'postponed' }),
      milestone('cherry-pick-1-38-1', '2027-01-08', { name: 'Cherry-pick deadline for 1.38.1' }),
      milestone('patch-1-38-1', '2027-01-13', { name: 'Patch release 1.38.1' }),
      milestone('maintenance', '2027-12-28', { name: 'Maintenance mode begins' }),
      milestone('end-of-life', '2028-02-28', { name: 'End of life' }),
    ]);

    const { rows, bullets } = parts(write(one));

    assert.deepEqual(
      rows.map((row) => row.split('|').map((cell) => cell.trim())),
      [['', '**Docs Freeze**', '', 'TBD', '', '']],
    );
    assert.deepEqual(bullets, ['- **TBD**: Docs Freeze']);
  });

  it('are in the summary once a name, or the second would be compared with the first', () => {
    const one = release('1.38', [
      milestone('docs-freeze', '2026-12-02', { name: 'Docs Freeze' }),
      milestone('docs-freeze-2', '2026-12-09', { name: 'Docs must be complete', kind: 'freeze' }),
    ]);

    const text = write(one);

    assert.deepEqual(parts(text).bullets, ['- **Wednesday 2nd December 2026**: Docs Freeze']);
    assert.deepEqual(readBack(text).problems, []);
  });
});

describe('a name in a README', () => {
  const named = (...names: readonly string[]): Release =>
    release(
      '1.38',
      names.map((name, index) =>
        milestone(`row-${index}`, 'TBD', { name, link: `https://example.org/${index}` }),
      ),
    );

  it('leads on by a definition below the table', () => {
    const text = write(named('Docs Deadline: open placeholder PRs'));

    assert.match(text, /\n\n\[Docs Deadline: open placeholder PRs\]: https:\/\/example\.org\/0\n$/);
    assert.deepEqual(whats(named('Thaw')), ['[Thaw]']);
  });

  it('that another has in other capitals leads on by itself', () => {
    assert.deepEqual(whats(named('Thaw', 'THAW')), ['[Thaw]', '[THAW](https://example.org/1)']);
    assert.deepEqual(
      readBack(write(named('Thaw', 'THAW'))).drafts.map(({ link }) => link),
      ['https://example.org/0', 'https://example.org/1'],
    );
  });

  it('with signs of Markdown in it is written so that they are none', () => {
    const signs = 'a|b [c](d) *e* _f_ `g` \\h <i>';

    const [what] = whats(named(signs));

    assert.equal(what, String.raw`[a\|b \[c\](d) \*e\* \_f\_ \`g\` \\h \<i>](https://example.org/0)`);
  });

  it('stays in its cell, and on its line', () => {
    const text = write(named('a\n| b | c |\r\n# d\u2028\u0000'));

    assert.equal(parts(text).rows.length, 1);
    assert.doesNotMatch(text, /^#+ d/m);
  });

  it('leads to an address with parentheses', () => {
    const one = release('1.38', [
      milestone('a', 'TBD', { name: 'A|B', link: 'https://example.org/a_(b)' }),
      milestone('b', 'TBD', { name: 'B', link: 'https://example.org/a_(b)' }),
    ]);

    const { drafts } = readBack(write(one));

    assert.deepEqual(
      drafts.map(({ link }) => decodeURI(link ?? '')),
      ['https://example.org/a_(b)', 'https://example.org/a_(b)'],
    );
  });
});
