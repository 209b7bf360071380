import type { Files } from '../service/folder.ts';
import type { Post } from './office.ts';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { holds } from '../golden.ts';
import { watch } from '../service/replica.ts';
import { inOffice, tokenIn } from './office.ts';

function filesOf(id: string): Files {
  const folder = id === 'kubernetes' ? 'calendars/kubernetes' : `test/fixtures/calendars/${id}`;
  return Object.fromEntries(
    readdirSync(folder).map((name) => [`${id}/${name}`, readFileSync(join(folder, name), 'utf8')]),
  );
}

/** From when on somebody is subscribed, and what moves meanwhile: a file, and what in it becomes what. */
const worlds = [
  { id: 'acl', from: '2026-12-23T08:00Z', edit: ['2027.yaml', 'when: 2027-01-12', 'when: 2027-01-13'] },
  { id: 'teamwork', from: '2027-01-02T08:00Z', edit: ['5.yaml', 'when: 2027-01-14,', 'when: 2027-01-18,'] },
  {
    id: 'openstack',
    from: '2027-03-20T08:00Z',
    edit: ['2027.1.yaml', "release-week: '2027-03-29'", "release-week: '2027-04-05'"],
  },
  { id: 'kubernetes', from: '2026-11-22T08:00Z', edit: ['1.38.yaml', '2026-12-02 AoE', '2026-12-03 AoE'] },
] as const;

/** Tokens and names of letters are others in each run. */
function plain({ to, subject, text, mail }: Post): string {
  const parts = [
    `To: ${to}\nSubject: ${subject}\nDate: ${mail.date?.toISOString() ?? ''}\n`,
    text,
    typeof mail.html === 'string' ? `--- html\n${mail.html}` : '',
    ...mail.attachments.map(
      ({ content }) => `--- calendar\n${content.toString('utf8').replaceAll('\r', '')}`,
    ),
  ];
  return `${parts.join('\n').replaceAll(/token=[\w-]+/g, 'token=T')}\n`;
}

describe('the letters of four calendars', function () {
  for (const { id, from, edit } of worlds)
    it(`of ${id} read as they did, each kind of them`, () =>
      inOffice(
        { files: filesOf(id), clock: watch(from), env: { OPERATOR: 'ops@example.org' } },
        async (office) => {
          const all: Post[] = [];
          const collect = async (): Promise<readonly Post[]> => {
            await office.ring();
            const posts = await office.post();
            all.push(...posts);
            return posts;
          };
          const { subscribe } = office.mail;
          const fields = { address: 'jo@example.org', lead: '7,1,0', tz: 'Asia/Kathmandu', hour: '9' };
          await collect();
          await subscribe.signUp(fields);
          const [ask] = await collect();
          await subscribe.confirm(tokenIn(ask, 'confirm'));
          const [welcome] = await collect();
          await subscribe.signUp(fields);
          await collect();
          const preferences = tokenIn(welcome, 'preferences');
          await subscribe.request(preferences, 'export');
          await collect();
          await subscribe.request(preferences, 'erase');
          await collect();
          const [file, before, after] = edit;
          const path = `${id}/${file}`;
          const text = filesOf(id)[path] ?? '';
          assert.ok(text.includes(before), before);
          await office.edit({ [path]: text.replace(before, after) });
          for (let hours = 0; hours < 16 * 24; hours += 2) {
            office.clock.wait('PT2H');
            await collect();
          }
          await subscribe.unsubscribe(tokenIn(welcome, 'unsubscribe'), 'page');
          await collect();

          holds(`${id}.letters`, all.map((post) => `=== ${plain(post)}`).join('\n'));
        },
      ));
});
