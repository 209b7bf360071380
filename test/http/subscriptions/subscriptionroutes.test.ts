import assert from 'node:assert/strict';
import type { Told } from './told.ts';
import { tokenIn } from '../../mail/office.ts';
import { linkIn, told } from './told.ts';

/** Everything that is remembered, as JSON. */
async function remembered({ office }: Told): Promise<string> {
  const people = await office.mail.store.subscriptions();
  const outbox = await office.mail.store.deliveries({ limit: 1000 });
  return JSON.stringify([people, outbox]);
}

describe('signing up', () => {
  it('by a form sends one letter that asks for confirmation, with nothing of what was typed but the address', () =>
    told(async ({ form, letters }) => {
      const answer = await form('/subscriptions', {
        ...{ address: 'jo@example.org', lead: ['7', '3'], tz: 'Asia/Kathmandu', hour: '8', form: '1' },
        note: 'BUY <b>NOW</b>',
      });

      assert.equal(answer.status, 202);
      assert.match(answer.text, /<h1>Check your email<\/h1>/);
      const [letter, ...more] = await letters();
      assert.deepEqual(
        [letter?.to, letter?.subject, more.length],
        ['jo@example.org', 'Please confirm: reminders of One deadlines', 0],
      );
      assert.doesNotMatch(letter?.raw ?? '', /BUY|Kathmandu|08:00/);
      assert.equal(letter?.mail.headers.get('list'), undefined);
    }));

  it('by JSON does the same', () =>
    told(async ({ http, letters }) => {
      const wish = { address: 'jo@example.org', lead: [7, 1], changes: false };

      const answer = await http.post('/subscriptions').send(wish);

      assert.deepEqual([answer.status, answer.type], [202, 'application/json']);
      assert.equal((await letters()).length, 1);
    }));

  it('is answered alike for an address that is new, pending, active, ended and suppressed', () =>
    told(async ({ form, office, letters }) => {
      const { subscribe, store } = office.mail;
      await office.subscribe('active@example.org');
      await subscribe.signUp({ address: 'pending@example.org' });
      const ended = await office.subscribe('ended@example.org');
      await store.end({ id: ended, says: 'test', now: office.clock.now() });
      await subscribe.bounce({ address: 'suppressed@example.org', fault: 'gone', says: 'no such user' });
      await letters();
      office.clock.wait('P2D');

      const answers = [];
      for (const name of ['new', 'pending', 'active', 'ended', 'suppressed']) {
        const { status, text, type } = await form('/subscriptions', { address: `${name}@example.org` });
        answers.push(JSON.stringify([status, text, type]));
      }

      assert.equal(new Set(answers).size, 1);
      const post = await letters();
      assert.deepEqual(post.map(({ to, subject }) => `${to} ${subject.split(':')[0] ?? ''}`).toSorted(), [
        'active@example.org You are already subscribed',
        'ended@example.org Please confirm',
        'new@example.org Please confirm',
        'pending@example.org Please confirm',
      ]);
      assert.doesNotMatch(post.find(({ to }) => to.startsWith('active'))?.raw ?? '', /confirm\?token/);
    }));

  it('again on another day sends another letter, and the first link still counts', () =>
    told(async ({ http, office, letters }) => {
      await office.mail.subscribe.signUp({ address: 'jo@example.org' });
      const [first] = await letters();
      office.clock.wait('PT25H');
      await office.mail.subscribe.signUp({ address: 'jo@example.org' });

      assert.equal((await letters()).length, 1);
      assert.equal((await http.post(linkIn(first, 'confirm'))).status, 200);
    }));

  const fine = { address: 'a@example.org' };
  const wrong: [what: string, fields: Record<string, string>, says: RegExp][] = [
    ['no address', {}, /address: expected one email address, such as jo@example.org, found ""/],
    ['two addresses', { address: 'a@example.org, b@example.org' }, /address: expected/],
    ['a header in it', { address: 'a@example.org\r\nBcc: b@example.org' }, /address: expected/],
    ['a name', { address: 'Jo <jo@example.org>' }, /address: expected/],
    ['a host without a dot', { address: 'jo@localhost' }, /address: expected/],
    ['an address of numbers', { address: 'jo@[127.0.0.1]' }, /address: expected/],
    ['an address that is too long', { address: `${'a'.repeat(65)}@example.org` }, /address: expected/],
    [
      'another zone',
      { ...fine, tz: 'Europe/Berln' },
      /tz: expected .*, found "Europe\/Berln".*mean "Europe\/Berlin"/,
    ],
    ['another hour', { ...fine, hour: '24' }, /hour: expected an hour from 0 to 23, found "24"/],
    [
      'another lead',
      { ...fine, lead: '7,5' },
      /lead: expected "none" or some of 14, 7, 3, 1, 0 .*, found "7,5"/,
    ],
    ['another calendar', { ...fine, calendar: 'onee' }, /calendar: expected one, found "onee"/],
    [
      'another kind',
      { ...fine, kind: 'freez' },
      /kind: expected one of .*, found "freez".*did you mean "freeze"/,
    ],
  ];
  for (const [what, fields, says] of wrong)
    it(`with ${what} says so, and keeps what was typed`, () =>
      told(async ({ http, form, letters }) => {
        const page = await form('/subscriptions', { ...fields, milestone: 'a "b" <c>' });
        const json = await http.post('/subscriptions').send(fields);

        assert.deepEqual([page.status, json.status, json.type], [400, 400, 'application/problem+json']);
        assert.match((json.body as { detail: string }).detail, says);
        assert.match(page.text, /role="alert"/);
        if (!('kind' in fields)) assert.match(page.text, /value="a &quot;b&quot; &lt;c&gt;"/);
        assert.deepEqual(await letters(), []);
      }));

  it('takes addresses of other scripts', () =>
    told(async ({ http, office }) => {
      const answer = await http.post('/subscriptions').send({ address: 'jörg@bücher.example' });

      assert.equal(answer.status, 202);
      assert.equal((await office.mail.store.subscriptions())[0]?.address, 'jörg@xn--bcher-kva.example');
    }));

  it('by what fills every field answers as ever, and does nothing', () =>
    told(async ({ http, office }) => {
      const filled = { address: 'jo@example.org', website: 'http://x.example' };

      assert.equal((await http.post('/subscriptions').send(filled)).status, 202);
      assert.deepEqual(await office.mail.store.subscriptions(), []);
    }));

  it('with a body that is too large, of another kind or broken is refused', () =>
    told(async ({ http }) => {
      const post = (type: string, body: string | object) => http.post('/subscriptions').type(type).send(body);

      const answers = [
        await post('form', `address=${'a'.repeat(20_000)}`),
        await post('json', '{"address": '),
        await post('json', { address: { $gt: '' } }),
        await post('json', ['a@example.org']),
      ];

      assert.deepEqual(
        answers.map(({ status }) => status),
        [413, 400, 400, 400],
      );
      for (const { type } of answers) assert.equal(type, 'application/problem+json');
    }));
});

describe('the links of mails', () => {
  it('change nothing when they are followed, by GET or HEAD', () =>
    told(async (one) => {
      const { office, http, page, letters } = one;
      await office.mail.subscribe.signUp({ address: 'new@example.org' });
      const [confirm] = await letters();
      const welcome = await one.subscribed();
      const token = tokenIn(welcome, 'preferences');
      for (const what of ['export', 'erase'] as const) await office.mail.subscribe.request(token, what);
      const links = [confirm, welcome, ...(await letters())]
        .flatMap((post) => [
          ...(post?.raw ?? '')
            .replaceAll('=\r\n', '')
            .replaceAll('=3D', '=')
            .matchAll(/https:\/\/calendar\.example\.org(\/[^\s"<>]*)/g),
        ])
        .map(([, path = '']) => path);
      const before = await remembered(one);
      for (const purpose of ['confirm', 'preferences', 'unsubscribe', 'export', 'erase'])
        assert.ok(links.join().includes(purpose), purpose);

      for (const link of new Set(links)) {
        const [got, head] = [await page(link), await http.head(link)];
        assert.deepEqual([got.status, head.status], [200, 200], link);
      }

      assert.equal(await remembered(one), before);
      assert.deepEqual(await letters(), []);
    }));

  it('show a page with one button, which nobody keeps, and which tells its address to nobody', () =>
    told(async ({ office, page, letters }) => {
      await office.mail.subscribe.signUp({ address: 'jo@example.org' });

      const { text, headers } = await page(linkIn((await letters())[0], 'confirm'));

      assert.equal([...text.matchAll(/<button/g)].length, 1);
      assert.deepEqual(
        [headers['cache-control'], headers['referrer-policy'], headers['access-control-allow-origin']],
        ['no-store', 'no-referrer', undefined],
      );
      assert.match(headers['content-security-policy'] ?? '', /default-src 'none'.*form-action 'self'/);
    }));

  it('to confirm say how things stand when they are opened again, and count for two days', () =>
    told(async ({ office, http, page, form, letters }) => {
      await office.mail.subscribe.signUp({ address: 'jo@example.org' });
      const path = linkIn((await letters())[0], 'confirm');
      assert.match(
        (await page(path)).text,
        /Confirm reminders for <strong>jo@example\.org<\/strong>: One deadlines, 7 days before and 1 day before, at 09:00 \(UTC\), and when a date moves\./,
      );

      const [once, twice, seen] = [await form(path, {}), await form(path, {}), await page(path)];

      for (const { status, text } of [once, twice, seen]) {
        assert.equal(status, 200);
        assert.match(
          text,
          /You are subscribed\.<\/p>\s*<p>jo@example\.org gets reminders of One deadlines\./,
        );
      }
      assert.equal((await letters()).length, 1, 'one welcome');
      await office.mail.subscribe.signUp({ address: 'late@example.org' });
      const late = (await letters()).find(({ to }) => to === 'late@example.org');
      office.clock.wait('PT48H1M');
      const link = linkIn(late, 'confirm');
      assert.equal((await http.post(link)).status, 404);
      assert.match(
        (await form(link, {})).text,
        /<h1>This link has expired<\/h1>.*Use the link in our latest email/s,
      );
    }));

  it('that are truncated, changed, for something else or made up are refused alike', () =>
    told(async (one) => {
      const welcome = await one.subscribed();
      const token = tokenIn(welcome, 'preferences');
      const flipped = `${token.slice(0, 30)}${token[30] === 'A' ? 'B' : 'A'}${token.slice(31)}`;
      const wrong = [
        `preferences?token=${token.slice(0, -1)}`,
        `preferences?token=${token}A`,
        `preferences?token=${flipped}`,
        'preferences?token=',
        'preferences',
        `preferences?token=${token}&token=${token}`,
        ...['unsubscribe', 'erase', 'export', 'confirm'].map((purpose) => `${purpose}?token=${token}`),
        `preferences?token=${tokenIn(welcome, 'unsubscribe')}`,
      ].map((path) => `/subscriptions/${path}`);
      const before = await remembered(one);

      const answers = await Promise.all(wrong.flatMap((path) => [one.page(path), one.form(path, {})]));

      assert.equal(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size, 1);
      assert.equal(answers[0]?.status, 404);
      assert.equal(await remembered(one), before);
    }));
});
