import assert from 'node:assert/strict';
import type { BadServer, Script } from './badserver.ts';
import type { Delivery, Telling } from '../../src/service/ports/outbox.ts';
import type { Office } from './office.ts';
import { calendarOf, freeze, inOffice } from './office.ts';
import { watch } from '../service/replica.ts';
import { withBadServer, smtp } from './badserver.ts';

/** Somebody who is to be reminded now, and a mail server that plays a script when he is. */
function told(
  script: readonly Script[],
  story: (office: Office, server: BadServer) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  return withBadServer((server) =>
    inOffice(
      {
        files: calendarOf(freeze('2026-03-20'), '{ name: Docs Freeze, kind: freeze, when: 2026-04-20 }'),
        clock: watch('2026-03-12T12:00Z'),
        env: { ...server.env, ...env },
      },
      async (office) => {
        await office.mail.subscribe.signUp({ address: 'jo@example.org', lead: '7' });
        await office.ring();
        const link = /confirm\?token=3D([\w=\r\n-]+)/
          .exec(server.kept[0] ?? '')?.[1]
          ?.replaceAll('=\r\n', '');
        await office.mail.subscribe.confirm(/^[\w-]+/.exec(link ?? '')?.[0] ?? '');
        await office.ring();
        assert.equal(server.kept.length, 2, 'a confirmation and a welcome');
        office.sleepUntil('2026-03-13T09:00Z');
        server.play(...script);
        await office.ring();
        await story(office, server);
      },
    ),
  );
}

interface Now {
  readonly delivery: Delivery;
  readonly telling: Telling | undefined;
  readonly state: string | undefined;
}

async function now(office: Office): Promise<Now> {
  const [delivery] = (await office.mail.store.deliveries({ limit: 10 })).filter(
    ({ kind }) => kind === 'digest',
  );
  assert.ok(delivery);
  const planning = await office.mail.store.planning(delivery.subscription);
  return { delivery, telling: planning?.tellings[0], state: planning?.of.state };
}

/** Letters that tell of the freeze, as the server kept them. */
const digests = (server: BadServer): readonly string[] => server.kept.slice(2);

describe('a mail server', function () {
  it('that takes a letter has taken it once, and says by what name', () =>
    told([], async (office, server) => {
      const { delivery, telling } = await now(office);

      assert.deepEqual(
        [delivery.state, 'queueId' in delivery && delivery.queueId, telling?.state],
        ['sent', 'ABC123', 'sent'],
      );
      assert.equal(digests(server).length, 1);
      await office.pass('P2D');
      assert.equal(digests(server).length, 1);
    }));

  const later: [name: string, script: Script, wait: string, soonest: string][] = [
    ['that greylists (450)', { answers: { RCPT: '450 4.2.0 greylisted, come back later' } }, 'PT8M', 'PT3M'],
    ['that closes (421)', { answers: { MAIL: '421 4.3.2 closing' } }, 'PT2M', 'PT40S'],
    ['that is full for now (452)', { answers: { dot: '452 4.2.2 mailbox full' } }, 'PT20M', 'PT11M'],
    ['that refuses the sender (550 to MAIL)', { answers: { MAIL: '550 5.7.1 not you' } }, 'PT10S', 'PT3S'],
    ['that drops before the letter', { drop: 'data' }, 'PT10S', 'PT3S'],
    ['that is away, within ten seconds of its return,', { greeting: '554 go away' }, 'PT3S', 'PT3S'],
    ['whose mailbox is full (552)', { answers: { dot: '552 5.2.2 mailbox full' } }, 'PT1H', 'PT3M'],
  ];
  for (const [name, script, wait, soonest] of later)
    it(`${name} gets the letter later, once`, () =>
      told([script], async (office, server) => {
        assert.equal((await now(office)).delivery.state, 'queued');
        assert.equal(digests(server).length, 0);

        office.clock.wait(soonest);
        await office.ring();
        assert.equal(digests(server).length, 0, 'too soon');
        office.clock.wait(wait);
        await office.ring();

        const { delivery, telling, state } = await now(office);
        assert.deepEqual([delivery.state, telling?.state, state], ['sent', 'sent', 'active']);
        assert.equal(digests(server).length, 1);
      }));

  it('that drops in the letter gets it later, once', () =>
    told([{ drop: 'body' }], async (office, server) => {
      // it is unknown where the last byte had been sent before the drop was seen
      assert.match((await now(office)).delivery.state, /^(queued|unknown)$/);
      office.clock.wait('PT20S');

      await office.ring();

      assert.equal((await now(office)).delivery.state, 'sent');
      assert.equal(digests(server).length, 1);
    }));

  it('that is patient for a whole day is asked ever more seldom', () =>
    told(
      Array.from({ length: 100 }, () => ({ answers: { RCPT: '450 4.2.0 later' } })),
      async (office, server) => {
        const before = server.connections;

        await office.pass('P1D', 'PT5M');

        assert.ok(server.connections - before < 16, `${server.connections - before} times`);
        assert.equal((await now(office)).delivery.state, 'queued');
      },
    ));

  it('that never takes the letter gets it no more once what it tells is over', () =>
    told(
      Array.from({ length: 500 }, () => ({ answers: { RCPT: '450 4.2.0 later' } })),
      async (office, server) => {
        await office.pass('P9D', 'PT3H');

        const { delivery, telling } = await now(office);
        assert.deepEqual([delivery.state, telling?.state], ['expired', 'expired']);
        assert.equal(digests(server).length, 0);
      },
    ));

  it('that knows no such mailbox (550) is written to no more', () =>
    told([{ answers: { RCPT: '550 5.1.1 no such user' } }], async (office, server) => {
      const { delivery, telling, state } = await now(office);

      assert.deepEqual([delivery.state, telling?.state, state], ['failed', 'failed', 'ended']);
      assert.match(delivery.says ?? '', /550 5\.1\.1 no such user/);
      await office.mail.subscribe.signUp({ address: 'jo@example.org' });
      await office.pass('P60D', 'P1D');
      assert.equal(server.kept.length, 2);
    }));

  it('whose mailbox stays full has failed to get the letter when what it tells is over, and hears of the next', () =>
    told(
      Array.from({ length: 500 }, () => ({ answers: { dot: '552 5.2.2 mailbox full' } })),
      async (office, server) => {
        await office.pass('P9D', 'PT3H');

        const { delivery, telling, state } = await now(office);
        assert.deepEqual([delivery.state, telling?.state, state], ['failed', 'failed', 'active']);
        assert.match(delivery.says ?? '', /552 5\.2\.2/);
        server.stop();
        await office.pass('P40D', 'P1D');
        assert.match(digests(server)[0] ?? '', /Docs Freeze/);
      },
    ));

  it('whose mailbox takes nothing (5.2.1) is written to until it said so three times in a row', () =>
    told(
      Array.from({ length: 3 }, () => ({ answers: { RCPT: '550 5.2.1 mailbox disabled' } })),
      async (office, server) => {
        const states = [(await now(office)).state];
        await office.mail.store.retry({ now: office.clock.now() });
        await office.ring();
        states.push((await now(office)).state);
        await office.mail.store.retry({ now: office.clock.now() });
        await office.ring();

        assert.deepEqual([...states, (await now(office)).state], ['active', 'active', 'ended']);
        await office.pass('P60D', 'P1D');
        assert.equal(digests(server).length, 0);
      },
    ));

  it('whose mailbox took a letter in between has not said no three times in a row', () =>
    told([], async (office) => {
      const { store, subscribe } = office.mail;
      const bounced = async (times: number): Promise<string | undefined> => {
        for (let time = 0; time < times; time++)
          await subscribe.bounce({ address: 'jo@example.org', fault: 'mailbox', says: '550 5.2.1 disabled' });
        return (await store.subscriptions())[0]?.state;
      };
      assert.equal(await bounced(2), 'active');
      await office.pass('P40D', 'P1D');
      assert.equal((await store.deliveries({ state: 'sent', limit: 20 })).length, 4);

      assert.equal(await bounced(2), 'active');
      assert.equal(await bounced(1), 'ended');
    }));

  it('that greets slowly is waited for', () =>
    told([{ slowMs: 1_500 }], async (office, server) => {
      assert.equal((await now(office)).delivery.state, 'sent');
      assert.equal(digests(server).length, 1);
    }));

  for (const kept of [true, false])
    it(`that ${kept ? 'keeps' : 'loses'} the letter and drops leaves it unknown, until the same bytes are sent once more`, () =>
      told([{ drop: kept ? 'dot-kept' : 'dot-lost' }], async (office, server) => {
        assert.equal((await now(office)).delivery.state, 'unknown');
        office.clock.wait('PT20S');

        await office.ring();

        assert.equal((await now(office)).delivery.state, 'sent');
        assert.equal(digests(server).length, kept ? 2 : 1);
        assert.equal(new Set(digests(server)).size, 1);
      }));

  it('that drops after the last byte twice leaves the letter to an operator', () =>
    told([{ drop: 'dot-kept' }, { drop: 'dot-kept' }], async (office, server) => {
      office.clock.wait('PT20S');
      await office.ring();
      await office.pass('P1D');

      const { delivery, telling } = await now(office);
      assert.deepEqual([delivery.state, telling?.state], ['unknown', 'unknown']);
      assert.equal(digests(server).length, 2);
      assert.equal(await office.mail.operate.retry(delivery.id), 1);
      await office.ring();
      assert.equal((await now(office)).delivery.state, 'sent');
    }));

  it('that drops after the last byte is asked no more when what is unknown is parked', () =>
    told(
      [{ drop: 'dot-kept' }],
      async (office, server) => {
        await office.pass('P2D');

        assert.equal((await now(office)).delivery.state, 'unknown');
        assert.equal(digests(server).length, 1);
      },
      { UNKNOWN: 'park' },
    ));

  it('without TLS gets nothing where TLS is required, neither letters nor a password', () =>
    withBadServer((server) => {
      const env = { SMTP_URL: server.url.replace('//', '//me:secret@'), MAIL_FROM: 'calendar@example.org' };
      return inOffice({ env }, async (office) => {
        server.play({}, { badTls: true });
        await office.mail.subscribe.signUp({ address: 'jo@example.org' });
        await office.ring();
        office.clock.wait('PT10S');
        await office.ring();

        const [delivery] = await office.mail.store.deliveries({ limit: 1 });
        assert.deepEqual([delivery?.state, server.kept.length, server.connections], ['queued', 0, 2]);
      });
    }));

  it('that greylists after it was away for an hour is asked again in minutes', () =>
    told(
      [
        ...Array.from({ length: 121 }, () => ({ greeting: '421 go away' })),
        { answers: { RCPT: '450 4.2.0 greylisted' } },
      ],
      async (office, server) => {
        await office.pass('PT1H', 'PT30S');
        const before = await now(office);
        await office.pass('PT1M', 'PT30S');
        assert.match((await now(office)).delivery.says ?? '', /greylisted/, before.delivery.says);

        await office.pass('PT8M', 'PT1M');

        assert.equal(digests(server).length, 1);
      },
    ));

  it('on a host that is dead keeps its letters waiting, each as it was', () =>
    inOffice(
      {
        clock: watch(),
        env: smtp(),
      },
      async (office) => {
        for (const name of ['a', 'b', 'c'])
          await office.mail.subscribe.signUp({ address: `${name}@example.org` });

        for (let minute = 0; minute < 10; minute++) {
          office.clock.wait('PT1M');
          await office.ring();
        }

        const letters = await office.mail.store.deliveries({ limit: 10 });
        assert.deepEqual(
          letters.map(({ state, kind }) => [state, kind]),
          Array.from({ length: 3 }, () => ['queued', 'confirm']),
        );
        assert.match(letters[0]?.says ?? '', /127\.0\.0\.1:1: .*ECONNREFUSED/);
      },
    ));
});
