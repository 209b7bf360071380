import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Draft } from '../../src/sources/part.ts';
import type { Milestone, Release } from '../../src/domain/calendar.ts';
import type { Problem } from '../../src/domain/rule.ts';
import type { When } from '../../src/domain/when.ts';
import { weekOf } from '../../src/domain/checkrows.ts';
import { instantOf, millis, utc } from '../../src/domain/time.ts';
import { announcedDay, isDated } from '../../src/domain/when.ts';
import { cycleRows } from '../../src/formats/cyclerows.ts';
import { readme } from '../../src/formats/readme.ts';
import { lint } from '../../src/sources/lint.ts';
import { readmeShape } from '../../src/sources/readme.ts';
import { anyDated, daysAfter, springMoment } from '../domain/any.ts';
import { aoeWhen, day, dayWhen, milestone, monthWhen, release } from '../domain/build.ts';
import { wired } from '../service/wired.ts';

function write(one: Release): string {
  return readme.release?.(one) ?? '';
}

interface Back {
  readonly drafts: readonly Draft[];
  readonly homepage: string | undefined;
  /** What its reader and the linter say. */
  readonly problems: readonly Problem[];
}

function readBack(text: string, version = '1.38'): Back {
  const file = { name: `${version}.md`, path: `${version}.md`, text };
  const { parts, problems } = readmeShape.read(file, { zone: utc, counts: undefined }, []);
  const drafts = parts.flatMap((part) => part.drafts.map(({ draft }) => draft));
  return { drafts, homepage: parts[0]?.homepage, problems: [...problems, ...lint(parts)] };
}

/** The lines of the Summary and those of the Timeline. */
function parts(text: string): { readonly bullets: readonly string[]; readonly rows: readonly string[] } {
  const lines = text.split('\n');
  return {
    bullets: lines.filter((line) => line.startsWith('- ')),
    rows: lines.filter((line) => line.startsWith('| ')).slice(1),
  };
}

/** The first cell of each row. */
function whats(one: Release): readonly string[] {
  return parts(write(one)).rows.map((row) => row.slice(2).split(' | ')[0]?.trimEnd() ?? '');
}

/** What a README tells of a milestone in its own words. */
type Facts = Pick<Milestone, 'name' | 'when' | 'role'> & { readonly week: number | undefined };

function facts({ name, when, role, week }: Draft): Facts {
  return { name, when: { ...when }, role, week };
}

const anyName = fc.oneof(
  fc.constantFrom('Code Freeze', 'Test Freeze', 'Docs Freeze', 'Call for Exceptions'),
  fc.constantFrom('Start of Release Cycle', 'KubeCon NA', 'APAC-friendly meetings begin', 'Thaw', 'Steering'),
  fc.constantFrom('a | b', String.raw`a \| b`, String.raw`C:\docs`, 'a_b', '_a_', '||', 'é 冻结 🎉', 'تجميد'),
  fc.string({ unit: fc.constantFrom('a', 'b', ' ', '|', '\\', '_', '.', ':', '-', '#'), minLength: 1 }),
);

const anyRole = fc.array(fc.constantFrom('Lead', 'Docs Lead', 'CI | Signal', 'ALL'), { maxLength: 3 });
const links = ['https://example.org/', 'https://example.org/a?b=c#d', 'mailto:a@example.org'];

const cycleDays = daysAfter('2026-08-31', 100);
const cycleMoment = springMoment.map((one) => instantOf(millis(one) + 190 * 86_400_000));
const cycleWhen = anyDated(cycleDays, cycleMoment)
  .map((when) => (when.kind === 'day' || when.kind === 'span' ? { ...when, zone: utc } : { ...when }))
  .filter((when) => announcedDay(when) >= day('2026-08-31'));

/** A cycle whose rows are in order and whose weeks are right. */
const anyCycle: fc.Arbitrary<Release> = fc
  .array(fc.record({ name: anyName, when: cycleWhen, role: anyRole, link: fc.constantFrom('', ...links) }), {
    maxLength: 8,
  })
  .map((rows) => {
    const start = { name: 'Start of Release Cycle', when: dayWhen('2026-08-31'), role: ['Lead'], link: '' };
    const sorted = rows
      .map((row) => ({ ...row, name: row.name.replace(/\s+/g, ' ').trim() }))
      .filter(({ name }) => name !== '')
      .toSorted((a, b) => (announcedDay(a.when) < announcedDay(b.when) ? -1 : 1));
    return release(
      '1.38',
      [start, ...sorted].map(({ name, when, role, link }, index) =>
        milestone(`row-${index}`, 'TBD', {
          ...{ name, when, role, week: isDated(when) ? weekOf(announcedDay(when), day('2026-08-31')) : 0 },
          ...(link !== '' && { link }),
        }),
      ),
    );
  });

describe('the README of a release', () => {
  it('reads back as the same rows: names, dates, roles and weeks', () => {
    fc.assert(
      fc.property(anyCycle, (one) => {
        const { drafts } = readBack(write(one));

        assert.deepEqual(drafts.map(facts), one.milestones.map(facts), write(one));
      }),
    );
  });

  it('is written the same when it has been read', () => {
    fc.assert(
      fc.property(anyCycle, (one) => {
        const once = again(one);

        const twice = again(once);

        assert.deepEqual(twice, once, write(once));
      }),
    );
  });

  it('has nothing in it that the linter would say, whatever the cycle', () => {
    fc.assert(
      fc.property(anyCycle, (one) => {
        const { problems } = readBack(write(again(one)));

        const others = problems.filter(({ rule }) => rule !== 'conference-clash');
        assert.deepEqual(others, [], write(again(one)));
      }),
    );
  });

  it('leads each name to where it led', () => {
    fc.assert(
      fc.property(anyCycle, (one) => {
        const { drafts } = readBack(write(one));

        assert.deepEqual(
          drafts.map(({ link }) => link),
          one.milestones.map(({ link }) => link),
          write(one),
        );
      }),
    );
  });

  it('says of the shipped cycles what their files say, and the linter finds only conferences', async () => {
    const { publish } = await wired();
    const versions = ['1.24', '1.30', '1.31', '1.33', '1.35', '1.36', '1.37', '1.38'];

    for (const version of versions) {
      const answer = publish.release({ calendar: 'kubernetes', release: version });
      assert.ok('value' in answer);
      const { release: one } = answer.value;
      const { drafts, problems } = readBack(write(one), version);

      assert.deepEqual(drafts.map(facts), cycleRows(one).flat().map(facts), version);
      const others = problems.filter(({ rule }) => rule !== 'conference-clash');
      assert.deepEqual(others, [], version);
    }
  });

  it('takes whens that have no day as they are', () => {
    const whens = [monthWhen('2026-10'), { kind: 'tbd' } satisfies When];
    const rows = whens.map((when, index) => milestone(`row-${index}`, 'TBD', { name: `Row ${index}`, when }));

    const { drafts, problems } = readBack(write(release('1.38', rows)));

    assert.deepEqual(
      drafts.map(({ when }) => when),
      whens,
    );
    assert.deepEqual(problems, []);
  });

  it('tells where it stands, and reads back from there', () => {
    const homepage = 'https://example.org/releases/release-1.38';

    const plain = write(release('1.38', [], { homepage }));
    const slashed = write(release('1.38', [], { homepage: `${homepage}/` }));

    assert.match(
      plain,
      /^\* \[This document\]\(https:\/\/example\.org\/releases\/release-1\.38\/README\.md\)$/m,
    );
    assert.equal(slashed, plain);
    assert.equal(readBack(plain).homepage, homepage);
    assert.doesNotMatch(write(release('1.38', [])), /Links/);
  });

  it('names its release also when its title does not', () => {
    const text = write(release('1.38', [], { title: 'Autumn' }));

    assert.match(text, /^# Autumn 1\.38$/m);
  });

  it('says that a draft is proposed', () => {
    const draft = write(release('1.39', [], { status: 'tentative' }));
    const settled = write(release('1.39', []));

    assert.match(draft, /^The 1\.39 release cycle is proposed as follows:$/m);
    assert.match(settled, /^The 1\.39 release cycle is as follows:$/m);
  });
});

/** The release that a README of it tells. */
function again(one: Release): Release {
  const { drafts } = readBack(write(one));
  return release(
    one.version,
    drafts.map((draft) => ({ ...milestone(draft.id, 'TBD'), ...draft })),
  );
}

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
    const signs = 'a|b [c](d) *e* _f_ `g` \\h';

    const [what] = whats(named(signs));

    assert.equal(what, String.raw`[a\|b \[c\](d) \*e\* \_f\_ \`g\` \\h](https://example.org/0)`);
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
