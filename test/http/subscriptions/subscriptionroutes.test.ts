import assert from 'node:assert/strict';
import type { Office, Post } from '../../mail/office.ts';
import type { Served } from '../served.ts';
import type { Environment } from '../../../src/runtime/config.ts';
import { calendarOf, freeze, tokenIn, inOffice } from '../../mail/office.ts';
import { served } from '../served.ts';

interface Told extends Served {
  readonly office: Office;
}

function told(story: (told: Told) => Promise<void>, env: Environment = {}): Promise<void> {
  return inOffice({ files: calendarOf(freeze('2026-03-20 AoE')), env }, (office) =>
    served(office.service, (one) => story({ ...one, office })),
  );
}

const asPage = { Accept: 'text/html,application/xhtml+xml' };

async function letters({ office }: Told): Promise<readonly Post[]> {
  await office.ring();
  return office.post();
}

/** Everything that is remembered, as JSON. */
async function remembered({ office }: Told): Promise<string> {
  const people = await office.mail.store.subscriptions();
  const outbox = await office.mail.store.deliveries({ limit: 1000 });
  return JSON.stringify([people, outbox]);
}

async function subscribed(one: Told): Promise<Post> {
  await one.office.subscribe('jo@example.org');
  const [welcome] = await letters(one);
  assert.ok(welcome);
  return welcome;
}

describe('signing up', function () {
  it('by a form sends one letter that asks to confirm, with nothing of what was typed but the address', () =>
    told(async (one) => {
      const form = {
        address: 'jo@example.org',
        lead: ['7', '3'],
        tz: 'Asia/Kathmandu',
        hour: '8',
        form: '1',
        note: 'BUY <b>NOW</b>',
      };

      const answer = await one.http.post('/subscriptions').set(asPage).type('form').send(form);

      assert.equal(answer.status, 202);
      assert.match(answer.text, /<h1>Look into your mail<\/h1>/);
      const [letter, ...more] = await letters(one);
      assert.deepEqual(
        [letter?.to, letter?.subject, more.length],
        ['jo@example.org', 'Please confirm: reminders of One deadlines', 0],
      );
      assert.doesNotMatch(letter?.raw ?? '', /BUY|Kathmandu|08:00/);
      assert.equal(letter?.mail.headers.get('list'), undefined);
    }));

  it('by JSON does the same', () =>
    told(async (one) => {
      const answer = await one.http
        .post('/subscriptions')
        .send({ address: 'jo@example.org', lead: [7, 1], changes: false });

      assert.deepEqual([answer.status, answer.type], [202, 'application/json']);
      assert.equal((await letters(one)).length, 1);
    }));

  it('is answered alike for an address that is new, pending, active, ended and suppressed', () =>
    told(async (one) => {
      const { office, http } = one;
      const ask = async (address: string): Promise<string> => {
        const { status, text, type } = await http
          .post('/subscriptions')
          .set(asPage)
          .type('form')
          .send({ address });
        return JSON.stringify([status, text, type]);
      };
      await office.subscribe('active@example.org');
      await office.mail.subscribe.signUp({ address: 'pending@example.org' });
      const ended = await office.subscribe('ended@example.org');
      await office.mail.store.end({ id: ended, says: 'test', now: office.clock.now() });
      await office.mail.subscribe.bounce({
        address: 'suppressed@example.org',
        fault: 'gone',
        says: 'no such user',
      });
      await letters(one);
      office.clock.wait('P2D');

      const answers = [];
      for (const name of ['new', 'pending', 'active', 'ended', 'suppressed'])
        answers.push(await ask(`${name}@example.org`));

      assert.equal(new Set(answers).size, 1);
      const post = await letters(one);
      assert.deepEqual(post.map(({ to, subject }) => `${to} ${subject.split(':')[0] ?? ''}`).toSorted(), [
        'active@example.org You are subscribed already',
        'ended@example.org Please confirm',
        'new@example.org Please confirm',
        'pending@example.org Please confirm',
      ]);
      assert.doesNotMatch(post.find(({ to }) => to.startsWith('active'))?.raw ?? '', /confirm\?token/);
    }));

  it('again on another day sends another letter, and the first link still counts', () =>
    told(async (one) => {
      await one.office.mail.subscribe.signUp({ address: 'jo@example.org' });
      const [first] = await letters(one);
      one.office.clock.wait('PT25H');
      await one.office.mail.subscribe.signUp({ address: 'jo@example.org' });

      assert.equal((await letters(one)).length, 1);
      assert.equal(
        (await one.http.post(`/subscriptions/confirm?token=${tokenIn(first, 'confirm')}`)).status,
        200,
      );
    }));

  const wrong: [what: string, fields: Record<string, string>, says: RegExp][] = [
    ['no address', {}, /address: found "", wanted one mail address/],
    ['two addresses', { address: 'a@example.org, b@example.org' }, /address: found/],
    ['a header in it', { address: 'a@example.org\r\nBcc: b@example.org' }, /address: found/],
    ['a name', { address: 'Jo <jo@example.org>' }, /address: found/],
    ['a host without a dot', { address: 'jo@localhost' }, /address: found/],
    ['an address of numbers', { address: 'jo@[127.0.0.1]' }, /address: found/],
    ['an address that is too long', { address: `${'a'.repeat(65)}@example.org` }, /address: found/],
    [
      'another zone',
      { address: 'a@example.org', tz: 'Europe/Berln' },
      /tz: found "Europe\/Berln".*did you mean "Europe\/Berlin"/,
    ],
    ['another hour', { address: 'a@example.org', hour: '24' }, /hour: found "24", wanted one from 0 to 23/],
    [
      'another lead',
      { address: 'a@example.org', lead: '7,5' },
      /lead: found "7,5", wanted some of 14, 7, 3, 1, 0/,
    ],
    [
      'another calendar',
      { address: 'a@example.org', calendar: 'onee' },
      /calendar: found "onee", wanted one/,
    ],
    [
      'another kind',
      { address: 'a@example.org', kind: 'freez' },
      /kind: found "freez".*did you mean "freeze"/,
    ],
  ];
  for (const [what, fields, says] of wrong)
    it(`with ${what} says so, and keeps what was typed`, () =>
      told(async (one) => {
        const page = await one.http
          .post('/subscriptions')
          .set(asPage)
          .type('form')
          .send({ ...fields, milestone: 'a "b" <c>' });
        const json = await one.http.post('/subscriptions').send(fields);

        assert.deepEqual([page.status, json.status, json.type], [400, 400, 'application/problem+json']);
        assert.match((json.body as { detail: string }).detail, says);
        assert.match(page.text, /role="alert"/);
        if (!('kind' in fields)) assert.match(page.text, /value="a &quot;b&quot; &lt;c&gt;"/);
        assert.deepEqual(await letters(one), []);
      }));

  it('takes addresses of other scripts', () =>
    told(async (one) => {
      const answer = await one.http.post('/subscriptions').send({ address: 'jörg@bücher.example' });

      assert.equal(answer.status, 202);
      assert.equal((await one.office.mail.store.subscriptions())[0]?.address, 'jörg@xn--bcher-kva.example');
    }));

  it('by what fills every field answers as ever, and does nothing', () =>
    told(async (one) => {
      const answer = await one.http
        .post('/subscriptions')
        .send({ address: 'jo@example.org', website: 'http://x.example' });

      assert.equal(answer.status, 202);
      assert.deepEqual(await one.office.mail.store.subscriptions(), []);
    }));

  it('with a body that is too large, of another kind or broken is refused', () =>
    told(async ({ http }) => {
      const large = await http
        .post('/subscriptions')
        .type('form')
        .send(`address=${'a'.repeat(20_000)}`);
      const broken = await http.post('/subscriptions').type('json').send('{"address": ');
      const nested = await http.post('/subscriptions').send({ address: { $gt: '' } });
      const list = await http.post('/subscriptions').send(['a@example.org']);

      assert.deepEqual([large.status, broken.status, nested.status, list.status], [413, 400, 400, 400]);
      for (const { type } of [large, broken, nested, list]) assert.equal(type, 'application/problem+json');
    }));
});

describe('the links of mails', function () {
  it('change nothing when they are followed, by GET or HEAD', () =>
    told(async (one) => {
      const { office, http } = one;
      await office.mail.subscribe.signUp({ address: 'new@example.org' });
      const [confirm] = await letters(one);
      const welcome = await subscribed(one);
      const token = tokenIn(welcome, 'preferences');
      for (const what of ['export', 'erase'] as const) await office.mail.subscribe.request(token, what);
      const others = await letters(one);
      office.clock.set(office.clock.now());
      const links = [confirm, welcome, ...others]
        .flatMap((post) => [
          ...(post?.raw ?? '')
            .replaceAll('=\r\n', '')
            .replaceAll('=3D', '=')
            .matchAll(/https:\/\/calendar\.example\.org(\/[^\s"<>]*)/g),
        ])
        .map(([, path = '']) => path);
      const before = await remembered(one);
      const purposes = ['confirm', 'preferences', 'unsubscribe', 'export', 'erase'];
      for (const purpose of purposes)
        assert.ok(
          links.some((link) => link.includes(purpose)),
          purpose,
        );

      for (const link of new Set(links)) {
        const got = await http.get(link).set(asPage);
        const head = await http.head(link).set(asPage);
        assert.deepEqual([got.status, head.status], [200, 200], link);
      }

      assert.equal(await remembered(one), before);
      assert.deepEqual(await letters(one), []);
    }));

  it('show a page with one button, which nobody keeps, and which tells its address to nobody', () =>
    told(async (one) => {
      await one.office.mail.subscribe.signUp({ address: 'jo@example.org' });
      const [letter] = await letters(one);

      const { text, headers } = await one.http
        .get(`/subscriptions/confirm?token=${tokenIn(letter, 'confirm')}`)
        .set(asPage);

      assert.equal([...text.matchAll(/<button/g)].length, 1);
      assert.deepEqual(
        [headers['cache-control'], headers['referrer-policy'], headers['access-control-allow-origin']],
        ['no-store', 'no-referrer', undefined],
      );
      assert.match(headers['content-security-policy'] ?? '', /default-src 'none'.*form-action 'self'/);
    }));

  it('to confirm count once, and for two days', () =>
    told(async (one) => {
      const { office, http } = one;
      await office.mail.subscribe.signUp({ address: 'jo@example.org' });
      const [letter] = await letters(one);
      const path = `/subscriptions/confirm?token=${tokenIn(letter, 'confirm')}`;

      const [once, twice] = [await http.post(path), await http.post(path)];

      assert.deepEqual([once.status, twice.status], [200, 404]);
      await office.mail.subscribe.signUp({ address: 'late@example.org' });
      const late = (await letters(one)).find(({ to }) => to === 'late@example.org');
      office.clock.wait('PT48H1M');
      assert.equal((await http.post(`/subscriptions/confirm?token=${tokenIn(late, 'confirm')}`)).status, 404);
    }));

  it('that are truncated, changed, for something else or made up are refused alike', () =>
    told(async (one) => {
      const welcome = await subscribed(one);
      const token = tokenIn(welcome, 'preferences');
      const flipped = `${token.slice(0, 30)}${token[30] === 'A' ? 'B' : 'A'}${token.slice(31)}`;
      const wrong = [
        `/subscriptions/preferences?token=${token.slice(0, -1)}`,
        `/subscriptions/preferences?token=${token}A`,
        `/subscriptions/preferences?token=${flipped}`,
        '/subscriptions/preferences?token=',
        '/subscriptions/preferences',
        `/subscriptions/preferences?token=${token}&token=${token}`,
        `/subscriptions/unsubscribe?token=${token}`,
        `/subscriptions/erase?token=${token}`,
        `/subscriptions/export?token=${token}`,
        `/subscriptions/confirm?token=${token}`,
        `/subscriptions/preferences?token=${tokenIn(welcome, 'unsubscribe')}`,
      ];
      const before = await remembered(one);

      const answers = await Promise.all(
        wrong.flatMap((path) => [one.http.get(path).set(asPage), one.http.post(path).set(asPage)]),
      );

      assert.deepEqual(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size, 1);
      assert.equal(answers[0]?.status, 404);
      assert.equal(await remembered(one), before);
    }));

  it('are guessed in vain, and not for long', () =>
    inOffice({}, (office) =>
      served(office.service, async ({ http }) => {
        const statuses: number[] = [];
        for (let guess = 0; guess < 100; guess++)
          statuses.push(
            (await http.post(`/subscriptions/unsubscribe?token=${String(guess).padStart(67, 'A')}`)).status,
          );

        assert.deepEqual([...new Set(statuses)], [404, 429]);
        assert.ok(statuses.indexOf(429) <= 60);
      }),
    ));
});

describe('unsubscribing', function () {
  const clicks: [name: string, type: string, body: string][] = [
    ['a form', 'application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    [
      'a multipart form',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
    ],
  ];
  for (const [name, type, body] of clicks)
    it(`by one click with ${name} is done at once, and nothing comes afterwards`, () =>
      told(async (one) => {
        const welcome = await subscribed(one);
        const list = welcome.mail.headers.get('list') as { unsubscribe: { url: string } } | undefined;
        assert.match(welcome.raw, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
        const path = (list?.unsubscribe.url ?? '').replace('https://calendar.example.org', '');

        const answer = await one.http.post(path).set('Content-Type', type).send(body);

        assert.deepEqual(
          [answer.status, answer.headers['set-cookie'], answer.headers['location']],
          [200, undefined, undefined],
        );
        await one.office.pass('P30D', 'P1D');
        assert.deepEqual(await letters(one), []);
        assert.equal(
          (await one.http.post(path).set('Content-Type', type).send(body)).status,
          200,
          'again is no mistake',
        );
      }));

  it('by the button of its page says goodbye in a last letter, also to who has mails waiting', () =>
    told(async (one) => {
      const welcome = await subscribed(one);
      one.office.sleepUntil('2026-03-13T09:00Z');
      await one.office.mail.wake.plan(new AbortController().signal);

      const path = `/subscriptions/unsubscribe?token=${tokenIn(welcome, 'unsubscribe')}`;
      const answer = await one.http.post(path).set(asPage).type('form').send({ how: 'page' });

      assert.match(answer.text, /You are unsubscribed\./);
      assert.deepEqual(
        (await letters(one)).map(({ subject }) => subject),
        ['You are unsubscribed from One deadlines'],
      );
      await one.office.pass('P30D', 'P1D');
      assert.deepEqual(await letters(one), []);
    }));
});

describe('preferences', function () {
  it('show the next mails, are saved, and are what is sent from then on', () =>
    told(async (one) => {
      const welcome = await subscribed(one);
      const path = `/subscriptions/preferences?token=${tokenIn(welcome, 'preferences')}`;
      const before = await one.http.get(path).set(asPage);
      assert.match(before.text, /Fri 13 Mar 09:00<\/time>: In 7 days: Code Freeze/);

      const form = {
        form: '1',
        lead: '3',
        tz: 'Pacific/Auckland',
        hour: '7',
        format: 'text',
        calendar: 'one',
      };
      const after = await one.http.post(path).set(asPage).type('form').send(form);

      assert.match(after.text, /It is saved\./);
      assert.match(after.text, /Tue 17 Mar 07:00<\/time>: In 3 days: Code Freeze/);
      await one.office.pass('P30D', 'PT6H');
      const [letter, ...more] = await letters(one);
      assert.deepEqual(
        [letter?.subject, more.length, letter?.mail.html],
        ['In 3 days: Code Freeze (One 1.30), Fri 20 March', 0, false],
      );
    }));

  it('that are wrong are shown as they were typed, with what is wrong', () =>
    told(async (one) => {
      const welcome = await subscribed(one);
      const path = `/subscriptions/preferences?token=${tokenIn(welcome, 'preferences')}`;

      const answer = await one.http
        .post(path)
        .set(asPage)
        .type('form')
        .send({ form: '1', lead: '3', tz: 'Mars' });

      assert.equal(answer.status, 400);
      assert.match(answer.text, /tz: found &quot;Mars&quot;/);
      assert.match(answer.text, /value="Mars"/);
      assert.match((await one.http.get(path).set(asPage)).text, /value="UTC"/);
    }));

  it('give everything that is kept, by a fresh mail', () =>
    told(async (one) => {
      const welcome = await subscribed(one);
      const path = `/subscriptions/preferences?token=${tokenIn(welcome, 'preferences')}`;
      await one.http.post(path).type('form').send({ action: 'export' });
      await one.http.post(path).type('form').send({ action: 'export' });
      const [letter, ...more] = await letters(one);
      assert.equal(more.length, 0);

      const file = await one.http.post(`/subscriptions/export?token=${tokenIn(letter, 'export')}`);

      assert.match(
        file.headers['content-disposition'] ?? '',
        /attachment; filename="?release-calendar\.json/,
      );
      const { subscription, letters: sent } = file.body as {
        subscription: { address: string; state: string };
        letters: { kind: string }[];
      };
      assert.deepEqual([subscription.address, subscription.state], ['jo@example.org', 'active']);
      assert.deepEqual(sent.map(({ kind }) => kind).toSorted(), ['confirm', 'export', 'welcome']);
      one.office.clock.wait('PT16M');
      assert.equal(
        (await one.http.post(`/subscriptions/export?token=${tokenIn(letter, 'export')}`)).status,
        404,
      );
    }));

  it('remove the person, and nothing is ever sent to that address again', () =>
    told(async (one) => {
      const welcome = await subscribed(one);
      const path = `/subscriptions/preferences?token=${tokenIn(welcome, 'preferences')}`;
      await one.http.post(path).type('form').send({ action: 'erase' });
      const [letter] = await letters(one);
      const link = `/subscriptions/erase?token=${tokenIn(letter, 'erase')}`;

      const [answer, again] = [await one.http.post(link).set(asPage), await one.http.post(link).set(asPage)];

      assert.deepEqual([answer.status, again.status], [200, 404]);
      assert.deepEqual(await one.office.mail.store.subscriptions(), []);
      assert.deepEqual(await one.office.mail.store.deliveries({ limit: 10 }), []);
      assert.equal((await one.http.get(path)).status, 404);
      await one.http.post('/subscriptions').send({ address: 'jo@example.org' });
      await one.office.pass('P30D', 'P1D');
      assert.deepEqual(await letters(one), []);
      assert.equal(await one.office.mail.operate.allow('jo@example.org'), true);
      await one.http.post('/subscriptions').send({ address: 'jo@example.org' });
      assert.equal((await letters(one)).length, 1);
    }));
});

describe('the bounce hook', function () {
  const secret = 'a-secret-of-the-hook';
  const dsn = (status: string, action = 'failed'): string =>
    [
      'From: MAILER-DAEMON@mx.example.org',
      'To: calendar@example.org',
      'Subject: Undelivered Mail Returned to Sender',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'I am sorry.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example.org',
      'Arrival-Date: Mon, 2 Mar 2026 10:00:00 +0000',
      '',
      'Final-Recipient: rfc822; jo@example.org',
      'Original-Recipient: rfc822;jo@example.org',
      `Action: ${action}`,
      `Status: ${status}`,
      `Diagnostic-Code: smtp; 550 ${status} no`,
      '',
      '--b--',
      '',
    ].join('\r\n');

  it('is not there without a secret, and closed to those who do not know it', async () => {
    await told(async ({ http }) => assert.equal((await http.post('/bounces').send({})).status, 405));
    await told(
      async ({ http }) => {
        const none = await http.post('/bounces').send({});
        const other = await http
          .post('/bounces')
          .set('Authorization', 'Bearer a-secret-of-the-hooK')
          .send({});
        assert.deepEqual([none.status, other.status], [401, 401]);
      },
      { BOUNCE_SECRET: secret },
    );
  });

  const kinds: [what: string, type: string, body: string, suppressed: boolean][] = [
    ['a mailbox that does not exist (5.1.1)', 'message/rfc822', dsn('5.1.1'), true],
    ['a full mailbox (5.2.2)', 'message/rfc822', dsn('5.2.2'), false],
    ['a delay (4.4.7)', 'message/rfc822', dsn('4.4.7', 'delayed'), false],
    [
      'JSON that says it is for good',
      'application/json',
      JSON.stringify({ address: 'jo@example.org', hard: true }),
      true,
    ],
    [
      'JSON that says it is not',
      'application/json',
      JSON.stringify({ address: 'jo@example.org', hard: false }),
      false,
    ],
  ];
  for (const [what, type, body, suppressed] of kinds)
    it(`takes ${what} for ${suppressed ? 'the end' : 'nothing'}`, () =>
      told(
        async (one) => {
          await subscribed(one);

          const answer = await one.http
            .post('/bounces')
            .set('Authorization', `Bearer ${secret}`)
            .set('Content-Type', type)
            .send(body);

          assert.equal(answer.status, 200, answer.text);
          assert.equal(
            (await one.office.mail.store.subscriptions())[0]?.state,
            suppressed ? 'ended' : 'active',
          );
          await one.office.pass('P20D', 'P1D');
          assert.equal((await letters(one)).length, suppressed ? 0 : 2);
        },
        { BOUNCE_SECRET: secret },
      ));

  it('unsubscribes by the mail that List-Unsubscribe offers', () =>
    told(
      async (one) => {
        const welcome = await subscribed(one);
        const subject = /mailto:[^?]+\?subject=([^>]+)>/.exec(welcome.raw.replaceAll('\r\n ', ''))?.[1] ?? '';
        const raw = `From: jo@example.org\r\nTo: x\r\nSubject: ${decodeURIComponent(subject)}\r\n\r\n\r\n`;

        const answer = await one.http
          .post('/bounces')
          .set('Authorization', `Bearer ${secret}`)
          .set('Content-Type', 'message/rfc822')
          .send(raw);

        assert.deepEqual(answer.body, { bounces: 0, suppressed: 0, unsubscribed: true });
        assert.equal((await one.office.mail.store.subscriptions())[0]?.state, 'ended');
      },
      { BOUNCE_SECRET: secret },
    ));

  it('says what it wanted of what is no returned mail', () =>
    told(
      async ({ http }) => {
        const answer = await http
          .post('/bounces')
          .set('Authorization', `Bearer ${secret}`)
          .type('text/plain')
          .send('Subject: hello\r\n\r\nhi');

        assert.equal(answer.status, 400);
        assert.match(
          (answer.body as { detail: string }).detail,
          /found a mail "hello" without message\/delivery-status/,
        );
      },
      { BOUNCE_SECRET: secret },
    ));
});
