import assert from 'node:assert/strict';
import { chmodSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../program.ts';
import { asNobody } from '../../sources/folder.ts';
import { inFolder } from '../../service/folder.ts';
import { issueText } from '../../domain/issue.ts';
import { runHere } from '../program.ts';

const name = '2024-01-07-update.md';
const empty = issueText({ date: '2024-01-09 16:00:00 +0000', body: '\n**Next Deadline: **\n\n' });
const banner = '**Next Deadline: Production Readiness, Feb 1st**';

interface Filled extends Outcome {
  /** The post afterwards. */
  readonly post: string;
}

/** Fills a post; POST stands for its path in what is told. */
async function filled(text: string, options: readonly string[] = [], slug = '2024-01-07'): Promise<Filled> {
  return inFolder({ [`${slug}-update.md`]: text }, async (folder) => {
    const file = join(folder, `${slug}-update.md`);
    const outcome = await runHere(['issue', 'fill', file, ...options]);
    return { ...outcome, stderr: outcome.stderr.replaceAll(file, 'POST'), post: readFileSync(file, 'utf8') };
  });
}

describe('issue fill', function () {
  it('writes the banner of the instant at which the issue comes out, and nothing else', async () => {
    const { code, stdout, stderr, post } = await filled(empty);

    assert.equal(post, empty.replace('**Next Deadline: **', banner));
    assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: '', stderr: 'POST: filled\n' });
  });

  it('writes what the section prints, with its style', async () => {
    const options = ['--section', '--style', 'lwkd'];

    const { post } = await filled(empty, options);
    const section = await runHere(['section', '--style', 'lwkd', '--at', '2024-01-09T16:00Z']);

    assert.equal(
      post,
      empty.replace('**Next Deadline: **', () => section.stdout.trimEnd()),
    );
  });

  it('says that a second run changes nothing', async () => {
    const once = await filled(empty, ['--section']);
    const twice = await filled(once.post, ['--section']);

    assert.deepEqual(twice, { code: 0, stdout: '', stderr: 'POST: unchanged\n', post: once.post });
  });

  it('keeps a banner that somebody wrote, and says so', async () => {
    const own = empty.replace('**Next Deadline: **', '**Next Deadline: PRR, Feb 1**');

    const { code, stderr, post } = await filled(own);
    const replaced = await filled(own, ['--replace']);

    assert.deepEqual({ code, post }, { code: 0, post: own });
    assert.equal(stderr, 'POST: kept the existing banner; --replace overwrites it\n');
    assert.equal(replaced.post, empty.replace('**Next Deadline: **', banner));
  });

  it('shows a diff and writes nothing with --dry-run', async () => {
    const { code, stdout, stderr, post } = await filled(empty, ['--dry-run']);

    assert.deepEqual({ code, stderr, post }, { code: 0, stderr: 'POST: would be filled\n', post: empty });
    assert.match(stdout, /^--- .*\n\+\+\+ .*\n@@ -10,7 \+10,7 @@\n/);
    assert.ok(stdout.includes(`\n-**Next Deadline: **\n+${banner}\n`), stdout);
  });

  it('takes the instant of --at before any other', async () => {
    const { post } = await filled(empty, ['--at', '2024-04-01']);

    assert.ok(post.includes('**Next Deadline: 1.30 Released, Apr 17th**'));
  });

  it('names the version on release day as editors do, and check finds nothing wrong in it', async () => {
    const text = issueText({ date: '2024-04-09 16:00:00 +0000' });
    await inFolder({ '2024-04-07-update.md': text }, async (folder) => {
      const file = join(folder, '2024-04-07-update.md');
      for (const options of [[], ['--section', '--replace', '--style', 'lwkd']]) {
        await runHere(['issue', 'fill', file, ...options]);

        assert.match(
          readFileSync(file, 'utf8'),
          /Next Deadline: \[?1\.30 Released\b.*April|1\.30 Released, Apr 17th/,
        );
        assert.deepEqual((await runHere(['check', file])).stdout, '');
      }
    });
  });

  it('keeps the name that a calendar of another project gives its release day', () =>
    inFolder(
      {
        'all/acl/calendar.yaml': 'id: acl\ntitle: ACL\nzone: UTC\n',
        'all/acl/2024.yaml':
          'release: "2024"\nmilestones:\n  - { name: Notification, kind: release, when: 2024-03-05 }\n',
        [name]: empty,
      },
      async (folder) => {
        await runHere(['issue', 'fill', join(folder, name), '--calendars', join(folder, 'all')]);

        assert.match(readFileSync(join(folder, name), 'utf8'), /Next Deadline: Notification, Mar 5th/);
      },
    ));

  it('names a deadline first that is open now but over when the issue comes out, and says so', async () => {
    const { code, stderr, post } = await filled(issueText(), ['--now', '2026-07-22'], '2026-07-19');

    const line = 'Code Freeze and Test Freeze, Jul 22nd (AoE); then Docs Review, Jul 28th';
    assert.ok(post.includes(`**Next Deadline: ${line}**`), post);
    assert.equal(
      stderr,
      'POST: the banner first names what is open now: Code Freeze and Test Freeze, until 2026-07-23T12:00Z. The issue comes out later, at 2026-07-23T22:00Z: fill the post again with --replace then\nPOST: filled\n',
    );
    assert.equal(code, 0);
  });

  it('fills all posts that it can and ends with 1 when one cannot be', async () => {
    const files = { 'a/2024-01-07-update.md': '', 'b/x.md': '', 'c/2024-01-07-update.md': empty };
    await inFolder(files, async (folder) => {
      const paths = Object.keys(files).map((file) => join(folder, file));
      const { code, stderr } = await runHere(['issue', 'fill', ...paths, join(folder, 'd.md')]);

      assert.equal(code, 1);
      assert.deepEqual(stderr.replaceAll(`${folder}/`, '').trimEnd().split('\n'), [
        'a/2024-01-07-update.md: expected the heading "## Release Schedule" above the banner, found none',
        'b/x.md:1:1: expected a name that begins with a date, such as 2026-07-19-update.md, found "x.md"',
        'c/2024-01-07-update.md: filled',
        'd.md:1:1: no such file',
      ]);
    });
  });

  it('tells in one line that a post cannot be written', () =>
    inFolder({ [name]: empty }, async (folder) => {
      chmodSync(folder, 0o555);
      const { code, stderr } = await asNobody(() => runHere(['issue', 'fill', join(folder, name)]));
      chmodSync(folder, 0o755);

      assert.equal(code, 1);
      assert.equal(
        stderr,
        `release-calendar: ${join(folder, name)}: cannot be written: expected a folder that this user can write to, found one without write permission (EACCES)\n`,
      );
    }));

  it('fills the other posts where one cannot be written, and says which', () =>
    inFolder({ [name]: empty, [`a/${name}`]: '' }, async (folder) => {
      const away = join(folder, 'a', name);
      const good = join(folder, name);
      rmSync(away);
      symlinkSync(good, away);

      const { code, stderr } = await runHere(['issue', 'fill', away, good]);

      assert.equal(code, 1);
      assert.match(stderr, /a\/2024-01-07-update\.md: expected a file inside .*\n.*update\.md: filled\n$/);
      assert.ok(readFileSync(good, 'utf8').includes(banner));
    }));

  it('is a wrong call with an --at that is no instant', async () => {
    const { code, stderr, post } = await filled(empty, ['--at', 'soon']);

    assert.deepEqual({ code, post }, { code: 2, post: empty });
    assert.match(stderr, /^release-calendar: --at: expected a day .*found "soon"/);
  });
});
