import assert from 'node:assert/strict';
import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { calendarFiles, inFolder } from '../service/folder.ts';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { once } from 'node:events';
import { serving, until } from './server.ts';

function modes(folder: string): Readonly<Record<string, string>> {
  const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);
  const names = readdirSync(folder);
  return Object.fromEntries([['.', mode(folder)], ...names.map((name) => [name, mode(join(folder, name))])]);
}

describe('what a service keeps', () => {
  it('is for its owner alone: also in a folder that an older program left open', () =>
    inFolder(
      {
        ...calendarFiles('x', '{ name: Thaw, kind: freeze, when: 2030-01-01 }'),
        'data/mail/a.eml': '',
        'data/secret': 'a secret of at least thirty-two characters\n',
      },
      async (root) => {
        const data = join(root, 'data');
        for (const path of [data, join(data, 'mail'), join(data, 'secret')]) chmodSync(path, 0o755);

        await serving({ env: { DATA_DIR: data }, args: ['--calendars', root] }, async ({ url }) => {
          const body = new URLSearchParams({ address: 'jo@example.org' });
          await fetch(`${url}/subscriptions`, { method: 'POST', body });
          await until('a letter is there', () =>
            readdirSync(join(data, 'mail')).length > 1 ? true : undefined,
          );

          for (const [name, mode] of [data, join(data, 'mail')].flatMap((folder) =>
            Object.entries(modes(folder)),
          ))
            assert.match(mode, /00$/, `${name} has ${mode}`);
        });
      },
    ));

  it('has no token and no address in its log, however the address of a page is spelt', () =>
    inFolder(calendarFiles('x', '{ name: Thaw, kind: freeze, when: 2030-01-01 }'), async (root) => {
      const token = 'Zm9vYmFyYmF6cXV4'.repeat(5);
      await serving(
        { env: { DATA_DIR: join(root, 'data') }, args: ['--calendars', root] },
        async ({ url, log }) => {
          const port = Number(new URL(url).port);
          const paths = [
            `http://a.example/subscriptions/confirm?token=${token}`,
            '/subscriptions?address=jo%40example.org',
          ];
          for (const path of paths) {
            const asked = request({ host: '127.0.0.1', port, path, agent: false }).end();
            const [answer] = (await once(asked, 'response')) as [IncomingMessage];
            answer.resume();
          }
          await until('all are logged', () =>
            log.filter(({ event }) => event === 'request').length >= paths.length ? true : undefined,
          );

          assert.doesNotMatch(JSON.stringify(log), /Zm9v|jo(%40|@)/);
        },
      );
    }));
});
