import assert from 'node:assert/strict';
import type { Told } from './told.ts';
import { readReturned } from '../../../src/http/subscriptions/bounces.ts';
import { told } from './told.ts';

const secret = 'a-secret-of-the-hook';

/** The hook of a service that has a secret for it. */
const hooked = (
  story: (one: Told, hook: (type: string, body: string) => ReturnType<Told['form']>) => Promise<void>,
) =>
  told(
    (one) =>
      story(one, (type, body) =>
        one.http
          .post('/bounces')
          .set('Authorization', `Bearer ${secret}`)
          .set('Content-Type', type)
          .send(body),
      ),
    { BOUNCE_SECRET: secret },
  );

const dsn = (status: string, action = 'failed'): string =>
  `From: MAILER-DAEMON@mx.example.org
To: calendar@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Mon, 2 Mar 2026 10:00:00 +0000

Final-Recipient: rfc822; jo@example.org
Original-Recipient: rfc822;jo@example.org
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; 550 ${status} no

--b--
`.replaceAll('\n', '\r\n');

describe('the bounce hook', () => {
  it('is not there without a secret', () =>
    told(async ({ http }) => assert.equal((await http.post('/bounces').send({})).status, 405)));

  it('is closed to those who do not know the secret', () =>
    hooked(async ({ http }) => {
      const none = await http.post('/bounces').send({});
      const other = await http.post('/bounces').set('Authorization', 'Bearer a-secret-of-the-hooK').send({});

      assert.deepEqual([none.status, other.status], [401, 401]);
    }));

  const json = (hard: boolean): string => JSON.stringify({ address: 'jo@example.org', hard });
  const kinds: [what: string, type: string, body: string, suppressed: boolean][] = [
    ['a mailbox that does not exist (5.1.1)', 'message/rfc822', dsn('5.1.1'), true],
    ['a full mailbox (5.2.2)', 'message/rfc822', dsn('5.2.2'), false],
    ['a delay (4.4.7)', 'message/rfc822', dsn('4.4.7', 'delayed'), false],
    ['JSON that says it is for good', 'application/json', json(true), true],
    ['JSON that says it is not', 'application/json', json(false), false],
  ];
  for (const [what, type, body, suppressed] of kinds)
    it(`takes ${what} for ${suppressed ? 'the end' : 'nothing'}`, () =>
      hooked(async ({ office, subscribed, letters }, hook) => {
        await subscribed();

        const answer = await hook(type, body);

        assert.equal(answer.status, 200, answer.text);
        assert.equal((await office.mail.store.subscriptions())[0]?.state, suppressed ? 'ended' : 'active');
        await office.pass('P20D', 'P1D');
        assert.equal((await letters()).length, suppressed ? 0 : 2);
      }));

  it('unsubscribes by the mail that List-Unsubscribe offers', () =>
    hooked(async ({ office, subscribed }, hook) => {
      const { raw } = await subscribed();
      const subject = /mailto:[^?]+\?subject=([^>]+)>/.exec(raw.replaceAll('\r\n ', ''))?.[1] ?? '';

      const { body } = await hook(
        'message/rfc822',
        `From: jo@example.org\r\nTo: x\r\nSubject: ${decodeURIComponent(subject)}\r\n\r\n\r\n`,
      );

      assert.deepEqual(body, { bounces: 0, suppressed: 0, unsubscribed: true });
      assert.equal((await office.mail.store.subscriptions())[0]?.state, 'ended');
    }));

  it('says what it expected of what is no returned mail', () =>
    hooked(async (_, hook) => {
      const { status, body } = await hook('text/plain', 'Subject: hello\r\n\r\nhi');

      assert.equal(status, 400);
      assert.match(
        (body as { detail: string }).detail,
        /expected message\/delivery-status .*, found an email with the subject "hello"$/,
      );
    }));
});

describe('a mail that unsubscribes', () => {
  const rest = 'x'.repeat(50);
  for (const first of ['0', '2', '20', '-', '_', 'a'])
    for (const gap of [' ', '%20', '  '])
      it(`keeps a token whole that begins with ${first}, after ${JSON.stringify(gap)}`, async () => {
        const raw = `From: jo@example.org\r\nSubject: unsubscribe${gap}${first}${rest}\r\n\r\n\r\n`;

        const read = await readReturned(Buffer.from(raw));

        assert.ok(!('says' in read));
        assert.equal(read.unsubscribe, `${first}${rest}`);
      });
});
