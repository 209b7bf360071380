import assert from 'node:assert/strict';
import type { Calendar } from '../../src/domain/calendar/calendar.ts';
import type { Instant } from '../../src/domain/time/time.ts';
import type { Service } from '../../src/service/service.ts';
import type { Answer } from '../sources/origins.ts';
import { join } from 'node:path';
import { feed } from '../../src/domain/feed/feed.ts';
import { addDays, dayIn, instantOf, millis, plus, startOfDay, utc } from '../../src/domain/time/time.ts';
import { wire } from '../../src/wire.ts';
import { inFolder } from '../service/folder.ts';
import { at, configOf } from '../service/wired.ts';
import { origin, status, text } from '../sources/origins.ts';
import type { Row, Version } from '../sources/public.ts';
import { readmes, rowsOf } from '../sources/public.ts';

function schedules(): readonly Version[] {
  const byTime = Map.groupBy(rowsOf('schedules.tsv'), ({ since }) => since ?? '');
  return [...byTime].map(([since, rows]): Version => {
    const dates = (row: Row): object => ({
      ...(row['patch'] && { release: row['patch'] }),
      ...(row['cherry-pick'] && { cherryPickDeadline: row['cherry-pick'] }),
      ...(row['target'] && { targetDate: row['target'] }),
    });
    const branches = rows.filter(({ place }) => place === 'next');
    const said = {
      schedules: branches.map((row) => ({
        release: row['branch'],
        ...(row['patch'] && { next: dates(row) }),
        ...(row['maintenance'] && { maintenanceModeStartDate: row['maintenance'] }),
        ...(row['end'] && { endOfLifeDate: row['end'] }),
        previousPatches: rows
          .filter((one) => one['place'] === 'previous' && one['branch'] === row['branch'])
          .map(dates),
      })),
      upcoming_releases: rows.filter(({ place }) => place === 'upcoming').map(dates),
    };
    return { file: 'patches.yaml', since: at(since), text: JSON.stringify(said) };
  });
}

const begin = at('2021-12-01');
const end = at('2026-08-20');

/** An hour before and after each change, the change itself, and one a week. */
function stepsOf(versions: readonly Version[]): readonly Instant[] {
  const turns = versions.flatMap(({ since }) => [
    instantOf(millis(since) - 3_600_000),
    since,
    plus(since, 'PT1H'),
  ]);
  const weeks: Instant[] = [];
  for (let day = dayIn(begin, utc); startOfDay(day, utc) < end; day = addDays(day, 7))
    weeks.push(startOfDay(day, utc));
  return [...new Set([...turns, ...weeks])].filter((one) => one >= begin && one < end).toSorted();
}

interface Shown {
  readonly sequence: number;
  readonly days: string;
  readonly status: string;
}

describe('four years and eight months of following upstream', function () {
  it('show every move at its step, raise SEQUENCE by one for each, and cancel nothing that was over', async () => {
    const versions = [...readmes(), ...schedules()];
    let now = begin;
    const publicNow = (file: string): Version | undefined =>
      versions.findLast((one) => one.file === file && one.since <= now);
    const answers = new Proxy<Record<string, Answer>>(
      {},
      {
        get: (_, path) => {
          const found = publicNow(String(path).slice(1));
          return found ? text(found.text) : status(404);
        },
      },
    );
    await origin(answers, async ({ at: address }) => {
      const sources = `sources:\n  '{release}.md': ${address('/{release}.md')}\n  patches.yaml: ${address('/patches.yaml')}\n`;
      const files = {
        'all/one/calendar.yaml': `id: one\ntitle: Project\nzone: UTC\n${sources}`,
        'all/one/1.23.md': publicNow('1.23.md')?.text ?? '',
      };
      await inFolder(files, async (root) => {
        const service = wire({
          config: configOf({ DATA_DIR: join(root, 'data') }),
          clock: () => now,
          calendarsDir: join(root, 'all'),
          remember: 'serve',
        });
        await service.catalog.load({ settled: false });
        const shown = new Map<string, Shown>();
        let moved = 0;
        for (const step of stepsOf(versions)) {
          now = step;
          await service.sync(undefined, { dryRun: false, accept: true });
          for (const { uid, ...is } of eventsOf(await approved(service), now)) {
            const was = shown.get(uid);
            const where = `${step} ${uid} ${was?.days} ${is.days}`;
            if (was && was.days !== is.days) {
              moved++;
              assert.equal(is.sequence, was.sequence + 1, where);
            } else assert.ok(is.sequence >= (was?.sequence ?? 0), where);
            const isNew = is.status === 'cancelled' && was !== undefined && was.status !== 'cancelled';
            assert.ok(!isNew || is.cutoff > now, `cancelled although it was over: ${where}`);
            shown.set(uid, is);
          }
        }
        await service.store?.close();

        assert.ok(moved > 70, `${moved} moves were seen`);
        assert.ok(shown.size > 600, `${shown.size} events were seen`);
      });
    });
  });
});

/** What is held for its size somebody approves. */
async function approved({ catalog, store, publish }: Service): Promise<Calendar> {
  await catalog.load({ settled: false });
  if (catalog.holdings().some(({ state }) => state === 'held')) {
    for (const { revision } of (await store?.held()) ?? []) await store?.approve(revision);
    await catalog.load({ settled: false });
  }
  const [found] = publish.calendars();
  assert.ok(found);
  return found;
}

function eventsOf(
  calendar: Calendar,
  now: Instant,
): readonly (Shown & { readonly uid: string; readonly cutoff: Instant })[] {
  const { events } = feed(calendar, {}, dayIn(now, utc));
  assert.equal(new Set(events.map(({ uid }) => uid)).size, events.length, 'a UID stands twice');
  return events.map(({ uid, sequence, first, last, cutoff, status: how }) => ({
    ...{ uid, sequence, cutoff, status: how },
    days: `${first} ${last} ${cutoff}`,
  }));
}
