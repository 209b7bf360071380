import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import { daysLate } from '../../src/domain/calendar/actual.ts';
import { allMilestones } from '../../src/domain/calendar/calendar.ts';
import { valueOf, wired } from '../service/wired.ts';
import { rowsOf } from './public.ts';

const folder = join(import.meta.dirname, '..', '..', 'calendars', 'kubernetes');

const patch = z.object({
  release: z.string(),
  cherryPickDeadline: z.string().optional(),
  targetDate: z.string(),
});
const schedule = z.object({
  schedules: z.array(
    z.object({
      release: z.string(),
      next: patch.optional(),
      previousPatches: z.array(patch).optional(),
    }),
  ),
});
const released = z.object({ versions: z.record(z.string(), z.object({ date: z.string() })) });
const ended = z.object({
  branches: z.array(
    z.object({ release: z.string(), finalPatchRelease: z.string(), endOfLifeDate: z.string() }),
  ),
});

/** One of our files, read without our own reader. */
function raw<T>(name: string, shape: z.ZodType<T>): T {
  return shape.parse(load(readFileSync(join(folder, name), 'utf8')));
}

const tagged = new Map(rowsOf('tags.tsv').map(({ version = '', tagged: day = '' }) => [version, day]));
const { schedules } = raw('patches.yaml', schedule);
const previous = schedules.flatMap(({ previousPatches = [] }) => previousPatches);
const coming = schedules.flatMap(({ next }) => next ?? []);
const branchOf = (version: string): string => version.slice(0, version.lastIndexOf('.'));
const patches = [...tagged.keys()].filter((version) => !version.endsWith('.0'));

/** Newest first, by their numbers. */
const newest = (versions: readonly string[]): readonly string[] =>
  versions.toSorted((one, other) => other.localeCompare(one, 'en', { numeric: true }));

/** How many days after its plan each patch was tagged. */
const delays = previous.map(({ release, targetDate }) => ({
  release,
  days: (Date.parse(tagged.get(release) ?? '') - Date.parse(targetDate)) / 86_400_000,
}));
const said = (found: typeof delays): readonly string[] =>
  newest(found.map(({ release, days }) => `${release} ${days}`));

/** Those that were tagged two days or more after their plan, and by how many. */
const late = [
  ...['1.36.4 9', '1.36.3 8', '1.36.2 2', '1.35.8 9', '1.35.7 8', '1.35.6 2', '1.34.11 9', '1.34.10 8'],
  ...['1.34.9 2', '1.33.13 2', '1.30.5 2', '1.29.3 2', '1.28.8 3', '1.27.12 2', '1.26.2 7', '1.25.7 7'],
  ...['1.24.11 7', '1.23.17 7', '1.14.2 2'],
];

/** Those that were tagged two days or more before their plan: patches without a change, to put a tag right. */
const early = ['1.17.2 -3', '1.16.6 -3', '1.15.9 -3'];

/** Those that were planned for the day on which their cherry-picks closed. */
const atOnce = ['1.35.2', '1.34.5', '1.33.9'];

/** The later ones of a branch that was tagged more than once in a month. */
const again = [
  ...['1.35.2', '1.34.5', '1.33.9', '1.32.13', '1.25.2', '1.24.6', '1.23.12 1.23.3', '1.22.15', '1.20.4'],
  ...['1.19.6 1.19.2', '1.18.14 1.18.12 1.18.8 1.18.5 1.18.2', '1.17.16 1.17.11 1.17.8 1.17.2'],
  ...['1.16.12 1.16.6 1.16.2', '1.15.9 1.15.3', '1.14.6'],
];

/** Those of which only the tag is known. */
const unplanned = [
  ...['1.32.13 1.32.12 1.32.11 1.32.9 1.32.8 1.32.7 1.32.6 1.32.5 1.32.4 1.32.3'],
  ...['1.31.13 1.31.12 1.31.11 1.31.10 1.31.9 1.31.8 1.31.7', '1.30.14 1.30.13 1.30.12 1.30.11', '1.29.15'],
  ...['1.26.15', '1.25.16 1.25.15', '1.24.17', '1.23.15 1.23.12', '1.22.17 1.22.16 1.22.15', '1.21.14'],
  ...['1.19.16 1.19.15', '1.18.20 1.18.19 1.18.18 1.18.14 1.18.12', '1.17.16', '1.15.12'],
  ...['1.14.10 1.14.9 1.14.8 1.14.7 1.14.6'],
];

describe('the shipped Kubernetes patches', () => {
  it('have each version from 1.14 on with the day of its tag, newest first', () => {
    const { versions } = raw('released.yaml', released);

    const found = Object.entries(versions).map(([version, { date }]) => `${version} ${date}`);
    const wanted = newest([...tagged].map(([version, day]) => `${version} ${day}`));
    assert.deepEqual(found, wanted);
    assert.equal(found.length, 347);
  });

  it('have a tag for each planned patch but the next ones, which follow the last tags', () => {
    assert.deepEqual(
      previous.filter(({ release }) => !tagged.has(release)),
      [],
    );
    assert.equal(previous.length, 283);
    assert.deepEqual(
      coming.map(({ release }) => release),
      ['1.37.1', '1.36.5', '1.35.9', '1.34.12'],
    );
    for (const { release } of coming) {
      assert.ok(!tagged.has(release), release);
      const before = `${branchOf(release)}.${Number(release.slice(release.lastIndexOf('.') + 1)) - 1}`;
      assert.ok(before === '1.37.0' || tagged.has(before), before);
    }
  });

  it('are told once each, newest first', () => {
    const all = schedules.flatMap(({ next, previousPatches = [] }) => [
      ...(next ? [next.release] : []),
      ...previousPatches.map(({ release }) => release),
    ]);
    assert.deepEqual(all, newest([...new Set(all)]));
    const apart = schedules.flatMap(({ release: branch, previousPatches = [] }) =>
      previousPatches.filter(({ release }) => branchOf(release) !== branch),
    );
    assert.deepEqual(apart, []);
  });

  it('were late now and then, and hardly ever early', () => {
    assert.deepEqual(said(delays.filter(({ days }) => days >= 2)), late);
    assert.deepEqual(said(delays.filter(({ days }) => days <= -2)), early);
    assert.ok(delays.every(({ days }) => Number.isInteger(days)));
  });

  it('are late for the program by as much as by the two tables', async () => {
    const calendar = valueOf((await wired()).publish.calendar('kubernetes'));
    const all = allMilestones(calendar).filter(({ kind, patch: of }) => kind === 'patch' && of !== undefined);

    const told = all.flatMap((one) => {
      const days = daysLate(one);
      return days === undefined ? [] : [`${one.patch ?? ''} ${days}`];
    });
    assert.deepEqual(newest(told), late);
    const alone = all.flatMap(({ patch: of = '', when }) => (when.kind === 'tbd' ? [of] : []));
    assert.deepEqual(newest(alone), unplanned.join(' ').split(' '));
    const days = all.flatMap(({ patch: of = '', actual }) =>
      actual?.kind === 'day' ? [`${of} ${actual.day}`] : [],
    );
    assert.deepEqual(newest(days), newest(patches.map((of) => `${of} ${tagged.get(of) ?? ''}`)));
  });

  it('were out of band: closed and out in a day, again in a month, or without a plan', () => {
    const closed = previous.filter(({ cherryPickDeadline, targetDate }) => cherryPickDeadline === targetDate);
    assert.deepEqual(newest(closed.map(({ release }) => release)), atOnce);
    const months = Map.groupBy(
      patches.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true })),
      (version) => `${branchOf(version)} ${tagged.get(version)?.slice(0, 7) ?? ''}`,
    );
    const later = [...months.values()].flatMap(([, ...others]) => others);
    assert.deepEqual(newest(later), again.join(' ').split(' '));
  });

  it('have for each ended branch the last tag', () => {
    const { branches } = raw('end-of-life.yaml', ended);

    assert.equal(branches.length, 19);
    for (const { release, finalPatchRelease } of branches) {
      const [last] = newest(patches.filter((version) => branchOf(version) === release));
      assert.equal(finalPatchRelease, last);
    }
  });
});
