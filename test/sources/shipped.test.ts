import assert from 'node:assert/strict';
import type { Seen } from './folder.ts';
import { join } from 'node:path';
import { closes } from '../../src/domain/calendar/deadline.ts';
import { utc } from '../../src/domain/time/time.ts';
import { ids, milestone, readFolder, seen } from './folder.ts';

const folder = join(import.meta.dirname, '..', '..', 'calendars');
const cycles = Array.from({ length: 25 }, (_, index) => `1.${14 + index}`);

async function kubernetes(): Promise<Seen> {
  const { calendars, problems } = await readFolder(folder);
  const [one] = calendars.map(seen);
  assert.ok(one && calendars.length === 1 && problems.length === 0);
  return one;
}

describe('the shipped Kubernetes calendar', () => {
  it('has nothing wrong, only conferences worth knowing', async () => {
    const { calendar, problems } = await kubernetes();

    const others = problems.filter((one) => !one.includes(' note conference-clash: '));
    assert.deepEqual(others, []);
    assert.equal(calendar?.id, 'kubernetes');
    assert.equal(calendar.zone, 'UTC');
  });

  it('holds the cycles, the branches and the months that have no branch yet', async () => {
    const { calendar } = await kubernetes();

    assert.deepEqual(
      calendar?.releases.map(({ version, status }) => `${version} ${status}`),
      [...cycles.slice(0, -1).map((version) => `${version} done`), ...['1.38 planned', 'patches planned']],
    );
  });

  for (const version of cycles) {
    it(`has in ${version} the key dates of a cycle, all of them dated and in order`, async () => {
      const one = await kubernetes();

      const keys = ['cycle-start', 'enhancements-freeze', 'code-freeze', 'docs-freeze', 'release'];
      const milestones =
        one.calendar?.releases.find((release) => release.version === version)?.milestones ?? [];
      const found = milestones.filter(({ key }) => key);
      assert.deepEqual(new Set(found.map(({ id }) => id)), new Set(keys));
      const cutoffs = keys.map((id) => closes(milestone(one, `${version}/${id}`), utc) ?? 'undated');
      for (const [index, cutoff] of cutoffs.entries())
        assert.ok(cutoff < (cutoffs[index + 1] ?? '3'), cutoff);
    });
  }

  const day = (text: string): object => ({ kind: 'day', day: text, zone: 'UTC' });
  const pacific = (at: string): object => ({ kind: 'instant', at, zone: 'America/Los_Angeles' });
  const facts: [string, object][] = [
    ['1.29/cherry-pick-1-29-1', day('2024-01-12')],
    ['1.28/cherry-pick-1-28-6', day('2024-01-12')],
    ['1.29/patch-1-29-1', day('2024-01-17')],
    ['1.27/end-of-life', day('2024-06-28')],
    ['1.30/enhancements-freeze', pacific('2024-02-09T02:00:00.000Z')],
    ['1.30/test-freeze', pacific('2024-03-27T01:00:00.000Z')],
    ['1.30/release', day('2024-04-17')],
    ['1.31/test-freeze', pacific('2024-07-31T01:00:00.000Z')],
    ['1.36/feature-blog-freeze', { kind: 'aoe', day: '2026-03-05' }],
    ['1.36/cherry-pick-1-36-2', day('2026-06-05')],
    ['1.36/cherry-pick-1-36-4', day('2026-08-07')],
    ['1.37/patch-1-37-1', day('2026-09-15')],
  ];
  for (const [name, when] of facts) {
    it(`knows when ${name} is`, async () => {
      const one = await kubernetes();

      assert.deepEqual(milestone(one, name).when, when);
    });
  }

  it('knows when 1.27 really ended, and that no cherry-picks were taken for 1.28.4', async () => {
    const one = await kubernetes();

    assert.deepEqual(milestone(one, '1.27/end-of-life').actual, day('2024-07-16'));
    assert.equal(milestone(one, '1.27/end-of-life').status, 'done');
    assert.ok(ids(one, '1.28').includes('patch-1-28-4'));
    assert.ok(!ids(one, '1.28').includes('cherry-pick-1-28-4'));
  });

  it('has one release day a cycle, though the patch schedule tells of it too', async () => {
    const one = await kubernetes();

    for (const version of cycles) {
      const days = one.calendar?.releases.find((release) => release.version === version)?.milestones;
      assert.equal(days?.filter(({ kind }) => kind === 'release').length, 1, version);
      assert.ok(!ids(one, version).includes(`patch-${version.replace('.', '-')}-0`), version);
    }
  });

  it('names no month whose branches are known, and expects the next by its rule', async () => {
    const one = await kubernetes();

    assert.deepEqual(ids(one, 'patches'), []);
    for (const patch of ['1.36/patch-1-36-5', '1.35/patch-1-35-9', '1.34/patch-1-34-12', '1.37/patch-1-37-1'])
      assert.deepEqual(milestone(one, patch).when, day('2026-09-15'));
  });
});
