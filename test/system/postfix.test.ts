import assert from 'node:assert/strict';
import type { ParsedMail } from 'mailparser';
import type { Place } from '../mail/database.ts';
import type { Postfix } from './postfix.ts';
import { generateKeyPairSync } from 'node:crypto';
import { setDefaultCACertificates } from 'node:tls';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { simpleParser } from 'mailparser';
import { at } from '../service/wired.ts';
import { inFolder } from '../sources/folder.ts';
import { needPostfix, withPostfix } from './postfix.ts';
import { read, tokenIn, withOffice } from '../mail/office.ts';
import { readFileSync } from 'node:fs';
import { served } from '../http/served.ts';
import { watch } from '../service/replica.ts';

needPostfix();

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** The DNS of the domain that signs. */
const resolver = (name: string): Promise<string[][]> => {
  assert.equal(name, 'deadlines._domainkey.example.org');
  return Promise.resolve([[`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`]]);
};

const shipped = ['calendar.yaml', '1.38.yaml'];
const files = Object.fromEntries(
  shipped.map((name) => [`kubernetes/${name}`, readFileSync(`calendars/kubernetes/${name}`, 'utf8')]),
);

const readers: [name: string, zone: string, due: string, cutoff: string][] = [
  ['auckland', 'Pacific/Auckland', '2026-11-24T20:00Z', 'Fri 4 Dec, 01:00'],
  ['losangeles', 'America/Los_Angeles', '2026-11-25T17:00Z', 'Thu 3 Dec, 04:00'],
  ['kathmandu', 'Asia/Kathmandu', '2026-11-25T03:15Z', 'Thu 3 Dec, 17:45'],
];

async function signedBy(
  raw: string,
): Promise<{ readonly result: string | undefined; readonly fields: readonly string[] }> {
  const { results } = await dkimVerify(raw, { resolver });
  const [first] = results;
  const fields =
    /^DKIM-Signature:[^]*?[;\s]h=([^;]*);/im.exec(raw)?.[1]?.replaceAll(/\s/g, '').toLowerCase().split(':') ??
    [];
  return { result: first?.status.result, fields };
}

describe('the whole story, with a real Postfix and TLS', function () {
  it('from signing up to the last click, in Auckland, Los Angeles and Kathmandu', () =>
    withPostfix((postfix) =>
      inFolder({}, (folder) => story(postfix, { folder, env: { DATA_DIR: `${folder}/data` } })),
    ));
});

async function story(postfix: Postfix, place: Pick<Place, 'env' | 'folder'>): Promise<void> {
  setDefaultCACertificates([postfix.ca]);
  const env = {
    SMTP_URL: `smtp://127.0.0.1:${postfix.port}`,
    MAIL_FROM: 'Deadlines <calendar@example.org>',
    ...{ DKIM_KEY: privateKey, DKIM_SELECTOR: 'deadlines', BOUNCE_SECRET: 'a-secret-of-the-hook' },
  };
  await withOffice(place, { files, clock: watch('2026-11-20T10:00Z'), env }, (office) =>
    served(office.service, async ({ http }) => {
      for (const [name, tz] of readers) {
        const answer = await http
          .post('/subscriptions')
          .send({ address: `${name}@example.org`, tz, milestone: 'docs-freeze', lead: '7' });
        assert.equal(answer.status, 202);
      }
      await office.ring();
      const confirmations = await Promise.all((await postfix.arrived(3)).map(read));
      for (const letter of confirmations)
        assert.equal(
          (await http.post(`/subscriptions/confirm?token=${tokenIn(letter, 'confirm')}`)).status,
          200,
        );
      await office.ring();
      await postfix.arrived(6);

      const due = [...readers].toSorted(([, , a], [, , b]) => (a < b ? -1 : 1));
      const letters: ParsedMail[] = [];
      for (const [index, [name, zone, when, cutoff]] of due.entries()) {
        office.clock.set(at(when));
        office.clock.wait('-PT1M');
        await office.ring();
        assert.equal(
          (await office.mail.store.deliveries({ limit: 100 })).length,
          6 + index,
          `${zone}: too soon`,
        );
        office.clock.wait('PT1M');
        await office.ring();
        const raw =
          (await postfix.arrived(7 + index)).find(
            (one) => one.includes('\nSubject: In 7 days') && one.includes(`Delivered-To: ${name}@`),
          ) ?? '';
        const mail = await simpleParser(raw);
        letters.push(mail);
        assert.equal(mail.subject, 'In 7 days: Docs Freeze (Kubernetes 1.38), Wed 2 December');
        const closes = new RegExp(`Closes ${cutoff} \\(${zone}\\); anything later is too late`);
        assert.match(mail.text ?? '', closes);
        assert.match(typeof mail.html === 'string' ? mail.html : '', closes);
        const { result, fields } = await signedBy(raw.replaceAll(/\r?\n/g, '\r\n'));
        assert.equal(result, 'pass');
        for (const field of [
          'from',
          'to',
          'subject',
          'date',
          'message-id',
          'list-unsubscribe',
          'list-unsubscribe-post',
          'list-id',
        ])
          assert.ok(fields.includes(field), `${field} is not signed: ${fields.join(' ')}`);
        const calendar = mail.attachments
          .find(({ contentType }) => contentType === 'application/ics')
          ?.content.toString();
        assert.match(calendar ?? '', /METHOD:PUBLISH[^]*UID:kubernetes\.1\.38\.docs-freeze@/);
        assert.match(mail.date?.toISOString() ?? '', new RegExp(at(when).slice(0, 16)));
      }

      const links = letters.map(({ headers }) => {
        const list = headers.get('list') as unknown as { unsubscribe: { url: string } };
        return list.unsubscribe.url.replace('https://calendar.example.org', '');
      });
      const [first = '', second = '', third = ''] = links;
      const clicked = [
        await http.post(first).type('form').send('List-Unsubscribe=One-Click'),
        await http.post(second).field('List-Unsubscribe', 'One-Click'),
        await http.post(third).type('form').send('List-Unsubscribe=One-Click'),
      ];
      assert.deepEqual(
        clicked.map(({ status }) => status),
        [200, 200, 200],
      );
      await office.pass('P30D', 'P1D');
      assert.equal((await postfix.arrived(9)).length, 9, 'nothing afterwards');
    }),
  );
}
