import assert from 'node:assert/strict';
import type { Environment } from '../../src/runtime/config.ts';
import type { Replica, Watch } from './replica.ts';
import { inFolder, write } from './folder.ts';
import { eventOf, watch, withReplica } from './replica.ts';

/** Tells a story with a database that has nothing in it. */
export type OnDatabase = (story: (env: Environment) => Promise<void>) => Promise<void>;

const settings = 'id: one\ntitle: One\nzone: UTC\nrevised: 2026-02-01T00:00Z\n';

/** The calendar `one` with its code freeze on a day of March. */
export function onDay(day: number): Readonly<Record<string, string>> {
  const rows = [`{ name: Code Freeze, when: 2026-03-${day} }`, '{ name: Thaw, when: 2026-04-10 }'];
  const text = `release: "1.30"\nmilestones:\n${rows.map((row) => `  - ${row}\n`).join('')}`;
  return { 'one/calendar.yaml': settings, 'one/1.30.yaml': text };
}

interface Trio {
  readonly a: Replica;
  readonly b: Replica;
  readonly c: Replica;
  readonly clock: Watch;
  /** Gives one of them its files of that day. */
  readonly put: (name: 'a' | 'b' | 'c', day: number) => Promise<void>;
  /** Lets time go by as it does: each looks every minute. */
  readonly wait: (minutes: number) => Promise<void>;
  /** A replica that starts now with the files of a day. */
  readonly start: (day: number, story: (fresh: Replica) => Promise<void>) => Promise<void>;
  /** Every state of the code freeze that each served, in order, each once in a row. */
  readonly served: () => readonly (readonly (string | undefined)[])[];
}

function withThree(env: Environment, story: (trio: Trio) => Promise<void>): Promise<void> {
  const clock = watch();
  return inFolder({}, async (root) => {
    for (const name of ['a', 'b', 'c']) write(`${root}/${name}`, onDay(12));
    await withReplica(`${root}/a`, { clock, env }, (a) =>
      withReplica(`${root}/b`, { clock, env }, (b) =>
        withReplica(`${root}/c`, { clock, env }, (c) => story(trioOf(root, { a, b, c, clock, env }))),
      ),
    );
  });
}

function trioOf(
  root: string,
  { a, b, c, clock, env }: Pick<Trio, 'a' | 'b' | 'c' | 'clock'> & { readonly env: Environment },
): Trio {
  const all = { a, b, c };
  const seen = Object.values(all).map((): (string | undefined)[] => []);
  const note = (): void => {
    for (const [index, { feed }] of Object.values(all).entries()) {
      const state = eventOf(feed(), 'code-freeze');
      if (seen[index]?.at(-1) !== state) seen[index]?.push(state);
    }
  };
  return {
    ...all,
    clock,
    put: async (name, day) => {
      write(`${root}/${name}`, onDay(day));
      await all[name].service.catalog.load({ settled: false });
      note();
    },
    wait: async (minutes) => {
      for (let minute = 0; minute < minutes; minute++) {
        clock.wait('PT1M');
        for (const { service } of Object.values(all)) await service.catalog.look();
        note();
      }
    },
    start: async (day, tell) => {
      write(`${root}/fresh-${day}`, onDay(day));
      await withReplica(`${root}/fresh-${day}`, { clock, env }, tell);
    },
    served: () => seen,
  };
}

const [before, after] = ['0 20260312 CONFIRMED', '1 20260319 CONFIRMED'];

/** What several replicas on one database must do while their files change one after the other. */
export function rolling(onDatabase: OnDatabase): void {
  it('serves the new date everywhere once one replica has it, and records it once', () =>
    onDatabase((env) =>
      withThree(env, async ({ a, b, c, put, wait, served }) => {
        await wait(1);

        await put('a', 19);
        await wait(7);
        await put('b', 19);
        await wait(3);
        await put('c', 19);
        await wait(12);

        assert.deepEqual(
          served(),
          [a, b, c].map(() => [before, after]),
        );
        assert.deepEqual(new Set([a, b, c].map(({ feed }) => feed())).size, 1);
        const [told] = [...((await a.service.store?.news('one')) ?? new Map()).values()];
        assert.equal(told?.length, 2);
      }),
    ));

  it('does not flap while old and new files stay side by side, however much longer than ten minutes', () =>
    onDatabase((env) =>
      withThree(env, async ({ a, b, c, put, wait, served }) => {
        await wait(1);
        await put('b', 19);

        await wait(25);

        assert.deepEqual(
          served(),
          [a, b, c].map(() => [before, after]),
        );
      }),
    ));

  it('serves the new date from a replica that starts with the old files', () =>
    onDatabase((env) =>
      withThree(env, async ({ a, put, wait, start }) => {
        await put('a', 19);
        await wait(1);

        await start(12, async (fresh) => {
          await fresh.service.catalog.look();

          assert.equal(eventOf(fresh.feed(), 'code-freeze'), after);
          assert.deepEqual([fresh.feed(), fresh.says()], [a.feed(), []]);
        });
      }),
    ));

  it('goes back at once where somebody puts the old files in the place of the new ones', () =>
    onDatabase((env) =>
      withThree(env, async ({ a, b, c, put, wait, served }) => {
        for (const name of ['a', 'b', 'c'] as const) await put(name, 19);
        await wait(2);

        await put('c', 12);
        await wait(1);
        await put('a', 12);
        await put('b', 12);
        await wait(12);

        const back = '2 20260312 CONFIRMED';
        assert.deepEqual(
          served().map((states) => states.slice(-2)),
          [a, b, c].map(() => [after, back]),
        );
      }),
    ));

  it('goes back when nobody has had the new files for ten minutes', () =>
    onDatabase((env) =>
      inFolder({}, async (root) => {
        const clock = watch();
        for (const [name, day] of [
          ['old', 12],
          ['new', 19],
        ] as const)
          write(`${root}/${name}`, onDay(day));
        await withReplica(`${root}/old`, { clock, env }, async () => clock.wait('PT1M'));
        await withReplica(`${root}/new`, { clock, env }, async () => clock.wait('PT1M'));

        await withReplica(`${root}/old`, { clock, env }, async ({ service, feed }) => {
          const states: (string | undefined)[] = [];
          for (let minute = 0; minute < 15; minute++) {
            states.push(eventOf(feed(), 'code-freeze'));
            clock.wait('PT1M');
            await service.catalog.look();
          }

          assert.deepEqual(new Set(states), new Set([after, '2 20260312 CONFIRMED']));
          assert.equal(states.indexOf('2 20260312 CONFIRMED'), 9);
        });
      }),
    ));

  it('records each of many changes once, whoever has it first', () =>
    onDatabase((env) =>
      withThree(env, async ({ a, b, c, put, wait }) => {
        await wait(1);
        for (const [index, day] of [13, 16, 20].entries()) {
          const order = (['a', 'b', 'c'] as const).map(
            (_, turn) => (['a', 'b', 'c'] as const)[(index + turn) % 3],
          );
          for (const name of order) if (name) await put(name, day);
          await wait(1);
        }

        for (const { feed } of [a, b, c])
          assert.equal(eventOf(feed(), 'code-freeze'), '3 20260320 CONFIRMED');
      }),
    ));
}
