import assert from 'node:assert/strict';
import type { Calendar, Release, StaleRule } from '../../../src/domain/calendar/calendar.ts';
import { banner } from '../../../src/domain/banner/banner.ts';
import { staleAt, staleness } from '../../../src/domain/cycle/stale.ts';
import { at, calendar, day, dayWhen, milestone, patch, release } from '../build.ts';

function told(of: Calendar, now: string): string | undefined {
  const stale = staleness(of, at(now));
  return stale && `${stale.since.slice(0, 16)} ${stale.why}`;
}

const withRule = (stale: StaleRule, releases: readonly Release[], more: Partial<Calendar> = {}): Calendar =>
  calendar(releases, { stale, ...more });

describe('a calendar is old', () => {
  const url = 'https://example.org/1.38.md';
  const readme = { file: '1.38.md', url, answered: day('2026-11-10'), release: '1.38' };
  const never = { file: 'patches.yaml', url, answered: undefined, release: undefined };
  const planned = release('1.38', [milestone('release', '2026-12-16')]);

  it('when a source has not answered correctly for as long as it says', () => {
    const of = withRule({ sources: 'P14D' }, [planned], { origins: [readme] });

    assert.equal(told(of, '2026-11-23T23:59Z'), undefined);
    assert.equal(staleAt(of, at('2026-11-20')), at('2026-11-24'));
    assert.equal(
      told(of, '2026-11-24'),
      '2026-11-24T00:00 The source of 1.38.md has not answered correctly since 10 November 2026.',
    );
  });

  it('when a source has never answered, counted from the day on which its own files were right', () => {
    const of = withRule({ sources: 'P14D' }, [planned], { origins: [never], revised: at('2026-11-20') });

    assert.equal(told(of, '2026-12-03'), undefined);
    assert.equal(told(of, '2026-12-04'), '2026-12-04T00:00 The source of patches.yaml has never answered.');
    assert.equal(
      told({ ...of, origins: [{ ...never, answered: day('2026-12-01') }] }, '2026-12-04'),
      undefined,
    );
  });

  it('but not for the source of a release that is over, or done', () => {
    const over = release('1.38', [milestone('release', '2026-10-01')]);
    const out = {
      ...planned,
      milestones: planned.milestones.map((one) => ({ ...one, status: 'done' as const })),
    };
    const rule = { sources: 'P14D' };

    assert.equal(told(withRule(rule, [over], { origins: [readme] }), '2026-11-30'), undefined);
    assert.equal(
      told(withRule(rule, [{ ...out, status: 'done' }], { origins: [readme] }), '2026-11-30'),
      undefined,
    );
  });

  it('when the newest announced patch of its living branches is over', () => {
    const ends = milestone('end-of-life', '2026-10-27', { kind: 'end-of-life' });
    const branches = [
      release('1.34', [...patch('1.34.12', '2026-12-11', '2026-12-15'), ends]),
      release('1.36', [
        ...patch('1.36.5', '2026-09-11', '2026-09-15'),
        milestone('patch-1-36-6', 'TBD', { kind: 'patch', patch: '1.36.6', actual: dayWhen('2026-10-19') }),
      ]),
      release('1.37', patch('1.37.1', '2026-08-11', '2026-08-15')),
    ];
    const of = withRule({ trains: 'P0D' }, branches);

    assert.equal(told(of, '2026-09-15T23:59Z'), undefined);
    // one that is to end is one that lives until it has
    assert.equal(told(of, '2026-10-20'), undefined);
    assert.equal(
      told(of, '2026-11-01'),
      '2026-09-16T00:00 No patch release later than 15 September 2026 is announced.',
    );
    assert.equal(told(withRule({ trains: 'P60D' }, branches), '2026-11-01'), undefined);
  });

  it('when no cycle is known so long after the last release day', () => {
    const of = withRule({ cycles: 'P30D' }, [planned]);
    const next = release('1.39', [milestone('cycle-start', '2027-01-11')]);

    assert.equal(told(of, '2027-01-15'), undefined);
    assert.equal(
      told(of, '2027-01-16'),
      '2027-01-16T00:00 No release cycle after Kubernetes v1.38 is known.',
    );
    assert.equal(told(withRule({ cycles: 'P30D' }, [planned, next]), '2027-01-16'), undefined);
  });

  it('since the first of its reasons, and says all', () => {
    const of = withRule({ trains: 'P0D', cycles: 'P30D' }, [
      planned,
      release('1.37', patch('1.37.1', '2026-09-11', '2026-09-15')),
    ]);

    assert.equal(
      told(of, '2027-02-01'),
      '2026-09-16T00:00 No patch release later than 15 September 2026 is announced. No release cycle after Kubernetes v1.38 is known.',
    );
    assert.equal(staleAt(of, at('2026-10-01')), at('2027-01-16'));
  });

  it('never without a rule, and never in a banner', () => {
    const old = [
      release('1.37', [milestone('release', '2020-08-26'), ...patch('1.37.1', '2020-09-11', '2020-09-15')]),
    ];

    assert.equal(told(calendar(old, { origins: [never] }), '2027-02-01'), undefined);
    const rule = { trains: 'P0D', cycles: 'P30D', sources: 'P1D' };
    assert.deepEqual(banner(withRule(rule, old), at('2027-02-01')), banner(calendar(old), at('2027-02-01')));
  });
});
