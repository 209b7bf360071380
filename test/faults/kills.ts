import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import type { Environment } from '../../src/runtime/config.ts';
import type { Place } from '../mail/database.ts';
import type { Received } from '../mail/receiver.ts';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { start } from '../cli/program.ts';
import { withReceiver } from '../mail/receiver.ts';
import { smtp } from '../mail/badserver.ts';
import { waiting } from './crowd.ts';

interface Massacre {
  readonly letters: number;
  readonly kills: number;
  readonly replicas: number;
  readonly unknown: 'replay' | 'park';
  /** How many of a hundred commands the server answers by closing the connection. */
  readonly drops?: number;
}

/** What came of it. */
export interface Toll {
  /** Letters of the outbox by their last state. */
  readonly states: Readonly<Record<string, number>>;
  /** Message-ID and recipient of each. */
  readonly sent: readonly string[];
  readonly unknown: readonly string[];
  readonly received: readonly Received[];
  readonly kills: number;
}

/** Lets replicas send letters, and kills one after another at a moment that nobody chose, until all is sent. */
export async function killing(
  place: Place,
  { letters, kills, replicas, unknown, drops = 0 }: Massacre,
): Promise<Toll> {
  return withReceiver(
    async (receiver) => {
      const env = await waiting(place, letters, {
        ...{ ...smtp(receiver.url), UNKNOWN: unknown, LEASE_SECONDS: '1' },
        SECRET: 'a secret of at least thirty-two characters',
      });
      const running = Array.from({ length: replicas }, () => begin(env));
      const left = `select count(*) - sum(case when next_at is null then 1 else 0 end) as waiting, count(*) as planned from outbox where kind = 'digest'`;
      const done = async (): Promise<boolean> => {
        const [row] = await place.query(left);
        return Number(row?.['planned']) === letters && Number(row?.['waiting']) === 0;
      };
      try {
        let killed = 0;
        // at a count between this kill and the next one's, a random one
        for (let next = 0; killed < kills; killed++) {
          next =
            Math.max(receiver.received.length, next) +
            1 +
            Math.floor((Math.random() * 2 * letters * 0.9) / kills / 1.1);
          // a parked letter may never arrive, so the last kill does not wait for all of them
          await until(() => receiver.received.length >= Math.min(next, letters - kills));
          const index = Math.floor(Math.random() * replicas);
          // not always when a letter has just come
          await setTimeout(Math.random() * 100);
          const child = running[index];
          child?.kill('SIGKILL');
          if (child?.exitCode === null && child.signalCode === null) await once(child, 'exit');
          running[index] = begin(env);
        }
        await until(done, 300_000);
      } finally {
        for (const child of running) child.kill('SIGKILL');
      }
      const rows = await place.query(
        `select o.state, o.message_id, s.address from outbox o join subscription s on s.id = o.subscription where o.kind = 'digest'`,
      );
      const states = Map.groupBy(rows, ({ state }) => String(state));
      const of = (state: string): readonly string[] =>
        (states.get(state) ?? []).map(({ message_id: id, address }) => `${String(id)} ${String(address)}`);
      return {
        states: Object.fromEntries([...states].map(([state, all]) => [state, all.length])),
        ...{ sent: of('sent'), unknown: of('unknown'), received: receiver.received, kills },
      };
    },
    { drops },
  );
}

function begin(env: Environment): ChildProcess {
  const child = start(['serve'], { env });
  child.stdout?.resume();
  child.stderr?.pipe(process.stderr);
  return child;
}

async function until(look: () => boolean | Promise<boolean>, within = 180_000): Promise<void> {
  for (const late = Date.now() + within; !(await look()); await setTimeout(5))
    assert.ok(Date.now() < late, 'waited in vain');
}

/** Letters that were taken twice, and whether each time byte for byte. */
export function doubles({ received }: Toll): { readonly count: number; readonly equal: boolean } {
  const twice = [...Map.groupBy(received, named).values()].filter(({ length }) => length > 1);
  return {
    count: twice.reduce((sum, { length }) => sum + length - 1, 0),
    equal: twice.every((all) => all.every(({ raw }) => raw === all[0]?.raw)),
  };
}

/** Message-ID and recipient of what was received, each once. */
export function distinct({ received }: Toll): readonly string[] {
  return [...new Set(received.map(named))].toSorted();
}

function named({ messageId, to }: Received): string {
  return `${messageId} ${to}`;
}
