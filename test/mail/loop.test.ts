import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { calendarOf, freeze, onEachOffice, withOffice } from './office.ts';
import { mostClaims } from '../../src/service/ports/outbox.ts';
import { watch } from '../service/replica.ts';
import { smtp, withBadServer } from './badserver.ts';

const one = (day: number, quiet: string) => ({
  ...calendarOf(freeze(`2026-03-${day}`)),
  'one/calendar.yaml': `id: one\ntitle: One\nzone: UTC\nquiet: ${quiet}\n`,
});

/** What happens around a due time of 09:00 on 13 March: an edit to that day, so many seconds after 08:58. */
const edit = fc.record({ after: fc.integer({ min: 0, max: 300 }), day: fc.integer({ min: 19, max: 22 }) });

onEachOffice((told, named) => {
  describe(`an edit around a due time, on ${named}`, () => {
    it('lets each run take a letter once at most, and tells the last date in the end, whoever is away', () =>
      fc.assert(
        fc.asyncProperty(
          fc.array(edit, { minLength: 1, maxLength: 4 }),
          fc.constantFrom('PT1S', 'PT1M', 'PT2M'),
          fc.boolean(),
          (anyOrder, quiet, isAway) =>
            told({ files: one(20, quiet) }, async (office, place) => {
              const edits = anyOrder.toSorted((a, b) => a.after - b.after);
              const id = await office.welcome('jo@example.org', { lead: '7' });
              office.sleepUntil('2026-03-13T08:58Z');
              await withOffice(place, { files: {}, clock: office.clock, env: smtp() }, async (away) => {
                const sender = isAway ? away : office;
                await away.ring();
                const never = new AbortController().signal;
                for (let second = 0; second <= 420; second += 5) {
                  const due = edits.filter(({ after }) => after > second - 5 && after <= second);
                  for (const { day } of due)
                    for (const each of [office, away]) await each.edit(one(day, quiet));
                  // letters are sent every few seconds, and planned once a minute
                  if (second % 60 === 0) await sender.mail.wake.plan(never);
                  const before = await attempts();
                  await sender.mail.wake.deliver(never);
                  const after = await attempts();
                  for (const [letter, count] of after)
                    assert.ok(count - (before.get(letter) ?? 0) <= 1, `${count} attempts`);
                  office.clock.wait('PT5S');
                }
              });
              await office.pass('PT1H', 'PT1M');
              await office.pass('P12D', 'PT12H');

              const letters = await office.post();
              const last = edits.at(-1)?.day;
              assert.match(letters.at(-1)?.text ?? '', new RegExp(`\\b${last} Mar\\b`));

              async function attempts(): Promise<ReadonlyMap<string, number>> {
                const all = await office.mail.store.deliveries({ subscription: id, limit: 50 });
                return new Map(all.map((each) => [each.id, each.attempt]));
              }
            }),
        ),
        { numRuns: named === 'SQLite' ? 8 : 4 },
      ));
  });

  describe(`a letter that goes round in a loop, on ${named}`, () => {
    it('fails after fifty claims without any answer, is told of, and comes back when somebody says so', () =>
      told({}, async ({ mail, clock, ring, post }, place) => {
        await mail.subscribe.signUp({ address: 'jo@example.org' });
        const claim = { limit: 20, run: 'of a process that was killed' };
        for (let count = 1; count < mostClaims; count++) {
          const now = clock.now();
          const taken = await mail.store.claim({
            ...claim,
            run: `${claim.run} ${count}`,
            now,
            until: now,
          });
          assert.deepEqual(
            taken.map(({ claims }) => claims),
            [count],
          );
          // its lease is over already, and yet the same run does not take it again
          assert.deepEqual(
            await mail.store.claim({ ...claim, run: `${claim.run} ${count}`, now, until: now }),
            [],
          );
          clock.wait('PT1S');
        }

        await ring();

        const [letter] = await mail.store.deliveries({ limit: 1 });
        assert.equal(letter?.state, 'failed');
        assert.match(letter.says ?? '', /tried 50 times/);
        assert.deepEqual([await mail.store.countOf('loop'), (await post()).length], [1, 0]);
        // it is no fault of the address
        const [{ failures } = { failures: undefined }] = await place.query(
          'select failures from subscription',
        );
        assert.equal(failures, 0);
        const { wholeHealth } = await import('../../src/service/health.ts');
        const health = await wholeHealth({
          catalog: (await import('../service/wired.ts')).unread().catalog,
          mailing: () => Promise.resolve(mail),
          clock: clock.now,
        });
        assert.equal(health.status, 'look');

        assert.equal(await mail.operate.retry(letter.id), 1);
        await ring();

        assert.equal(await mail.store.countOf('loop'), 0);
        assert.equal((await post()).length, 1);
      }));

    it('is none of a server that is away, or refuses for now, however long', () =>
      withBadServer((server) =>
        told({ env: server.env }, async ({ mail, pass }) => {
          server.play(
            ...Array.from({ length: 70 }, () => ({ greeting: '421 busy' })),
            ...Array.from({ length: 70 }, () => ({ answers: { RCPT: '450 4.2.0 later' } })),
          );
          await mail.subscribe.signUp({ address: 'jo@example.org' });

          await pass('P1D', 'PT5M');

          const [letter] = await mail.store.deliveries({ limit: 1 });
          assert.equal(letter?.state, 'queued');
          assert.ok(letter.attempt > mostClaims, `${letter.attempt} attempts`);
        }),
      ));
  });

  describe(`two runs at once, on ${named}`, () => {
    it('have together no more connections than one', () =>
      withBadServer((server) =>
        told({ env: { ...server.env, SMTP_CONNECTIONS: '2' } }, async ({ mail }) => {
          server.play(...Array.from({ length: 4 }, () => ({ slowDotMs: 50 })));
          for (let reader = 0; reader < 8; reader++)
            await mail.subscribe.signUp({ address: `reader-${reader}@example.org` });
          const never = new AbortController().signal;

          await Promise.all([1, 2, 3].map(() => mail.wake.deliver(never)));

          assert.equal(server.kept.length, 8);
          assert.equal(server.most, 2);
        }),
      ));

    it('that are told to stop end, and nobody is kept waiting by a server that says nothing', () =>
      withBadServer((server) => {
        const given = { clock: watch(), env: { ...server.env, STOP_SECONDS: '1' } };
        return told(given, async ({ mail }, place) => {
          server.play({ slowDotMs: Infinity });
          for (let reader = 0; reader < 3; reader++)
            await mail.subscribe.signUp({ address: `reader-${reader}@example.org` });
          const stop = new AbortController();

          const runs = [mail.wake.deliver(stop.signal), mail.wake.deliver(stop.signal)];
          while (server.kept.length === 0) await new Promise((resolve) => void setImmediate(resolve));
          stop.abort();
          await Promise.all(runs);

          const left = await mail.store.deliveries({ limit: 5 });
          assert.deepEqual(left.map(({ state }) => state).toSorted(), ['queued', 'queued', 'unknown']);
          given.clock.wait('PT1M');
          await withOffice(place, given, ({ ring }) => ring());

          // what was in doubt came again, byte for byte
          assert.deepEqual([server.kept.length, new Set(server.kept).size], [4, 3]);
        });
      }));
  });
});
