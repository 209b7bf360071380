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
    assert.deepEqual([days(found)['code-freeze'], days(found)['release']], ['2027-04-20', '2027-04-21']);
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

  it('of a freeze is before the release, on a working day at the latest, whatever earlier cycles had', () => {
    const early = [cycle('1.35', []), cycle('1.36', [milestone('docs-freeze', dayIn('1.36', '16 Tue'))])];
    const usual = four('docs-freeze', ['14 Tue', '16 Tue', '16 Tue', '16 Tue']);
    const same = four('docs-freeze', ['14 Tue', '15 Wed', '15 Wed', '15 Wed']);

    assert.equal(days(drafted(early))['docs-freeze'], '2027-04-20');
    assert.equal(days(drafted(usual))['docs-freeze'], '2027-04-13');
    assert.equal(days(drafted(same))['docs-freeze'], '2027-04-13');
  });

  for (const [from, to, name, moved] of [
    ['1.15', '1.16', 'Jobs of v1.13.x & v1.14.x removed', 'Jobs of v1.14.x & v1.15.x removed'],
    ['1.15', '1.17', 'Branches 1.14.x and 1.15.x', 'Branches 1.16.x and 1.17.x'],
    ['1.15', '1.16', 'Needs Go 1.13', 'Needs Go 1.13'],
    ['1.15', '2.0', 'Jobs of v1.14.x removed', 'Jobs of v1.14.x removed'],
    ['caracal', 'dalmatian', 'C-1 milestone of Caracal', 'D-1 milestone of dalmatian'],
    ['caracal', 'dalmatian', 'R-27 week', 'R-27 week'],
  ] as const)
    it(`moves on what its name tells of: ${name}`, () => {
      const one = release(from, [
        milestone('cycle-start', '2026-01-12'),
        milestone('jobs', '2026-02-02', { name, kind: 'task' }),
        milestone('release', '2026-04-22'),
      ]);

      const found = planCycle(calendar([one]), { release: to, start: day('2027-01-11'), conferences: [] });

      const names = found?.milestones.map(({ milestone: { name: said } }) => said) ?? [];
      assert.ok(names.includes(moved), names.join(', '));
    });

  it('is told where its name still speaks of the release before', () => {
    const one = release(
      '2024.1',
      [
        milestone('cycle-start', '2026-01-12'),
        milestone('first', '2026-02-02', { name: 'Caracal-1 milestone', kind: 'task' }),
        milestone('release', '2026-04-22', { name: 'Kubernetes 2024.1' }),
      ],
      { title: 'Kubernetes 2024.1 Caracal' },
    );

    const found = planCycle(calendar([one]), {
      ...{ release: '2024.2', start: day('2027-01-11'), conferences: [] },
    });

    assert.deepEqual(found?.unmoved, ['Caracal-1 milestone']);
  });
});
