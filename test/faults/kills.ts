import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import type { Environment } from '../../src/runtime/config.ts';
import type { Place } from '../mail/database.ts';
import type { Received } from '../mail/receiver.ts';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { start } from '../cli/program.ts';
import { withReceiver } from '../mail/receiver.ts';
import { write } from '../service/folder.ts';
import { withStores } from '../store/place.ts';
import { crowd, soon } from './crowd.ts';

interface Massacre {
  readonly letters: number;
  readonly kills: number;
  readonly replicas: number;
  readonly unknown: 'replay' | 'park';
}

/** What came of it. */
export interface Toll {
  /** Letters of the outbox by their last state. */
  readonly states: Readonly<Record<string, number>>;
  readonly outbox: readonly string[];
  readonly received: readonly Received[];
  readonly kills: number;
}

/** Lets replicas send letters, and kills one after another at a moment that nobody chose, until all is sent. */
export async function killing(place: Place, { letters, kills, replicas, unknown }: Massacre): Promise<Toll> {
  const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir = '' } = place.env;
  await withStores({ databaseUrl, dataDir }, 1, (store) => store.migrate());
  await crowd(place, letters);
  write(
    place.folder,
    Object.fromEntries(Object.entries(soon(5)).map(([name, text]) => [`calendars/${name}`, text])),
  );
  return withReceiver(async (receiver) => {
    const env: Environment = {
      ...place.env,
      ...{
        CALENDARS_DIR: `${place.folder}/calendars`,
        SMTP_URL: receiver.url,
        SMTP_TLS: 'off',
        UNKNOWN: unknown,
      },
      ...{
        MAIL_FROM: 'calendar@example.org',
        PUBLIC_URL: 'https://calendar.example.org',
        LEASE_SECONDS: '1',
      },
      ...{ SECRET: 'a secret of at least thirty-two characters', LOG_LEVEL: 'error', WATCH: 'off' },
      ...{ HOST: '127.0.0.1', PORT: '0', DRAIN_SECONDS: '0' },
    };
    const running = Array.from({ length: replicas }, () => begin(env));
    const done = async (): Promise<boolean> =>
      (await place.query(`select count(*) as left from outbox where next_at is not null`))[0]?.['left'] ==
        0 && receiver.received.length >= letters - 20 * replicas;
    try {
      let killed = 0;
      // at a count between this kill and the next one's, a random one
      for (let next = 0; killed < kills; killed++) {
        next =
          Math.max(receiver.received.length, next) +
          1 +
          Math.floor((Math.random() * 2 * letters * 0.9) / kills / 1.1);
        await until(() => receiver.received.length >= Math.min(next, letters - 1));
        const index = Math.floor(Math.random() * replicas);
        // not always when a letter has just come
        await setTimeout(Math.random() * 100);
        const child = running[index];
        child?.kill('SIGKILL');
        if (child?.exitCode === null && child.signalCode === null) await once(child, 'exit');
        running[index] = begin(env);
      }
      await until(done, 120_000);
    } finally {
      for (const child of running) child.kill('SIGKILL');
    }
    const rows = await place.query(`select state, message_id from outbox where kind = 'digest'`);
    const states = Object.groupBy(rows, ({ state }) => String(state));
    return {
      states: Object.fromEntries(Object.entries(states).map(([state, all]) => [state, all?.length ?? 0])),
      outbox: rows
        .filter(({ state }) => state === 'sent' || state === 'unknown')
        .map(({ message_id: id }) => String(id)),
      ...{ received: receiver.received, kills },
    };
  });
}

function begin(env: Environment): ChildProcess {
  const child = start(['serve'], { env });
  child.stdout?.resume();
  child.stderr?.pipe(process.stderr);
  return child;
}

async function until(look: () => boolean | Promise<boolean>, within = 60_000): Promise<void> {
  for (const late = Date.now() + within; !(await look()); await setTimeout(5))
    assert.ok(Date.now() < late, 'waited in vain');
}

/** Letters that were taken twice, and whether each time byte for byte. */
export function doubles({ received }: Toll): { readonly count: number; readonly equal: boolean } {
  const byId = Map.groupBy(received, ({ messageId, to }) => `${messageId} ${to}`);
  const twice = [...byId.values()].filter(({ length }) => length > 1);
  return {
    count: twice.reduce((sum, { length }) => sum + length - 1, 0),
    equal: twice.every((all) => all.every(({ raw }) => raw === all[0]?.raw)),
  };
}
