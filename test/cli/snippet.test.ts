import assert from 'node:assert/strict';
import type { Answer } from '../sources/origins.ts';
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { origin, status, text } from '../sources/origins.ts';
import { join } from 'node:path';
import { inFolder } from '../service/folder.ts';

const page = 'README.md';
const tools = { sh: '/usr/bin/dash', awk: '/usr/bin/mawk', curl: '/usr/bin/curl' };

/** The code block that editors copy. */
function snippet(): string {
  const found = /^```sh snippet\n([^]*?)^```$/m.exec(readFileSync(page, 'utf8'))?.[1];
  assert.ok(found !== undefined, `${page} has no code block that begins with \`\`\`sh snippet`);
  return found;
}

interface Outcome {
  readonly code: number;
  readonly stderr: string;
  readonly post: string;
  /** All that is in the post's folder afterwards. */
  readonly names: readonly string[];
  readonly mode: number;
}

/** Runs the snippet under dash with mawk, as a build does that stops at the first failure. */
async function run(post: string, url: string): Promise<Outcome> {
  return inFolder({ '_posts/a b.md': post, 'bin/README': '', 'fill.sh': snippet() }, async (folder) => {
    const file = join(folder, '_posts', 'a b.md');
    chmodSync(file, 0o640);
    for (const [name, path] of Object.entries(tools)) symlinkSync(path, join(folder, 'bin', name));
    const env = { PATH: `${join(folder, 'bin')}:/usr/bin:/bin`, LC_ALL: 'C' };
    const { code, stderr } = await new Promise<{ readonly code: number; readonly stderr: string }>((done) => {
      const args = ['-eu', join(folder, 'fill.sh'), file, url];
      const child = execFile(tools.sh, args, { env }, (_error, _stdout, stderr) => {
        done({ code: child.exitCode ?? -1, stderr });
      });
    });
    return {
      code,
      stderr,
      post: readFileSync(file, 'utf8'),
      names: readdirSync(join(file, '..')),
      mode: statSync(file).mode & 0o777,
    };
  });
}

/** Runs it beside a service that answers so. */
const beside = (post: string, answer: Answer): Promise<Outcome> =>
  origin({ '/next-deadline.md': answer }, ({ at }) => run(post, at('/next-deadline.md')));

function postWith(line: string): string {
  return `---\nlayout: post\n---\n\n## Release Schedule\n\n${line}\n\nProse \\n & more.\n`;
}

const empty = postWith('**Next Deadline:**');

describe('the curl and awk snippet for a build', function () {
  before(() => {
    const missing = Object.values(tools).filter((path) => !existsSync(path));
    assert.deepEqual(missing, [], 'this needs dash, mawk and curl: apt-get install dash mawk curl');
  });

  for (const banner of [
    '**Next Deadline: Code & Test Freeze, Mar 19th**',
    '**Next Deadline: [Docs Review](https://x.example/a/b?c=d&e=f#docs), [Jul 28th](https://y.example/)**',
    String.raw`**Next Deadline: \& \\& \1 \n \t C:\new, Feb 4th**`,
    `**Next Deadline: "Freeze" 'n' \`thaw\` $HOME $(id) %s %d, Feb 4th**`,
    '**Next Deadline: Gefrierpunkt für Größen 🎉, Feb 4th**',
  ])
    it(`fills the empty line with the banner as it is: ${banner}`, async () => {
      const { code, stderr, post, names, mode } = await beside(empty, text(`${banner}\n`));

      assert.equal(post, postWith(banner));
      assert.deepEqual(
        { code, stderr, names, mode },
        { code: 0, stderr: '', names: ['a b.md'], mode: 0o640 },
      );
    });

  for (const line of ['**Next Deadline: **', '**Next Deadline:** ', '**Next Deadline:**\t'])
    it(`knows the line however it is left empty: ${JSON.stringify(line)}`, async () => {
      const { post } = await beside(postWith(line), text('**Next Deadline: X, Feb 4th**\n'));

      assert.equal(post, postWith('**Next Deadline: X, Feb 4th**'));
    });

  it('fills only the first, and ends lines as the file does', async () => {
    const twice = `${empty}${empty}`.replaceAll('\n', '\r\n');

    const { post } = await beside(twice, text('**Next Deadline: X, Feb 4th**\n'));

    assert.equal(post, twice.replace('**Next Deadline:**', '**Next Deadline: X, Feb 4th**'));
  });

  it('leaves a banner that somebody wrote', async () => {
    const own = postWith('**Next Deadline: PRR, Feb 4**');

    const { code, post } = await beside(own, text('**Next Deadline: X, Feb 4th**\n'));

    assert.deepEqual({ code, post }, { code: 0, post: own });
  });

  for (const [what, answer] of [
    ['has an error', status(503)],
    ['has moved', status(302)],
    ['answers nothing', text('')],
    ['answers with the page of something else', text('<!doctype html><p>Log in')],
  ] as const)
    it(`leaves the post as it is and lets the build go on when the service ${what}`, async () => {
      const { code, stderr, post, names } = await beside(empty, answer);

      assert.deepEqual({ code, post, names }, { code: 0, post: empty, names: ['a b.md'] });
      assert.match(stderr, /no banner from http:\S+; \S+ b\.md stays as it is\n$/);
    });

  it('leaves the post as it is and lets the build go on when there is no service', async () => {
    const { code, post, names } = await run(empty, 'http://127.0.0.1:1/next-deadline.md');

    assert.deepEqual({ code, post, names }, { code: 0, post: empty, names: ['a b.md'] });
  });
});
