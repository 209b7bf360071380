import assert from 'node:assert/strict';
import type { BadServer, Script } from './badserver.ts';
import type { Office } from './office.ts';
import type { Place } from './database.ts';
import { calendarOf, freeze, onEachOffice } from './office.ts';
import { mailHealth } from '../../src/service/mail/mailhealth.ts';
import { runHere } from '../cli/program.ts';
import { watch } from '../service/replica.ts';
import { withBadServer } from './badserver.ts';

const addresses = [
  'a@one.example',
  'b@one.example',
  'c@two.example',
  'd@two.example',
  'e@three.example',
  'f@four.example',
];

interface Told {
  readonly office: Office;
  readonly server: BadServer;
  readonly place: Place;
  /** The states of the subscriptions, in the order of `addresses`. */
  readonly states: () => Promise<readonly string[]>;
  /** To whom a reminder came, in order. */
  readonly reminded: () => readonly string[];
  /** The state of the mail side, and whether a person should look. */
  readonly health: () => Promise<readonly [string, boolean]>;
}

const all = addresses.map(() => 'active');

const docs = '{ name: Docs Freeze, kind: freeze, when: 2026-04-20 }';

onEachOffice((inItsPlace) => {
  /** Six people who are to be reminded now, all of the same, by a server that behaves until then. */
  const told = (script: Script, story: (told: Told) => Promise<void>): Promise<void> =>
    withBadServer((server) =>
      inItsPlace(
        { files: calendarOf(freeze('2026-03-20'), docs), clock: watch('2026-03-12T12:00Z'), env: server.env },
        async (office, place) => {
          for (const address of addresses) await office.mail.subscribe.signUp({ address, lead: '7' });
          await place.query(`update subscription set state = 'active', next_due_at = planned_at`);
          await office.ring();
          const before = server.kept.length;
          office.sleepUntil('2026-03-13T09:00Z');
          server.always(script);
          await office.ring();
          await story({
            ...{ office, server, place },
            states: async () => {
              const people = await office.mail.store.subscriptions();
              return addresses.map(
                (address) => people.find((one) => one.address === address)?.state ?? 'none',
              );
            },
            reminded: () =>
              server.kept
                .slice(before)
                .map((letter) => /^To: .*?([\w.-]+@[\w.-]+)/m.exec(letter)?.[1] ?? '')
                .toSorted(),
            health: async () => {
              const { state, look } = await mailHealth(() => Promise.resolve(office.mail), office.clock.now);
              return [state, look];
            },
          });
        },
      ),
    );

  async function causesIn({ mail }: Office): Promise<readonly string[]> {
    const letters = await mail.store.deliveries({ limit: 50 });
    return letters.flatMap((one) => ('cause' in one ? (one.cause ?? []) : []));
  }

  describe('a relay that refuses us', () => {
    const ours: readonly (readonly [string, Script])[] = [
      ['for it does not relay', { answers: { RCPT: '550 relay not permitted' } }],
      ['for our network is listed', { answers: { RCPT: '550 5.7.1 blocked using zen.spamhaus.org' } }],
      ['by saying that nobody is there, of five in a row', { answers: { RCPT: '550 5.1.1 User unknown' } }],
      ['by policy after each letter', { answers: { dot: '554 5.7.1 content rejected' } }],
      ['for we must log in', { answers: { MAIL: '530 5.7.0 Authentication required' } }],
      ['at its greeting', { greeting: '554 5.7.1 no' }],
    ];
    for (const [how, script] of ours)
      it(`${how}, ends nobody's subscription: letters wait, health says so, and all are sent once it is over`, () =>
        told(script, async ({ place, office, server, states, health, reminded }) => {
          // of each domain one letter is tried, and then a few minutes nothing
          if (how.startsWith('by policy')) await office.pass('PT10M', 'PT1M');
          assert.deepEqual(await health(), ['refused', true]);
          await office.pass('P3D', 'PT3H');

          assert.deepEqual(await states(), all);
          assert.deepEqual(await health(), ['refused', true]);
          assert.deepEqual(await place.query('select * from suppression'), []);
          assert.ok(server.connections < 200, `${server.connections} connections`);
          server.always({});
          await office.pass('PT1H', 'PT6M');

          assert.deepEqual(reminded(), addresses);
          assert.deepEqual(await health(), ['sending', false]);
        }));

    it('is asked ever more seldom, with one letter each time', () => {
      let asked = 0;
      return told({ rcpt: () => `550 relay not permitted ${++asked}` }, async ({ office }) => {
        const before = asked;

        await office.pass('PT20M', 'PT5S');

        assert.ok(asked - before < 15, `${asked - before} letters`);
      });
    });
  });

  describe('a mailbox that is gone', () => {
    const one: Script = {
      rcpt: (line) => (line.includes('c@two') ? '550 5.1.1 User unknown' : undefined),
    };

    it('ends its own subscription, and no other', () =>
      told(one, async ({ states, reminded, health }) => {
        assert.deepEqual(
          await states(),
          addresses.map((address) => (address === 'c@two.example' ? 'ended' : 'active')),
        );
        assert.deepEqual(
          reminded(),
          addresses.filter((address) => address !== 'c@two.example'),
        );
        assert.deepEqual(await health(), ['sending', false]);
      }));

    it('is as before once an operator undoes its cause', () =>
      told(one, async ({ place, office, server, states, reminded }) => {
        server.always({});
        const env = place.env;
        const now = office.clock.now();
        const { stdout } = await runHere(['reminders', 'list', '--state', 'failed'], { env, now });
        const cause = /cause (\w+)/.exec(stdout)?.[1] ?? '';

        const undone = await runHere(['reminders', 'undo', '--cause', cause], { env, now });
        const again = await runHere(['reminders', 'undo', '--cause', cause], { env, now });
        await office.ring();

        assert.deepEqual([undone.code, again.code], [0, 1], undone.stderr);
        assert.match(undone.stderr, /^2 emails and subscriptions restored\n/);
        assert.deepEqual(await states(), all);
        assert.deepEqual(reminded(), addresses);
        const failures = await place.query('select failures from subscription where failures > 0');
        assert.deepEqual(failures, []);
        // and hears of what comes later
        await office.pass('P40D', 'PT12H');
        assert.deepEqual(reminded(), [...addresses, ...addresses].toSorted());
      }));
  });

  describe('a mailbox that takes nothing', () => {
    it('has one failure less once its cause is undone, and its letter goes again', () =>
      told(
        { rcpt: (line) => (line.includes('c@two') ? '550 5.2.1 Mailbox disabled' : undefined) },
        async ({ place, office, server, states, reminded }) => {
          const failures = () => place.query('select failures from subscription where failures > 0');
          assert.deepEqual(await failures(), [{ failures: 1 }]);
          server.always({});
          const [cause = ''] = await causesIn(office);

          assert.equal(await office.mail.operate.undo(cause), 1);
          assert.deepEqual(await failures(), []);
          await office.ring();

          assert.deepEqual(await states(), all);
          assert.deepEqual(reminded(), addresses);
        },
      ));
  });

  describe('a mailbox that is gone with letters that wait', () => {
    it('gets those too once its end is undone', () =>
      told({}, async ({ place, office, server }) => {
        const [of] = await office.mail.store.subscriptions();
        assert.ok(of);
        const now = office.clock.now();
        for (const kind of ['export', 'erase'] as const)
          await office.mail.store.note({ id: of.id, kind, delivery: kind, now, unless: now });
        await place.query(`update outbox set next_at = '2026-03-13T10:00:00.000Z' where id = 'erase'`);
        const before = server.kept.length;
        server.always({ answers: { RCPT: '550 5.1.1 User unknown' } });
        await office.ring();
        const states = async () =>
          (await office.mail.store.deliveries({ subscription: of.id, limit: 20 }))
            .filter(({ id }) => id === 'export' || id === 'erase')
            .map(({ state }) => state)
            .toSorted();
        assert.deepEqual(await states(), ['failed', 'suppressed']);
        server.always({});
        const causes = await causesIn(office);

        assert.equal(new Set(causes).size, 1);
        assert.equal(await office.mail.operate.undo(causes[0] ?? ''), 3);
        await office.ring();

        assert.deepEqual(await states(), ['sent', 'sent']);
        assert.equal(server.kept.length, before + 2);
      }));
  });

  describe('somebody who wants no more after a refusal had ended it', () => {
    for (const how of ['unsubscribe', 'never'] as const)
      it(`is not brought back by what undoes that end: ${how}`, () =>
        told(
          { rcpt: (line) => (line.includes('@two') ? '550 5.1.1 User unknown' : undefined) },
          async ({ place, office, server, states }) => {
            const all = await office.mail.store.subscriptions();
            const of = all.find(({ address }) => address === 'c@two.example');
            assert.ok(of);
            const { unsubscribe } = office.mail.subscribe.links(of);
            const token = unsubscribe.slice(unsubscribe.indexOf('token=') + 6);
            if (how === 'unsubscribe') await office.mail.subscribe.unsubscribe(token, 'click');
            else
              await office.mail.store.suppress({
                hash: await hashOf(place),
                says: how,
                now: office.clock.now(),
              });
            const causes = await causesIn(office);
            server.always({});
            const before = server.kept.length;

            for (const cause of new Set(causes)) await office.mail.operate.undo(cause);
            await office.pass('P1D', 'PT6H');

            const state = (await states())[addresses.indexOf('c@two.example')];
            assert.equal(state, 'ended');
            assert.equal((await states())[addresses.indexOf('d@two.example')], 'active');
            assert.ok(server.kept.slice(before).every((letter) => !letter.includes('c@two.example')));
          },
        ));

    async function hashOf(place: Place): Promise<string> {
      const [row] = await place.query(`select hash from subscription where address = 'c@two.example'`);
      return String(row?.['hash']);
    }
  });

  describe('a pause', () => {
    it('is told of as long as a letter waits, also while that waits for its own next try', () =>
      told({}, async ({ office, server, health }) => {
        server.always({ answers: { RCPT: '550 relay not permitted' } });
        office.clock.wait('PT2H');
        await office.mail.subscribe.signUp({ address: 'new@five.example' });
        for (let ring = 0; ring < 240; ring++) {
          await office.mail.wake.deliver(new AbortController().signal);
          assert.deepEqual(await health(), ['refused', true], `after ${ring} rings`);
          office.clock.wait('PT5S');
        }
      }));

    it('is over with the first letter that can go, however many before it went by their time', () =>
      told({ answers: { RCPT: '550 relay not permitted' } }, async ({ office, server, health }) => {
        // all that was to be told is over when somebody puts it right
        await office.pass('P9D', 'PT3H');
        // nothing waits, and so nothing is refused
        assert.deepEqual(await health(), ['sending', false]);
        server.always({});
        await office.mail.subscribe.signUp({ address: 'new@five.example' });
        const before = server.kept.length;

        await office.pass('PT6M', 'PT1M');

        assert.equal(server.kept.length, before + 1);
      }));

    it('that dead mailboxes have caused keeps a good letter for some seconds only', () =>
      told(
        { rcpt: (line) => (/@(two|three)\.fake/.test(line) ? '550 5.1.1 User unknown' : undefined) },
        async ({ office, server }) => {
          for (let fake = 0; fake < 20; fake++)
            await office.mail.subscribe.signUp({ address: `x${fake}@${fake % 2 ? 'two' : 'three'}.fake` });
          await office.ring();
          await office.pass('PT10M', 'PT1M');
          const before = server.kept.length;
          await office.mail.subscribe.signUp({ address: 'good@five.example' });

          await office.pass('PT6M', 'PT5S');

          assert.equal(server.kept.length, before + 1);
        },
      ));

    it('is none for one letter that is refused by a text that seems to mean us, while others are taken', () =>
      told(
        { rcpt: (line) => (line.includes('a@one') ? '550 5.7.1 relaying denied to this list' : undefined) },
        async ({ office, server, health }) => {
          const count = server.connections;
          await office.pass('PT1H', 'PT1M');

          assert.equal((await health())[0], 'sending');
          assert.ok(server.connections - count < 12, `${server.connections - count} connections`);
        },
      ));
  });

  describe('a domain that refuses by its policy', () => {
    for (const [what, answer] of [
      ['of senders', '550 5.7.1 not accepted by policy'],
      ['of networks', '550 5.7.1 Client host [192.0.2.7] blocked using our own list'],
    ])
      it(`${what} keeps nobody else's mail, counts against nobody, and gets its letters later`, () =>
        told(
          { rcpt: (line) => (line.includes('@two') ? answer : undefined) },
          async ({ office, server, states, reminded, health }) => {
            await office.pass('PT10M', 'PT1M');
            assert.deepEqual(
              reminded(),
              addresses.filter((address) => !address.includes('@two')),
            );
            await office.pass('P2D', 'PT4H');
            assert.deepEqual(await states(), all);
            assert.equal((await health())[0], 'sending');
            server.always({});
            await office.pass('P1D', 'PT2H');

            assert.deepEqual(reminded(), addresses);
            assert.deepEqual(await health(), ['sending', false]);
          },
        ));
  });
});
