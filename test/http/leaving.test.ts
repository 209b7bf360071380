import assert from 'node:assert/strict';
import type { Office } from '../mail/office.ts';
import type { Rates } from '../../src/http/subscriptions/limits.ts';
import { gzipSync } from 'node:zlib';
import { tokenIn, inOffice } from '../mail/office.ts';
import { ask, served } from './served.ts';

type How = Parameters<typeof ask>[3] & { readonly type?: string; readonly coding?: string };
type Asked = (method: string, path: string, how?: How) => ReturnType<typeof ask>;

/** A service with limits as it has them by default, and one who subscribed. */
function told(story: (asked: Asked, office: Office, token: string) => Promise<void>): Promise<void> {
  return inOffice({}, async (office) => {
    await office.subscribe('jo@example.org', { lead: '7' });
    await office.ring();
    const token = tokenIn((await office.post())[0], 'unsubscribe');
    const asked =
      (port: number): Asked =>
      (method, path, { body = '', type, coding } = {}) => {
        const headers = {
          ...(type !== undefined && { 'Content-Type': type }),
          ...(coding !== undefined && { 'Content-Encoding': coding }),
          ...(body.length > 0 && { 'Content-Length': Buffer.byteLength(body) }),
        };
        return ask(port, method, path, { headers, body });
      };
    await served(office.service, ({ port }) => story(asked(port), office, token), { rates });
  });
}

const rates: Rates = { signUpsPerHour: 20, allSignUpsPerHour: 10 };
const form = 'application/x-www-form-urlencoded';
const path = (token: string, purpose = 'unsubscribe'): string => `/subscriptions/${purpose}?token=${token}`;

async function stateOf(office: Office): Promise<string | undefined> {
  return (await office.mail.store.subscriptions()).find(({ address }) => address === 'jo@example.org')?.state;
}

describe('a good link', () => {
  it('works however many dead ones came from the same network address', () =>
    told(async (asked, office, token) => {
      const dead = Array.from({ length: 80 }, (_, index) =>
        path(`${token.slice(0, -4)}${String(index).padStart(4, 'A')}`),
      );
      const statuses: number[] = [];
      for (const one of dead) statuses.push((await asked('HEAD', one)).status);
      assert.deepEqual([statuses[0], statuses.at(-1)], [404, 429]);

      const { status } = await asked('POST', path(token), { body: 'List-Unsubscribe=One-Click', type: form });

      assert.deepEqual([status, await stateOf(office)], [200, 'ended']);
      assert.equal((await asked('HEAD', path(token))).status, 200);
      assert.equal(typeof (await asked('HEAD', dead[0] ?? '')).headers['retry-after'], 'string');
    }));

  const click = 'List-Unsubscribe=One-Click';
  const bodies: readonly (readonly [name: string, how: How])[] = [
    ['a form in us-ascii', { body: click, type: `${form}; charset=us-ascii` }],
    ['a form in windows-1252', { body: click, type: `${form}; charset=windows-1252` }],
    ['a form in a charset that is none', { body: click, type: `${form}; charset=x-nonsense` }],
    ['a form that is gzipped', { body: gzipSync(click), type: form, coding: 'gzip' }],
    ['a coding that is none', { body: click, type: form, coding: 'x-nonsense' }],
    ['JSON', { body: '{"List-Unsubscribe":"One-Click"}', type: 'application/json' }],
    ['JSON that is none', { body: '{', type: 'application/json' }],
    [
      'parts of a form',
      {
        body: '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
        type: 'multipart/form-data; boundary=b',
      },
    ],
    ['parts in a charset', { body: '--b--\r\n', type: 'multipart/form-data; boundary=b; charset=utf-16' }],
    ['nothing', {}],
    ['nothing of a type', { type: form }],
    ['more than anybody reads', { body: 'x'.repeat(100_000), type: form }],
    ['no type', { body: click }],
  ];
  for (const [name, how] of bodies)
    it(`unsubscribes by one click with ${name}`, () =>
      told(async (asked, office, token) => {
        const { status } = await asked('POST', path(token), how);

        assert.deepEqual([status, await stateOf(office)], [200, 'ended']);
        await office.ring();
        assert.deepEqual(await office.post(), [], 'nothing follows a click');
      }));
});

describe('signing up', () => {
  const signUp = (asked: Asked, address: string, more = '') =>
    asked('POST', '/subscriptions', { body: `address=${encodeURIComponent(address)}${more}`, type: form });

  it('is not closed by posts that send nothing: junk, filled traps, one mailbox again and again', () =>
    told(async (asked, office) => {
      await signUp(asked, 'same@example.org');
      const all = Array.from({ length: 30 }, (_, count) => [
        signUp(asked, `no address ${count}`),
        signUp(asked, `bot-${count}@example.org`, '&website=x'),
      ]);
      const answers = await Promise.all(all.flat());
      for (let count = 0; count < 12; count++) await signUp(asked, 'same@example.org');

      const { status } = await signUp(asked, 'new@example.org');
      await office.ring();

      assert.deepEqual(
        [...new Set(answers.map((one) => one.status))].toSorted((a, b) => a - b),
        [202, 400],
      );
      assert.equal(status, 202);
      assert.deepEqual((await office.post()).map(({ to }) => to).toSorted(), [
        'new@example.org',
        'same@example.org',
      ]);
    }));

  it('is closed for an hour once it has sent as many letters as it may, and tells nobody how many are left', () =>
    told(async (asked) => {
      const answers = [];
      for (let count = 0; count < 12; count++)
        answers.push(await signUp(asked, `reader-${count}@example.org`));

      assert.deepEqual(
        answers.map(({ status }) => status),
        [...Array<number>(10).fill(202), 429, 429],
      );
      assert.doesNotMatch(Object.keys(answers[0]?.headers ?? {}).join(), /ratelimit/i);
    }));

  it('can be answered by "never again", which nobody undoes by signing up', () =>
    told(async (asked, office) => {
      await signUp(asked, 'victim@example.org');
      await office.ring();
      const [letter] = await office.post();
      const never = tokenIn(letter, 'never');
      assert.equal((await asked('GET', path(never, 'never'))).status, 200);
      await signUp(asked, 'victim@example.org');

      const { status } = await asked('POST', path(never, 'never'), { type: form });
      office.clock.wait('P3D');
      await signUp(asked, 'victim@example.org');
      await office.ring();

      assert.equal(status, 200);
      assert.deepEqual(await office.post(), []);
      const confirm = await asked('POST', path(tokenIn(letter, 'confirm'), 'confirm'), { type: form });
      assert.equal(confirm.status, 404);
    }));
});
