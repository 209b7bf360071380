import assert from 'node:assert/strict';
import { linkIn, told } from './told.ts';

describe('unsubscribing', () => {
  it('by one click with the header of a letter is done at once, and nothing comes afterwards', () =>
    told(async ({ http, office, subscribed, letters }) => {
      const welcome = await subscribed();
      const list = welcome.mail.headers.get('list') as { unsubscribe: { url: string } } | undefined;
      assert.match(welcome.raw, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
      const path = (list?.unsubscribe.url ?? '').replace('https://calendar.example.org', '');
      const click = () => http.post(path).type('form').send('List-Unsubscribe=One-Click');

      const { status, headers } = await click();

      assert.deepEqual([status, headers['set-cookie'], headers['location']], [200, undefined, undefined]);
      await office.pass('P30D', 'P1D');
      assert.deepEqual(await letters(), []);
      assert.equal((await click()).status, 200, 'again is no mistake');
    }));

  for (const charset of ['', '; charset=iso-8859-15'])
    it(`by the button of its page says goodbye in a last letter, also to who has mails waiting${charset}`, () =>
      told(async ({ form, page, office, subscribed, letters }) => {
        const path = linkIn(await subscribed(), 'unsubscribe');
        office.sleepUntil('2026-03-13T09:00Z');
        await office.mail.wake.plan(new AbortController().signal);

        assert.match(
          (await page(path)).text,
          /Stop all email about One deadlines to <strong>jo@example\.org<\/strong>\?<\/p>\s*<form[^]*>Unsubscribe</,
        );
        const answer = await form(path, { how: 'page' }).type(`application/x-www-form-urlencoded${charset}`);

        assert.match(
          answer.text,
          /You are unsubscribed\.<\/p>\s*<p>jo@example\.org no longer gets email about One deadlines\./,
        );
        await office.pass('P30D', 'P1D');
        assert.deepEqual(
          (await letters()).map(({ subject }) => subject),
          ['You are unsubscribed from One deadlines'],
        );
      }));
});

describe('preferences', () => {
  it('show the next mails, are saved, and are what is sent from then on', () =>
    told(async ({ page, form, office, subscribed, letters }) => {
      const path = linkIn(await subscribed(), 'preferences');
      assert.match((await page(path)).text, /Fri 13 Mar, 09:00<\/time>: In 7 days: Code Freeze/);

      const after = await form(path, {
        ...{ form: '1', lead: '3', tz: 'Pacific/Auckland', hour: '7', format: 'text', calendar: 'one' },
      });

      assert.match(after.text, /Your changes have been saved\./);
      assert.match(after.text, /Tue 17 Mar, 07:00<\/time>: In 3 days: Code Freeze/);
      await office.pass('P30D', 'PT6H');
      const [letter, ...more] = await letters();
      assert.deepEqual(
        [letter?.subject, more.length, letter?.mail.html],
        ['In 3 days: Code Freeze (One 1.30), Fri 20 March', 0, false],
      );
    }));

  it('take a zone as people type it', () =>
    told(async ({ page, form, subscribed }) => {
      const path = linkIn(await subscribed(), 'preferences');

      await form(path, { form: '1', lead: '3', tz: 'Berlin' });

      assert.match((await page(path)).text, /value="Europe\/Berlin"/);
    }));

  it('show a zone of an offset with the sign that was typed, and letters do too', () =>
    told(async ({ page, form, office, subscribed, letters }) => {
      const path = linkIn(await subscribed(), 'preferences');

      await form(path, { form: '1', lead: '3', tz: 'UTC+8' });
      await office.pass('P16D', 'PT6H');

      assert.match((await page(path)).text, /value="UTC\+08:00"/);
      const [letter] = await letters();
      assert.match(letter?.text ?? '', /Closes .* \(UTC\+08:00\); .*\bat 09:00 \(UTC\+08:00\)\./s);
      const saved = await form(path, { form: '1', lead: '3', tz: 'UTC+08:00' });
      assert.match(saved.text, /value="UTC\+08:00"/);
    }));

  it('that ask for no email at all are refused', () =>
    told(async ({ form, subscribed }) => {
      const path = linkIn(await subscribed(), 'preferences');

      const { status, text } = await form(path, { form: '1', tz: 'UTC' });

      assert.equal(status, 400);
      assert.match(text, /lead: expected at least one reminder, or changes, found neither/);
    }));

  it('without any calendar are refused, where there are several', () =>
    told(async ({ form, office, subscribed }) => {
      const path = linkIn(await subscribed(), 'preferences');
      await office.edit({
        'two/calendar.yaml': 'id: two\ntitle: Two\nzone: UTC\n',
        'two/1.0.yaml': 'release: "1.0"\nmilestones:\n  - {name: A, kind: freeze, when: 2026-04-01}\n',
      });

      const { status, text } = await form(path, { form: '1', lead: '3', tz: 'UTC' });

      assert.equal(status, 400);
      assert.match(text, /calendar: expected at least one calendar, found none/);
    }));

  it('for some kinds alone are told on the page to confirm, and in each email', () =>
    told(async ({ http, page, letters }) => {
      await http.post('/subscriptions').send({ address: 'sam@example.org', kind: 'freeze' }).expect(202);
      const [ask] = await letters();
      assert.ok(ask);
      const path = linkIn(ask, 'confirm');

      assert.match((await page(path)).text, /sam@example\.org<\/strong>: One deadlines \(only freeze\)/);
      await http.post(path);
      assert.match(
        (await letters())[0]?.text ?? '',
        /asked for reminders of One deadlines \(only freeze\) 7 days/,
      );
    }));

  it('of somebody who left say so, and how to come back', () =>
    told(async ({ page, form, subscribed }) => {
      const welcome = await subscribed();
      await form(linkIn(welcome, 'unsubscribe'), { how: 'page' });

      for (const purpose of ['preferences', 'unsubscribe']) {
        const { status, text } = await page(linkIn(welcome, purpose));
        assert.equal(status, 200);
        assert.match(text, /You are unsubscribed\.[^]*subscribe again/);
      }
    }));

  it('that are wrong are shown as they were typed, with what is wrong', () =>
    told(async ({ page, form, subscribed }) => {
      const path = linkIn(await subscribed(), 'preferences');

      const answer = await form(path, { form: '1', lead: '3', tz: 'Mars' });

      assert.equal(answer.status, 400);
      assert.match(
        answer.text,
        /tz: expected a city or time zone, such as Berlin or PT, found &quot;Mars&quot;/,
      );
      assert.match(answer.text, /value="Mars"/);
      assert.match((await page(path)).text, /value="UTC"/);
    }));

  it('give everything that is kept, by a fresh mail', () =>
    told(async ({ http, form, office, subscribed, letters }) => {
      const path = linkIn(await subscribed(), 'preferences');
      for (let time = 0; time < 2; time++) await form(path, { action: 'export' });
      const [letter, ...more] = await letters();
      assert.equal(more.length, 0);

      const file = await http.post(linkIn(letter, 'export'));

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
      office.clock.wait('PT16M');
      assert.equal((await http.post(linkIn(letter, 'export'))).status, 404);
    }));

  it('remove the person, whose links then lead nowhere', () =>
    told(async ({ page, form, office, subscribed, letters }) => {
      const path = linkIn(await subscribed(), 'preferences');
      await form(path, { action: 'erase' });
      const link = linkIn((await letters())[0], 'erase');

      const [answer, again] = [await form(link, {}), await form(link, {})];

      assert.deepEqual([answer.status, again.status, (await page(path)).status], [200, 404, 404]);
      assert.deepEqual(await office.mail.store.subscriptions(), []);
      assert.deepEqual(await office.mail.store.deliveries({ limit: 10 }), []);
    }));
});
