import assert from 'node:assert/strict';
import type { Calendar, Milestone } from '../../src/domain/calendar/calendar.ts';
import type { Row } from './public.ts';
import type { When } from '../../src/domain/when/when.ts';
import { at, valueOf, wired } from '../service/wired.ts';
import { whenChange } from '../../src/domain/history/change.ts';
import { announcedDay, endOf, isDated, lastDay } from '../../src/domain/when/when.ts';
import { rowsOf } from './public.ts';

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

describe('the shipped cycles of Kubernetes', () => {
  let calendar: Calendar | undefined = undefined;
  before(async () => {
    calendar = valueOf((await wired()).publish.calendar('kubernetes'));
  });

  /** Those of a cycle: no README tells of patches, nor of a branch's end. */
  function milestonesOf(version: string): readonly Milestone[] {
    const release = calendar?.releases.find((one) => one.version === version);
    assert.ok(release, version);
    return release.milestones.filter(
      ({ patch, kind }) => patch === undefined && kind !== 'maintenance' && kind !== 'end-of-life',
    );
  }

  it('are all that were public', () => {
    assert.deepEqual([...new Set(rows.map(({ release }) => release))], cycles);
    for (const version of cycles) assert.ok(milestonesOf(version).length > 20, version);
  });

  for (const version of cycles) {
    it(`have in ${version} each row of its README, with its days and its instant`, () => {
      const wanted = rows
        .filter(({ release }) => release === version)
        .map(({ id = '', start = '', end = '', instant = '' }) => [id, start, end, instant]);
      const found = milestonesOf(version).map(({ id, when }) => [id, ...facts(when)]);

      assert.deepEqual(found.toSorted(byId), wanted.toSorted(byId));
    });

    it(`tell of ${version} each move that was public`, () => {
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

    it(`have in ${version} nothing that seems to have moved for its notation`, () => {
      for (const { id, when, history = [] } of milestonesOf(version)) {
        const last = history.at(-1);
        if (last) assert.ok([undefined, 'reworded'].includes(whenChange(last.when, when)), id);
      }
    });
  }

  it('tell otherwise only of moves that there are', () => {
    const keys = new Set(moved.map((row) => `${keyOf(row)} ${row['since'] ?? ''}`));
    for (const key of otherwise.keys()) assert.ok(keys.has(key), key);
  });
});

function byId([a = '']: readonly string[], [b = '']: readonly string[]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
