import assert from 'node:assert/strict';
import type { Calendar, Milestone } from '../../../src/domain/calendar/calendar.ts';
import { checkPost } from '../../../src/domain/post/checkpost.ts';
import { at, calendar, cycle130, milestone, patch, release, when } from '../build.ts';
import { issue } from '../issue.ts';

/** The 1.37 cycle as it was published. */
const cycle137 = release('1.37', [
  milestone('cycle-start', '2026-05-18', { name: 'Start of Release Cycle', short: '1.37 Cycle Begins' }),
  milestone('prr-freeze', '2026-06-09 AoE', { name: 'PRR Freeze' }),
  milestone('enhancements-freeze', '2026-06-17 AoE', { name: 'Enhancements Freeze' }),
  milestone('feature-blog-freeze', '2026-07-09 AoE', { name: 'Feature Blog Freeze', banner: true }),
  milestone('code-freeze', '2026-07-22 AoE', { name: 'Code Freeze' }),
  milestone('test-freeze', '2026-07-22 AoE', { name: 'Test Freeze' }),
  milestone('docs-review', '2026-07-28', { name: 'Docs Review' }),
  milestone('release', '2026-08-26', { name: 'Release Day' }),
]);
const both = calendar([cycle130(), cycle137]);

/** `rule says` of everything found in a post with that banner, published at that instant. */
function found(
  said: string,
  [slug, date]: readonly [string, string],
  of: Calendar = both,
): readonly string[] {
  return checkPost(issue(said, { slug, date: date.replace('T', ' ').replace('Z', ':00 +0000') }), of).map(
    ({ rule, says }) => `${rule} ${says}`,
  );
}

function rulesFound(said: string, issueDates: readonly [string, string], of?: Calendar): readonly string[] {
  return found(said, issueDates, of).map((line) => line.split(' ')[0] ?? '');
}

function with137(id: string, more: Partial<Milestone>): Calendar {
  const milestones = cycle137.milestones.map((one) => (one.id === id ? { ...one, ...more } : one));
  return calendar([cycle130(), { ...cycle137, milestones }]);
}

describe('a stale banner', () => {
  it('names a deadline that was over when the issue came out, and says what would be right', () => {
    assert.deepEqual(found('Code Freeze and Test Freeze, July 22nd', ['2026-07-19', '2026-07-23T22:00Z']), [
      'stale-banner "Code Freeze and Test Freeze": expected "Docs Review, Jul 28th", ' +
        'found Code Freeze and Test Freeze (1.37), which ended at 2026-07-23T12:00Z, ' +
        '10 hours before this came out at 2026-07-23T22:00Z',
    ]);
  });

  it('stands at the line and column of the banner', () => {
    const [problem] = checkPost(issue('PRR Freeze, Feb 1', { date: '2024-02-03 10:00:00 +0000' }), both);

    assert.deepEqual(problem?.at, { file: '_posts/2024-01-07-update.md', line: 13, column: 1 });
    assert.equal(problem.severity, 'error');
    assert.equal(problem.blocks, false);
  });

  it('is one of which one deadline of several was over', () => {
    const said = 'PRR Freeze, June 9; Enhancements Freeze, June 17';

    assert.deepEqual(rulesFound(said, ['2026-06-07', '2026-06-10T11:59Z']), []);
    assert.deepEqual(rulesFound(said, ['2026-06-07', '2026-06-10T12:00Z']), ['stale-banner']);
  });

  it('is judged by the usual time of publication when nobody set another, and never by a later one', () => {
    const rules = (date: string): readonly string[] =>
      rulesFound('Code Freeze, July 22nd', ['2026-07-19', date]);

    assert.deepEqual(rules('2026-07-19T22:00Z'), ['stale-banner']);
    assert.deepEqual(rules('2026-07-18T10:00Z'), []);
  });

  it('is none when the date moved on after it came out, or had moved on before', () => {
    const told = [
      { when: when('2026-07-22 AoE'), since: at('2026-05-01') },
      { when: when('2026-07-29 AoE'), since: at('2026-07-24') },
    ];
    const moved = with137('code-freeze', { when: when('2026-07-29 AoE'), history: told });

    assert.deepEqual(rulesFound('Code Freeze, July 22nd', ['2026-07-19', '2026-07-22T10:00Z'], moved), []);
    assert.deepEqual(rulesFound('Code Freeze, July 29th', ['2026-07-26', '2026-07-27T10:00Z'], moved), []);
  });
});

describe('a wrong banner', () => {
  it('names another day than the schedule, and says which it has', () => {
    assert.deepEqual(found('Code Freeze, July 21st', ['2026-07-12', '2026-07-14T10:00Z']), [
      'wrong-banner "Code Freeze": expected "Code Freeze, Jul 22nd (AoE)", ' +
        'found 2026-07-21, but Code Freeze (1.37) is on 2026-07-22 (2026-07-23 in UTC)',
    ]);
  });

  it('is none when it names the announced or the UTC day, or one that may be meant, its month too', () => {
    for (const right of ['July 22nd', 'July 23rd', 'July 23rd, 12:00 UTC', 'July 21st/22nd', 'July']) {
      assert.deepEqual(found(`Code Freeze, ${right}`, ['2026-07-12', '2026-07-14T10:00Z']), [], right);
    }
    assert.deepEqual(rulesFound('Code Freeze, June', ['2026-07-12', '2026-07-14T10:00Z']), ['wrong-banner']);
  });

  it('may name any day that was public by then, and none that was public only later', () => {
    const told = [
      { when: when('2026-07-21 AoE'), since: at('2026-05-01') },
      { when: when('2026-07-23 AoE'), since: at('2026-07-13') },
      { when: when('2026-07-25 AoE'), since: at('2026-07-20') },
    ];
    const moved = with137('code-freeze', { when: when('2026-07-29 AoE'), history: told });
    const on = (date: string): readonly string[] =>
      rulesFound(`Code Freeze, July ${date}`, ['2026-07-12', '2026-07-14T10:00Z'], moved);

    assert.deepEqual([on('21st'), on('23rd'), on('26th')], [[], [], ['wrong-banner']]);
  });

  it('cannot be told before the schedule was public', () => {
    const late = [{ when: when('2026-05-18'), since: at('2026-05-10') }];
    const calendar = with137('cycle-start', { history: late });

    assert.deepEqual(found('1.37 cycle starts, May 25th', ['2026-05-03', '2026-05-05T10:00Z'], calendar), []);
  });

  it('is of the cycle whose milestone lies nearest to its slug date', () => {
    const following = release('1.38', [
      milestone('cycle-start', '2026-09-01'),
      milestone('code-freeze', '2026-11-18 AoE'),
      milestone('release', '2026-12-16'),
    ]);
    const two = calendar([cycle137, following]);

    assert.deepEqual(found('Code Freeze, July 22nd', ['2026-07-12', '2026-07-14T10:00Z'], two), []);
    assert.deepEqual(found('Code Freeze, November 18th', ['2026-10-11', '2026-10-14T10:00Z'], two), []);
  });
});

describe('a check of a banner is silent', () => {
  const later = ['2026-07-26', '2026-07-30T10:00Z'] as const;
  const usual = ['2026-07-12', '2026-07-14T10:00Z'] as const;
  for (const [why, said, dates = usual] of [
    [
      'a cycle that the calendar does not hold',
      'Code Freeze, July 24th',
      ['2025-07-20', '2025-07-22T10:00Z'],
    ],
    ['a named release that it does not hold', '1.34 Code Freeze, July 21st'],
    ['a milestone that it does not hold', 'Docs Freeze, July 21st'],
    ['a label that nobody knows', 'Shadow Selection, July 21st'],
    ['a day that is not said', 'Code Freeze, soon', later],
    ['an empty line', '', later],
    ['no deadline', 'no deadline announced', later],
  ] as const) {
    it(`about ${why}`, () => {
      assert.deepEqual(found(said, dates), []);
    });
  }

  for (const [what, more] of [
    ['cancelled', { status: 'cancelled' }],
    ['postponed', { status: 'postponed' }],
    ['tentative', { status: 'tentative' }],
    ['to be announced', { when: when('TBD') }],
    ['known to the month', { when: when('2026-08') }],
  ] as const) {
    it(`about a milestone that is ${what}`, () => {
      const of = with137('code-freeze', more);

      assert.deepEqual(found('Code Freeze, July 21st', ['2026-07-26', '2026-07-30T10:00Z'], of), []);
    });
  }

  it('about a draft of a cycle', () => {
    const draft = calendar([{ ...cycle137, status: 'tentative' }]);

    assert.deepEqual(found('Code Freeze, July 21st', ['2026-07-26', '2026-07-30T10:00Z'], draft), []);
  });
});

describe('a banner that names', () => {
  it('a second row of an id may mean either', () => {
    const two = calendar([
      release('1.37', [
        milestone('cycle-start', '2026-05-18'),
        milestone('exceptions-due', '2026-06-29'),
        milestone('exceptions-due-2', '2026-07-13'),
        milestone('release', '2026-08-26'),
      ]),
    ]);

    assert.deepEqual(found('Exceptions due, July 13th', ['2026-06-28', '2026-06-29T10:00Z'], two), []);
  });

  it('a vague label means the milestone of that day', () => {
    const docs = calendar([
      release('1.37', [
        milestone('cycle-start', '2026-05-18'),
        milestone('docs-placeholder', '2026-07-02'),
        milestone('docs-review', '2026-07-28'),
        milestone('docs-freeze', '2026-08-04'),
        milestone('release', '2026-08-26'),
      ]),
    ]);
    const dates = ['2026-06-28', '2026-06-30T10:00Z'] as const;

    assert.deepEqual(rulesFound('Docs deadline, July 2nd', dates, docs), []);
    assert.deepEqual(rulesFound('Docs PRs, July 28th', dates, docs), []);
    assert.deepEqual(rulesFound('Docs deadline, July 3rd', dates, docs), ['wrong-banner']);
    assert.deepEqual(rulesFound('Docs Freeze, July 28th', dates, docs), ['wrong-banner']);
  });

  it('another before a comma may date only the last', () => {
    const dates = ['2026-08-02', '2026-08-04T10:00Z'] as const;

    assert.deepEqual(rulesFound('Code Freeze in effect, Release, August 26th', dates), []);
  });

  it('a patch is compared with the patch schedule', () => {
    const patches = calendar([release('1.36', patch('1.36.2', '2026-06-05', '2026-06-09'))]);
    const dates = ['2026-05-31', '2026-06-03T10:00Z'] as const;

    assert.deepEqual(rulesFound('Cherry-pick deadline: 1.36.2, Jun 5th', dates, patches), []);
    assert.deepEqual(rulesFound('Cherry-pick for 1.36.2, June 4th', dates, patches), ['wrong-banner']);
    assert.deepEqual(rulesFound('Cherry Pick Deadline, June 4th', dates, patches), []);
  });

  it('a milestone of another field is compared by its own name', () => {
    const field = calendar([
      release('2026.2', [
        milestone('sprint-start', '2026-06-01', { name: 'Sprint Start' }),
        milestone('string-stop', '2026-06-15', { name: 'Translation String Stop', short: 'String Stop' }),
      ]),
    ]);
    const dates = ['2026-06-07', '2026-06-09T10:00Z'] as const;

    assert.deepEqual(rulesFound('String Stop, Jun 15th', dates, field), []);
    assert.deepEqual(rulesFound('String Stop, Jun 14th', dates, field), ['wrong-banner']);
  });
});
