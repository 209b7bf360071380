import assert from 'node:assert/strict';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { calendarOf, freeze, onEachOffice, tokenIn, withOffice } from './office.ts';
import { withBadServer } from './badserver.ts';
import { plus } from '../../src/domain/time/time.ts';
import { watch } from '../service/replica.ts';

const never = new AbortController().signal;

onEachOffice((told, named) => {
  describe(`an address that was erased, on ${named}`, () => {
    it('gets nothing when it is signed up again, and can again once an operator allows it', () =>
      told({}, async (office) => {
        const { mail, ring, post, clock } = office;
        await office.subscribe('jo@example.org', { lead: '7' });
        await ring();
        const [welcome] = await post();
        const asked = await mail.subscribe.request(tokenIn(welcome, 'preferences'), 'erase');
        assert.ok('value' in asked);
        await ring();
        const erased = await mail.subscribe.erase(tokenIn((await post())[0], 'erase'));
        assert.ok('value' in erased);

        clock.wait('P3D');
        await mail.subscribe.signUp({ address: 'jo@example.org' });
        await ring();
        assert.deepEqual(await post(), []);
        assert.equal(await mail.operate.allow('jo@example.org'), true);
        await mail.subscribe.signUp({ address: 'jo@example.org' });
        await ring();

        assert.equal((await post()).length, 1);
      }));
  });

  describe(`somebody who confirms after a date moved, on ${named}`, () => {
    it('is told nothing of that move, and of the next', () =>
      told({}, async (office) => {
        await office.subscribe('an@example.org', { lead: '1' });
        await office.ring();
        await office.edit(calendarOf(freeze('2026-04-20')));
        await office.pass('PT1H', 'PT10M');
        await office.post();

        await office.subscribe('jo@example.org', { lead: '1' });
        await office.pass('P1D', 'PT6H');
        const first = (await office.post()).filter(({ to }) => to === 'jo@example.org');
        await office.edit(calendarOf(freeze('2026-05-20')));
        await office.pass('P1D', 'PT1H');
        const second = (await office.post()).filter(({ to }) => to === 'jo@example.org');

        assert.deepEqual(
          [first, second].map((all) => all.map(({ subject }) => subject.split(':')[0])),
          [['You are subscribed'], ['Moved']],
        );
      }));
  });

  describe(`a link of an earlier round, on ${named}`, () => {
    it('does not confirm, export or erase who left and came back', () =>
      told({}, async (office) => {
        const { mail, ring, post, clock } = office;
        await mail.subscribe.signUp({ address: 'jo@example.org' });
        await ring();
        const [first] = await post();
        await mail.subscribe.confirm(tokenIn(first, 'confirm'));
        await ring();
        const [welcome] = await post();
        await mail.subscribe.request(tokenIn(welcome, 'preferences'), 'erase');
        await ring();
        const erase = tokenIn((await post())[0], 'erase');
        await mail.subscribe.unsubscribe(tokenIn(welcome, 'unsubscribe'), 'click');
        clock.wait('PT5M');
        await mail.subscribe.signUp({ address: 'jo@example.org' });

        assert.ok('refusal' in (await mail.subscribe.confirm(tokenIn(first, 'confirm'))));
        assert.ok('refusal' in (await mail.subscribe.erase(erase)));
        const [of] = await mail.store.subscriptions();
        assert.equal(of?.state, 'pending');
      }));
  });

  describe(`a letter that was composed on another day, on ${named}`, () => {
    /** The letter that is taken at an instant after it was refused for now at the hour of its reader. */
    const takenAt = async (
      instant: string,
      lead: string,
      given: Parameters<typeof told>[0],
    ): Promise<string> => {
      const letters: string[] = [];
      await withBadServer((server) =>
        told({ ...given, env: server.env }, async ({ mail, ring, sleepUntil }, place) => {
          await mail.subscribe.signUp({ address: 'jo@example.org', lead, format: 'text' });
          await place.query(`update subscription set state = 'active'`);
          await ring();
          await place.query('update subscription set next_due_at = planned_at');
          sleepUntil('2026-03-13T09:00Z');
          server.play({ answers: { dot: '451 4.3.0 later' } });
          const before = server.kept.length;
          await ring();
          assert.equal(server.kept.length, before);
          sleepUntil(instant);
          await ring();
          letters.push(...server.kept.slice(before));
        }),
      );
      return letters.join('\n');
    };

    it('is written anew, so that it counts its days right', async () => {
      const letter = await takenAt('2026-03-14T09:00Z', '7', {});

      assert.match(letter, /^Subject: In 6 days: Code Freeze/m);
      assert.match(letter, /^Date: Sat, 14 Mar 2026/m);
    });

    it('tells no more of what is over meanwhile, and still of the rest', async () => {
      const docs = '{ id: docs-freeze, name: Docs Freeze, kind: freeze, when: 2026-03-14T18:00Z }';

      const letter = await takenAt('2026-03-13T19:00Z', '1,0', {
        files: calendarOf(freeze('2026-03-13T18:00Z'), docs),
      });

      assert.match(letter, /Docs Freeze/);
      assert.doesNotMatch(letter, /Code Freeze/);
    });
  });

  describe(`a letter whose answer takes long, on ${named}`, () => {
    it('is not taken by another worker, for its lease is renewed', () =>
      withBadServer((server) => {
        const clock = watch();
        const env = { ...server.env, LEASE_SECONDS: '1' };
        return told({ clock, env }, (one, place) =>
          withOffice(place, { files: {}, clock, env }, async (two) => {
            server.play({ slowDotMs: 3_000 });
            await one.mail.subscribe.signUp({ address: 'jo@example.org' });
            const running = one.mail.wake.deliver(never);
            let taken = 0;
            const state = { isOver: false };
            void running.then(() => {
              state.isOver = true;
            });
            const take = async (): Promise<number> => {
              const now = clock.now();
              return (await two.mail.store.claim({ now, until: now, limit: 5, run: 'two' })).length;
            };
            while (server.connections === 0) await setImmediate();
            taken += await take();
            let renewed = 0;
            while (!state.isOver) {
              clock.wait('PT0.4S');
              const wanted = plus(clock.now(), 'PT1S');
              // every third of a second of the real clock, by the one of this story
              while (
                !state.isOver &&
                (await place.query('select next_at from outbox'))[0]?.['next_at'] !== wanted
              )
                await setTimeout(20);
              if (state.isOver) break;
              renewed++;
              taken += await take();
            }
            await running;

            assert.deepEqual([taken, server.kept.length], [0, 1]);
            // the last byte renews it once by itself
            assert.ok(renewed > 1, `${renewed} renewals`);
          }),
        );
      }));
  });

  describe(`a worker whose lease has ended, on ${named}`, () => {
    it('changes nothing of a letter that another has', () =>
      told({}, async ({ mail, clock }, place) => {
        await mail.subscribe.signUp({ address: 'jo@example.org' });
        const { store } = mail;
        const ask = { now: clock.now(), until: clock.now(), limit: 1 };
        const [first] = await store.claim({ ...ask, run: 'one' });
        const [second] = await store.claim({ ...ask, run: 'two' });
        assert.ok(first && second && first.id === second.id);
        const frozen = { bytes: Buffer.from('x'), messageId: 'x', date: clock.now() };
        const later = clock.now();

        await store.renew([[first.id, first.attempt]], '2030-01-01T00:00:00.000Z' as typeof later);
        assert.equal(await store.freeze(first.id, first.attempt, frozen), false);
        assert.equal(await store.commitLastByte(first.id, first.attempt, later), false);
        const sent = { state: 'sent', queueId: undefined, says: '250 ok' } as const;
        assert.equal(await store.recordOutcome(first.id, first.attempt, sent, later), false);

        const [row] = await place.query('select state, dot, bytes, next_at from outbox');
        assert.deepEqual(row, { state: 'sending', dot: 0, bytes: null, next_at: later });
        assert.equal(await store.commitLastByte(second.id, second.attempt, later), true);
      }));
  });

  describe(`a process that was killed after it had written down an answer, on ${named}`, () => {
    it('is made up for: the reminders are sent too', () =>
      told({}, async (office, place) => {
        const id = await office.subscribe('jo@example.org', { lead: '7' });
        await office.ring();
        office.sleepUntil('2026-03-13T09:00Z');
        await office.mail.wake.plan(never);
        const now = office.clock.now();
        const [claimed] = await office.mail.store.claim({ now, until: now, limit: 1, run: 'killed' });
        assert.ok(claimed);
        await office.mail.store.recordOutcome(
          claimed.id,
          claimed.attempt,
          { state: 'sent', queueId: 'A', says: '250 ok' },
          now,
        );

        await office.mail.store.catchUp(now);

        const planning = await office.mail.store.planning(id);
        assert.deepEqual(
          planning?.tellings.map(({ state }) => state),
          ['sent'],
        );
        const rows = await place.query('select state from reminder');
        assert.deepEqual(rows, [{ state: 'sent' }]);
        const audit = await office.mail.store.audit(id);
        assert.equal(audit.filter(({ event, says }) => event === 'sent' && says === '250 ok').length, 1);
      }));
  });

  describe(`a service without a calendar, on ${named}`, () => {
    it('rings without a failure', () => told({ files: {} }, ({ ring }) => ring()));
  });

  if (named === 'PostgreSQL')
    describe('somebody who is erased while they are planned', () => {
      it('leaves no letter and no reminder behind', () =>
        told({}, (one, place) =>
          withOffice(place, { files: {}, clock: one.clock }, async (two) => {
            for (let round = 0; round < 12; round++) {
              const id = await one.subscribe(`jo-${round}@example.org`, { lead: '7' });
              await one.ring();
              one.sleepUntil('2026-03-13T09:00Z');
              await Promise.all([
                two.mail.remind.plan(one.clock.now()),
                one.mail.store.erase({ id, now: one.clock.now() }),
              ]);
              for (const table of ['outbox', 'reminder', 'audit']) {
                const left = await place.query(
                  `select * from ${table} where subscription not in (select id from subscription)`,
                );
                assert.deepEqual(left, [], table);
              }
              one.sleepUntil('2026-03-01T12:00Z');
            }
          }),
        ));
    });
});
