import assert from 'node:assert/strict';
import { planCycle } from '../../../src/domain/cycle/cycleplan.ts';
import { announcedDay } from '../../../src/domain/when/when.ts';
import { calendar, day, dayWhen, instantWhen, milestone, release } from '../build.ts';
import { dayIn, cycle, four, drafted, draftedFrom, planned, days } from '../cycles.ts';

describe('the cycles that a plan is drafted from', () => {
  it('are the last four before it, however many there are', () => {
    const fifth = release('1.9', [
      milestone('cycle-start', '2024-09-09'),
      milestone('release', '2024-12-11'),
    ]);
    const later = release('1.38', [
      milestone('cycle-start', '2027-05-10'),
      milestone('release', '2027-08-18'),
    ]);

    const { from } = drafted([fifth, ...four('code-freeze', []), later]);

    assert.deepEqual(from, ['1.33', '1.34', '1.35', '1.36']);
  });

  it('have a start and a release that are dated, and are neither drafts nor cancelled', () => {
    const releases = [
      cycle('1.33', []),
      cycle('1.34', [], { status: 'tentative' }),
      cycle('1.35', [], { status: 'cancelled' }),
      release('1.36', [milestone('cycle-start', '2026-01'), milestone('release', '2026-04-22')]),
      release('1.36.1', [milestone('cycle-start', '2026-01-12'), milestone('release', 'TBD')]),
    ];

    const { from } = drafted(releases);

    assert.deepEqual(from, ['1.33']);
  });

  it('may start and end with milestones of any id, by their kind', () => {
    const kickoff = milestone('kickoff', '2026-01-12', { kind: 'start' });
    const ga = milestone('ga', '2026-04-22', { kind: 'release' });

    const found = drafted([release('1.36', [ga, kickoff])], { start: '2027-01-14' });

    assert.deepEqual(days(found), { kickoff: '2027-01-14', ga: '2027-04-21' });
  });

  it('start and end with the milestones that say so, before others of their kind', () => {
    const found = drafted([
      release('1.36', [
        milestone('docs-start', '2026-01-06', { kind: 'start' }),
        milestone('cycle-start', '2026-01-16'),
        milestone('code-freeze', '2026-04-23'),
        milestone('release', '2026-04-22'),
        milestone('images', '2026-04-24', { kind: 'release' }),
      ]),
    ]);

    assert.equal(days(found)['cycle-start'], '2027-01-11');
    assert.equal(days(found)['code-freeze'], days(found)['release']);
  });

  it('give no plan where there are none', () => {
    const wish = { release: '1.33', start: day('2027-01-11'), conferences: [] };

    assert.equal(planCycle(calendar([]), wish), undefined);
    assert.equal(planCycle(calendar(four('code-freeze', [])), wish), undefined);
  });
});

describe('the day of a planned milestone', () => {
  const choices: [string, string[], string][] = [
    ['is the most usual week and weekday', ['10 Wed', '10 Wed', '9 Tue', '8 Thu'], '2027-03-17'],
    ['is that of the newest cycle after a tie', ['9 Tue', '9 Tue', '10 Wed', '10 Wed'], '2027-03-17'],
    ['is that of the newest cycle where all differ', ['7 Tue', '8 Tue', '9 Tue', '10 Wed'], '2027-03-17'],
    [
      'is never the week of one cycle on the weekday of another',
      ['12 Tue', '13 Tue', '12 Tue', '13 Wed'],
      '2027-03-30',
    ],
    ['may be that of a cycle before the newest', ['10 Wed', '10 Wed', '', ''], '2027-03-17'],
  ];
  for (const [rule, places, wanted] of choices) {
    it(rule, () => {
      const found = drafted(four('code-freeze', places));

      assert.equal(announcedDay(planned(found, 'code-freeze').when), wanted);
    });
  }

  it('counts announced days, of an instant that of its zone', () => {
    const late = milestone('code-freeze', '2026-03-18T01:00Z[America/Los_Angeles]');

    const { when, week } = draftedFrom(late);

    assert.deepEqual(when, instantWhen('2027-03-17T01:00Z', 'America/Los_Angeles'));
    assert.equal(week, 10);
  });

  it('is in the week counted from the Monday of the week of the start, which is exactly where it was wished', () => {
    const tracking = milestone('enhancements-tracking', dayIn('1.36', '1 Mon'));
    const freeze = milestone('code-freeze', dayIn('1.36', '10 Tue'));

    const found = drafted([cycle('1.36', [tracking, freeze])], { start: '2027-01-13' });

    assert.deepEqual(days(found), {
      'cycle-start': '2027-01-13',
      'enhancements-tracking': '2027-01-13',
      'code-freeze': '2027-03-16',
      release: '2027-04-21',
    });
    assert.deepEqual(
      found.milestones.map(({ milestone: { week } }) => week),
      [1, 1, 10, 15],
    );
  });

  it('may lie before the start, in a week that has no number', () => {
    const early = draftedFrom(milestone('leads-named', '2026-01-09', { week: 0 }));

    assert.deepEqual(early.when, dayWhen('2027-01-08'));
    assert.ok(!('week' in early));
  });

  it('of a freeze is never after the release', () => {
    const early = [cycle('1.35', []), cycle('1.36', [milestone('docs-freeze', dayIn('1.36', '16 Tue'))])];
    const usual = four('docs-freeze', ['14 Tue', '16 Tue', '16 Tue', '16 Tue']);
    const same = four('docs-freeze', ['14 Tue', '15 Wed', '15 Wed', '15 Wed']);

    assert.equal(days(drafted(early))['docs-freeze'], '2027-04-21');
    assert.equal(days(drafted(usual))['docs-freeze'], '2027-04-13');
    assert.equal(days(drafted(same))['docs-freeze'], '2027-04-21');
  });
});
