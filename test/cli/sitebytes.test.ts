import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder } from '../service/folder.ts';
import { wired } from '../service/wired.ts';
import { served } from '../http/served.ts';
import { runHere } from './program.ts';
import { filesIn } from './site.ts';

describe('a site that build wrote', function () {
  it('writes what the service answers at each address, byte for byte', () =>
    inFolder({}, async (root) => {
      const { code, stdout, stderr } = await runHere(['build', '--out', `${root}/site`]);

      assert.deepEqual([code, stdout], [0, '']);
      assert.match(stderr, /site: \d+ files, \d+ written\n$/);
      const files = filesIn(`${root}/site`);
      await served(await wired(), async ({ http }) => {
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
