import type { Effort, Figure } from './measure.ts';
import type { Mailing } from '../src/service/mail/mailing.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { systemClock } from '../src/runtime/systemclock.ts';
import { readConfig } from '../src/runtime/config.ts';
import { wire } from '../src/wire.ts';
import { inPairs, cpuOf } from './measure.ts';

/** One ring of the clock with nothing due, among few and among many who subscribed. */
export async function mailFigures(effort: Effort): Promise<readonly Figure[]> {
  const many = effort.rounds === 1 ? 100_000 : 1_000_000;
  const [few, crowd] = [await office(1_000), await office(many)];
  const times = 200;
  const ring = ({ mail }: Office) =>
    cpuOf(async () => {
      for (let time = 0; time < times; time++) {
        await mail.wake.plan(never);
        await mail.wake.deliver(never);
      }
    });
  try {
    const pairs = await inPairs(
      effort.rounds,
      () => ring(crowd),
      () => ring(few),
    );
    return [
      {
        what: `200 rings of the clock with nothing due, ${many} subscriptions`,
        yardstick: 'the same with 1000',
        ...{ unit: 'ms', pairs, wanted: { atMost: 2 } },
      },
    ];
  } finally {
    await few.end();
    await crowd.end();
  }
}

const never = new AbortController().signal;

interface Office {
  readonly mail: Mailing;
  readonly end: () => Promise<void>;
}

/** A service with so many subscriptions, of whom nobody is due for years. */
async function office(count: number): Promise<Office> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const read = readConfig({ LOG_LEVEL: 'silent', DATA_DIR: folder });
  if ('problems' in read) throw new Error('the bench has no config');
  const service = wire({
    config: read.config,
    clock: systemClock,
    calendarsDir: 'calendars',
    remember: true,
  });
  await service.catalog.load({ settled: false });
  const mail = await service.mailing?.();
  if (!mail) throw new Error('the bench has no mail');
  await mail.wake.plan(never);
  fill(join(folder, 'release-calendar.sqlite'), count);
  return {
    mail,
    end: async () => {
      await service.store?.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function fill(path: string, count: number): void {
  const file = new Sqlite(path, { timeout: 5_000 });
  const wish = { calendars: ['kubernetes'], leads: [7, 1], zone: 'UTC', hour: 9, changes: true, html: true };
  const now = systemClock();
  file
    .prepare(
      `insert into subscription (id, address, key, folded, hash, state, wish, round, failures, created, confirmed, planned_at, next_due_at)
       with recursive s(i) as (select 1 union all select i + 1 from s where i < ?)
       select printf('%032x', i), 'r' || i || '@example.org', 'r' || i, 'r' || i, 'h' || i, 'active', ?, 1, 0, ?, ?, ?, '2099-01-01T00:00:00.000Z' from s`,
    )
    .run(count, JSON.stringify(wish), now, now, now);
  file.close();
}
