import assert from 'node:assert/strict';
import type { Release } from '../../src/domain/calendar/calendar.ts';
import type { PlannedMilestone } from '../../src/domain/cycle/cycleplan.ts';
import type { Version } from './cycles.ts';
import { day, dayWhen, milestone, release, spanWhen, when } from './build.ts';
import { dayIn, cycle, four, drafted, draftedFrom, planned, ids, days } from './cycles.ts';

describe('a planned milestone', () => {
  it('is one that the newest of four cycles has, or two of them', () => {
    const has = (places: readonly string[]): boolean => ids(drafted(four('thaw', places))).includes('thaw');

    assert.ok(has(['', '', '', '9 Tue']));
    assert.ok(has(['9 Tue', '', '10 Tue', '']));
    assert.ok(!has(['', '', '9 Tue', '']));
  });

  it('is no conference and no patch of an earlier year, and none that was called off or is undated', () => {
    const found = drafted([
      cycle('1.36', [
        milestone('kubecon', '2026-03-23..2026-03-26'),
        milestone('cherry-pick', '2026-04-15'),
        milestone('cherry-pick-1-36-1', '2026-05-08'),
        milestone('patch-1-36-1', '2026-05-13'),
        milestone('maintenance', '2027-04-28'),
        milestone('end-of-life', '2027-06-28'),
        milestone('thaw', '2026-04-22', { status: 'cancelled' }),
        milestone('branch', '2026-04-08', { status: 'postponed' }),
        milestone('rc-0', '2026-04'),
      ]),
    ]);

    assert.deepEqual(ids(found), ['cycle-start', 'cherry-pick', 'release']);
  });

  it('is said as exactly as the newest cycle said it', () => {
    const said = (written: string): PlannedMilestone['milestone']['when'] =>
      draftedFrom(milestone('thaw', written)).when;

    assert.deepEqual(said('2026-03-18'), dayWhen('2027-03-17'));
    assert.deepEqual(said('2026-03-18 AoE'), { kind: 'aoe', day: '2027-03-17' });
    assert.deepEqual(said('2026-03-18..2026-03-20'), spanWhen('2027-03-17', '2027-03-19'));
  });

  const pacific = 'America/Los_Angeles';
  const walls: [rule: string, before: string, start: string, after: string, place?: string][] = [
    ['in summer as in winter', '2026-02-05 18:00', '2027-05-10', '2027-06-03 18:00'],
    ['at 24:00', '2026-02-05 24:00', '2027-05-10', '2027-06-03 24:00'],
    ['an hour later where the clocks skip it', '2026-03-15 02:30', '2027-01-11', '2027-03-14 03:30'],
    [
      'on its day where they skip midnight',
      '2026-03-15 00:30',
      '2027-01-11',
      '2027-03-14 01:30',
      'America/Havana',
    ],
  ];
  for (const [rule, before, start, after, place = pacific] of walls) {
    it(`keeps the time on the wall, ${rule}`, () => {
      const found = draftedFrom(milestone('thaw', `${before} ${place}`), { start });

      assert.deepEqual(found.when, when(`${after} ${place}`));
    });
  }

  it('keeps its second, and is the first of two where the clocks pass it twice', () => {
    const said = (written: string, start: string): PlannedMilestone['milestone']['when'] =>
      draftedFrom(milestone('thaw', written), { start }).when;

    const second = 'T23:59:59+05:30[Asia/Kolkata]';
    assert.deepEqual(said(`2026-02-05${second}`, '2027-05-10'), when(`2027-06-03${second}`));
    const first = when(`2027-11-07T01:30-07:00[${pacific}]`);
    assert.deepEqual(said(`2026-03-15 01:30 ${pacific}`, '2027-09-06'), first);
  });

  it('is called as the newest cycle called it, with the number of the new release', () => {
    const older = milestone('branch', dayIn('1.35', '13 Tue'), { name: 'Branch', role: ['Nobody'] });
    const newer = milestone('branch', dayIn('1.36', '13 Tue'), {
      ...{
        name: 'release-1.36 branch created',
        short: '1.36 branch, v1.36.0 of 11.36 and 1.361',
        role: ['Branch Manager'],
      },
      ...{ key: true, banner: true, aliases: ['v1-36-branch'], note: 'Late', raw: '8th April' },
      link: 'https://git.k8s.io/sig-release/releases/release-1.36/README.md#v1-36',
    });

    const { when: _, ...found } = planned(
      drafted([cycle('1.35', [older]), cycle('1.36', [newer])]),
      'branch',
    );

    assert.deepEqual(found, {
      ...{ id: 'branch', kind: 'task', status: 'planned', week: 13, role: ['Branch Manager'], key: true },
      ...{
        name: 'release-1.37 branch created',
        short: '1.37 branch, v1.37.0 of 11.36 and 1.361',
        banner: true,
      },
      ...{
        aliases: ['v1-37-branch'],
        link: 'https://git.k8s.io/sig-release/releases/release-1.37/README.md#v1-37',
      },
    });
  });

  it('is the same in all cycles though its id has their number in it', () => {
    const named = (version: Version): Release =>
      cycle(version, [milestone(`v${version.replace('.', '-')}-docs`, dayIn(version, '9 Tue'))]);

    const found = drafted([named('1.34'), named('1.35'), cycle('1.36', [])]);

    assert.ok(ids(found).includes('v1-37-docs'));
  });

  it('keeps a number that may count something else, where a release has one without a dot', () => {
    const name = 'release 18 and v18 in week 18, on 18 May at 18:00';
    const before = release('18', [
      milestone('cycle-start', '2026-01-12', { name }),
      milestone('release', '2026-04-22'),
    ]);

    const found = planned(drafted([before], { wished: '19' }), 'cycle-start');

    assert.equal(found.name, 'release 19 and v19 in week 18, on 18 May at 18:00');
  });

  it('stands by its day, and on one day as in the newest cycle', () => {
    const on = (version: Version) => (id: string) => milestone(id, dayIn(version, '9 Tue'));
    const found = drafted([
      cycle('1.34', ['thaw', 'rc-0'].map(on('1.34'))),
      cycle('1.35', ['thaw', 'rc-0', 'branch'].map(on('1.35'))),
      cycle('1.36', ['branch', 'rc-0'].map(on('1.36'))),
    ]);

    assert.deepEqual(ids(found), ['cycle-start', 'branch', 'rc-0', 'thaw', 'release']);
  });
});

describe('a conference in a plan', () => {
  const kubecon = { name: 'KubeCon EU', first: day('2027-03-15'), last: day('2027-03-18') };

  it('joins as an event and moves nothing', () => {
    const releases = four('code-freeze', ['10 Wed', '10 Wed', '10 Wed', '10 Wed']);

    const { 'kubecon-eu': event, ...others } = days(drafted(releases, { conferences: [kubecon] }));

    assert.equal(event, kubecon.first);
    assert.deepEqual(others, days(drafted(releases)));
  });

  it('is told of with each freeze, deadline and release inside it, and with nothing else', () => {
    const ids = ['code-freeze', 'docs-review', 'ga', 'thaw', 'rc-0'];
    const inside = ids.map((id) =>
      milestone(id, dayIn('1.36', '10 Wed'), id === 'ga' ? { kind: 'release' } : {}),
    );
    const after = milestone('docs-freeze', dayIn('1.36', '10 Fri'));

    const { milestones } = drafted([cycle('1.36', [...inside, after])], { conferences: [kubecon] });

    const told = milestones.filter(({ says }) => says !== undefined);
    assert.deepEqual(
      told.map(({ milestone: { id } }) => id),
      ['code-freeze', 'docs-review', 'ga'],
    );
    assert.equal(
      told[0]?.says,
      'code-freeze on Wednesday 17 March 2027 is during KubeCon EU (15 to 18 March 2027); ' +
        'earlier cycles had it in week 10; the nearest free workday of that week is Friday 19 March 2027',
    );
  });
});
