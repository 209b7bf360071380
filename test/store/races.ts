import assert from 'node:assert/strict';
import type { News } from '../../src/service/ports/store.ts';
import type { OnGround } from './place.ts';
import { change, withStores, withVisitors } from './place.ts';
import { setImmediate } from 'node:timers/promises';
import { at, dayWhen } from '../domain/build.ts';
import { failure } from '../sources/failure.ts';

const news: News = new Map([
  [
    '1.30/code-freeze',
    [
      { when: dayWhen('2026-03-01'), since: at('2026-01-01') },
      { when: dayWhen('2026-03-08'), since: at('2026-02-01') },
    ],
  ],
]);

/** What every database must do when several stores, here and in other processes, want the same. */
export function races(onGround: OnGround): void {
  it('accepts a change once of twenty times at once', () =>
    onGround(({ place }) =>
      withStores(place, 5, async (...stores) => {
        await stores[0].migrate();
        await stores[0].accept(change('a'));
        const twenty = [...stores, ...stores, ...stores, ...stores];

        const answers = await Promise.all(twenty.map((store) => store.accept(change('b', 'a', { news }))));

        assert.deepEqual(
          answers.filter((answer) => answer),
          [true],
        );
        assert.deepEqual(await stores[0].news('one'), news);
      }),
    ));

  it('accepts the first version of a calendar once', () =>
    onGround(({ place }) =>
      withStores(place, 5, async (...stores) => {
        await stores[0].migrate();

        const answers = await Promise.all(
          stores.map((store, index) => store.accept(change(String(index), undefined, { news }))),
        );

        const winner = answers.indexOf(true);
        assert.equal(answers.filter((answer) => answer).length, 1);
        assert.equal((await stores[0].accepted('one'))?.revision, String(winner));
      }),
    ));

  it('lets several processes accept each change once', () =>
    onGround(({ place }) =>
      withVisitors(4, async (visitors) => {
        for (const visitor of visitors) await visitor.open(place);
        await visitors[0]?.call('migrate');
        const rounds = Array.from({ length: 20 }, (_, round) => round);

        const wins: number[] = [];
        for (const round of rounds) {
          const given = change(`r${round + 1}`, round === 0 ? undefined : `r${round}`, { news });
          const answers = await Promise.all(visitors.map((visitor) => visitor.call('accept', given)));
          wins.push(answers.filter((answer) => answer === true).length);
        }

        assert.deepEqual(
          wins,
          rounds.map(() => 1),
        );
        assert.deepEqual(await visitors[3]?.call('news', 'one'), news);
      }),
    ));

  it('is migrated once by several processes that start together, ten times', () =>
    withVisitors(4, async (visitors) => {
      const rounds = Array.from({ length: 10 });

      for (const _ of rounds) {
        await onGround(async ({ place, raw }) => {
          for (const visitor of visitors) await visitor.open(place);
          await Promise.all(visitors.map((visitor) => visitor.call('migrate')));

          assert.equal(await visitors[0]?.call('accept', change('a')), true);
          assert.deepEqual(await visitors[3]?.call('accepted', 'one'), change('a').next);
          await Promise.all(visitors.map((visitor) => visitor.call('close')));
          // one row a migration: a second of the same number would not be taken
          await assert.rejects(raw("insert into release_calendar_migration values (1, 'twice')"));
        });
      }
    }));

  it('is read whole while another process writes', () =>
    onGround(({ place }) =>
      withVisitors(1, ([writer]) =>
        withStores(place, 1, async (store) => {
          assert.ok(writer);
          await writer.open(place);
          await writer.call('migrate');
          await writer.call('accept', change('r0'));

          const state = { isOver: false };
          const writing = (async () => {
            for (let round = 0; !state.isOver; round++)
              await writer.call('accept', change(`r${round + 1}`, `r${round}`));
          })();
          // as many versions as it takes, however the two share the machine
          const seen = new Set<string>();
          while (seen.size < 10) {
            const one = await store.accepted('one');
            seen.add(one?.revision ?? '');
            assert.deepEqual(one, change(one?.revision ?? '').next);
            await setImmediate();
          }
          state.isOver = true;
          await writing;
        }),
      ),
    ));

  it('does not keep a process alive after it was closed', () =>
    onGround(({ place }) =>
      withVisitors(1, async ([visitor]) => {
        assert.ok(visitor);
        await visitor.open(place);
        await visitor.call('migrate');
        await visitor.call('accept', change('a'));

        await visitor.call('close');

        assert.equal(await visitor.leave(), 0);
      }),
    ));

  it('fails with one line for a writer that never ends, and works once it does', () =>
    onGround(({ place, locked }) =>
      withStores(place, 2, async (store, other) => {
        await store.migrate();
        await store.accept(change('a'));
        assert.ok(other);

        const says = await locked(() => failure(other.accept(change('b', 'a'))));

        assert.match(says, /^[^\n]+$/);
        assert.equal(await other.accept(change('b', 'a')), true);
      }),
    ));
}
