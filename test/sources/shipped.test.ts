import assert from 'node:assert/strict';
import type { Calendar, Milestone } from '../../src/domain/calendar/calendar.ts';
import type { Row } from './public.ts';
import type { When } from '../../src/domain/when/when.ts';
import { at, valueOf, wired } from '../service/wired.ts';
import { closes } from '../../src/domain/calendar/deadline.ts';
import { whenChange } from '../../src/domain/history/change.ts';
import { announcedDay, endOf, isDated, lastDay } from '../../src/domain/when/when.ts';
import { rowsOf } from './public.ts';
import { utc } from '../../src/domain/time/time.ts';

/** Every row of a cycle's last README, read by other means than ours. */
const rows = rowsOf('timelines.tsv');
/** Every date that was moved, filled in, taken back or told to the hour in one that was public. */
const moved = rowsOf('moves.tsv');

/** The moves that the calendar tells otherwise: by milestone and since when, with the day that it tells. */
const otherwise: ReadonlyMap<string, string> = new Map([
  // of its two halves UTC counts, and that one named 2020, which was put right six days later
  ['1.24/enhancements-freeze 2022-01-06T21:47Z', '2020-02-03'],
]);

const cycles = Array.from({ length: 25 }, (_, index) => `1.${14 + index}`);

function keyOf({ release, id }: Row): string {
  return `${release ?? ''}/${id ?? ''}`;
}

/** As a row has it: first day, last day of several, and the instant of what is told more finely than by its day. */
function facts(when: When): readonly string[] {
  if (!isDated(when)) return ['', '', ''];
  const fine = when.kind === 'instant' || when.kind === 'aoe';
  return [
    announcedDay(when),
    when.kind === 'span' ? lastDay(when) : '',
    fine ? endOf(when).replace(':00.000Z', 'Z') : '',
  ];
}

describe('the shipped Kubernetes calendar', () => {
  let calendar: Calendar | undefined = undefined;
  let problems: readonly string[] = [];
  before(async () => {
    const { publish, catalog } = await wired();
    calendar = valueOf(publish.calendar('kubernetes'));
    problems = catalog.holdings().flatMap((one) => one.problems.map(({ rule }) => rule));
  });

  /** `1.27/end-of-life` */
  function named(name: string): Milestone {
    const found = calendar?.releases.flatMap(({ milestones }) => milestones);
    return found?.find((one) => `${one.release}/${one.id}` === name) ?? assert.fail(`no ${name}`);
  }

  /** Those of a cycle: no README tells of patches, nor of a branch's end. */
  function milestonesOf(version: string): readonly Milestone[] {
    const release = calendar?.releases.find((one) => one.version === version);
    assert.ok(release, version);
    return release.milestones.filter(
      ({ patch, kind }) => patch === undefined && kind !== 'maintenance' && kind !== 'end-of-life',
    );
  }

  it('has nothing wrong, only conferences worth knowing', () => {
    assert.deepEqual(new Set(problems), new Set(['conference-clash']));
    assert.deepEqual([calendar?.id, calendar?.zone], ['kubernetes', 'UTC']);
  });

  it('holds the cycles that were public, and the months that have no branch yet', () => {
    assert.deepEqual([...new Set(rows.map(({ release }) => release))], cycles);
    assert.deepEqual(
      calendar?.releases.map(({ version, status }) => `${version} ${status}`),
      [...cycles.slice(0, -1).map((version) => `${version} done`), '1.38 planned', 'patches planned'],
    );
  });

  for (const version of cycles) {
    it(`has in ${version} the key dates of a cycle, in order, and one release day`, () => {
      const all = milestonesOf(version);
      const keys = ['cycle-start', 'enhancements-freeze', 'code-freeze', 'docs-freeze', 'release'];
      const cutoffs = keys.map((id) => closes(named(`${version}/${id}`), utc) ?? 'undated');

      assert.deepEqual(new Set(all.filter(({ key }) => key).map(({ id }) => id)), new Set(keys));
      assert.deepEqual(cutoffs, cutoffs.toSorted());
      assert.equal(all.filter(({ kind }) => kind === 'release').length, 1);
    });

    it(`has in ${version} each row of its README, with its days and its instant`, () => {
      const wanted = rows
        .filter(({ release }) => release === version)
        .map(({ id = '', start = '', end = '', instant = '' }) => [id, start, end, instant]);
      const found = milestonesOf(version).map(({ id, when }) => [id, ...facts(when)]);

      assert.deepEqual(found.toSorted(byId), wanted.toSorted(byId));
    });

    it(`tells of ${version} each move that was public`, () => {
      for (const row of moved.filter(({ release }) => release === version)) {
        const { since = '', day = '', instant = '', id } = row;
        const key = `${keyOf(row)} ${since}`;
        const milestone = milestonesOf(version).find((one) => one.id === id);
        const told = milestone?.history?.find((one) => one.since === at(since));
        assert.ok(told, key);
        const [first, , fine] = facts(told.when);
        assert.equal(first === '' ? 'TBD' : first, otherwise.get(key) ?? day, key);
        if (instant !== '') assert.equal(fine, instant, key);
      }
    });

    it(`has in ${version} nothing that seems to have moved for its notation`, () => {
      for (const { id, when, history = [] } of milestonesOf(version)) {
        const last = history.at(-1);
        if (last) assert.ok([undefined, 'reworded'].includes(whenChange(last.when, when)), id);
      }
    });
  }

  it('tells otherwise only of moves that there are', () => {
    const keys = new Set(moved.map((row) => `${keyOf(row)} ${row['since'] ?? ''}`));
    for (const key of otherwise.keys()) assert.ok(keys.has(key), key);
  });

  const days: [day: string, ...names: string[]][] = [
    ['2024-01-12', '1.29/cherry-pick-1-29-1', '1.28/cherry-pick-1-28-6'],
    ['2024-01-17', '1.29/patch-1-29-1'],
    ['2024-06-28', '1.27/end-of-life'],
    ['2026-06-05', '1.36/cherry-pick-1-36-2'],
    ['2026-08-07', '1.36/cherry-pick-1-36-4'],
    ['2026-09-15', '1.37/patch-1-37-1', '1.36/patch-1-36-5', '1.35/patch-1-35-9', '1.34/patch-1-34-12'],
  ];
  for (const [day, ...names] of days) {
    it(`knows that ${names.join(' and ')} is on ${day}`, () => {
      for (const name of names) assert.deepEqual(facts(named(name).when), [day, '', '']);
    });
  }

  it('knows when 1.27 really ended, and names no month whose branches are known', () => {
    const { actual, status } = named('1.27/end-of-life');

    assert.deepEqual([actual && facts(actual)[0], status], ['2024-07-16', 'done']);
    assert.deepEqual(calendar?.releases.at(-1)?.milestones, []);
  });
});

function byId([a = '']: readonly string[], [b = '']: readonly string[]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
