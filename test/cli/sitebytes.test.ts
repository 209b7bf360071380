import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder } from '../service/folder.ts';
import { wired } from '../service/wired.ts';
import { served } from '../http/served.ts';
import { runHere } from './program.ts';
import { filesIn } from './site.ts';

/** Calendars of each kind; of the shipped one two cycles and the patches, whose addresses are of every kind. */
function copyCalendars(to: string): void {
  cpSync('test/fixtures/calendars', to, { recursive: true });
  for (const name of ['calendar.yaml', '1.37.yaml', '1.38.yaml', 'patches.yaml'])
    cpSync(join('calendars/kubernetes', name), join(to, 'kubernetes', name));
}

describe('a site that build wrote', function () {
  it('has what the service answers at each address, byte for byte', () =>
    inFolder({}, async (root) => {
      const calendars = join(root, 'calendars');
      copyCalendars(calendars);
      const { code, stdout, stderr } = await runHere(`build --calendars ${calendars} --out ${root}/site`);

      assert.deepEqual([code, stdout], [0, '']);
      assert.match(stderr, /site: [\d,]+ files, \d+ written\n$/);
      const files = filesIn(`${root}/site`);
      await served(await wired({ calendars }), async ({ http }) => {
        for (const file of files) {
          const answer = await http
            .get(`/${file.replace(/(^|\/)index\.html$/, '$1')}`)
            .set('Accept-Encoding', 'identity')
            .buffer(true)
            .parse((stream, done) => {
              const hash = createHash('sha256');
              stream.on('data', (chunk: Buffer) => hash.update(chunk));
              stream.on('end', () => done(null, hash.digest('hex')));
            });

          const written = createHash('sha256')
            .update(readFileSync(join(root, 'site', file)))
            .digest('hex');
          assert.deepEqual([file, answer.status, answer.body], [file, 200, written]);
        }
      });
    }));
});
