import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Files } from '../../service/folder.ts';
import { checkPosts, isPostName, posts, postsAt } from '../../../src/sources/upkeep/postsfolder.ts';
import { calendar, cycle130 } from '../../domain/build.ts';
import { issueText } from '../../domain/issue.ts';
import { inFolder } from '../../service/folder.ts';

const one = '2024-01-07-update.md';

/** Tells a story about one post. */
function withPost<T>(text: string, story: (file: string) => T | Promise<T>): Promise<T> {
  return inFolder({ [one]: text }, (folder) => story(join(folder, one)));
}

/** `file:line:column rule says` of what is wrong in a folder, without the folder. */
function problemsIn(files: Files): Promise<readonly string[]> {
  return inFolder(files, async (folder) =>
    (await checkPosts(folder, calendar([cycle130()]))).map(
      ({ at, rule, says }) => `${at.file.slice(folder.length + 1)}:${at.line}:${at.column} ${rule} ${says}`,
    ),
  );
}

describe('the name of a post', () => {
  for (const [name, wanted] of [
    ['2024-01-07-update.md', true],
    ['2024-01-07-update.markdown', true],
    ['2024-01-07-Update.HTML', true],
    ['2024-02-30-update.md', true],
    ['2024-01-07.md', false],
    ['2024-01-07-update.yaml', false],
    ['README.md', false],
    ['.2024-01-07-update.md', false],
  ] as const) {
    it(`begins with a date, and ends as Jekyll reads it: ${name}`, () => {
      assert.equal(isPostName(name), wanted);
    });
  }
});

describe('the posts at a path', () => {
  it('are those of a folder and of its _posts, by their dates', async () => {
    const files = [
      ...['_posts/2024-01-07-b.md', '2024-01-14-a.md', '_posts/2023-12-31-c.html', '_posts/x.md', 'y.md'],
    ];
    await inFolder(Object.fromEntries(files.map((name) => [name, ''])), async (folder) => {
      const found = await postsAt(folder);

      const names = ['_posts/2023-12-31-c.html', '_posts/2024-01-07-b.md', '2024-01-14-a.md'];
      assert.deepEqual(
        found,
        names.map((name) => join(folder, name)),
      );
    });
  });

  it('are the file itself, there or not', async () => {
    assert.deepEqual(await postsAt('nowhere/x.md'), ['nowhere/x.md']);
  });
});

describe('a check of posts', () => {
  it('tells stale and wrong banners and dates that are none, in the order of the posts', async () => {
    const stale = issueText({
      date: '2024-02-02 10:00:00 +0000',
      body: '\n**Next Deadline: PRR Freeze, Feb 1**\n\n',
    });
    const wrong = issueText({ body: '\n**Next Deadline: Code Freeze, Mar 7**\n\n' });

    const found = await problemsIn({
      '_posts/2024-02-25-update.md': wrong,
      '_posts/2024-01-28-update.md': stale,
      '_posts/2024-02-11-update.md': issueText({ date: '2024-02-30' }),
      '_posts/2024-02-18-update.md': issueText({ body: '\n**Next Deadline: Code Freeze, Mar 6**\n\n' }),
    });

    assert.deepEqual(
      found.map((line) => line.split(' ', 2).join(' ')),
      [
        '_posts/2024-01-28-update.md:13:1 stale-banner',
        '_posts/2024-02-11-update.md:4:7 impossible-date',
        '_posts/2024-02-25-update.md:13:1 wrong-banner',
      ],
    );
  });
});

describe('a post', () => {
  for (const text of ['', 'a\r\nb', '\ufeff---\n---\n', 'Grüße 🎉\n']) {
    it(`is read to the byte: ${JSON.stringify(text)}`, async () => {
      await withPost(text, async (file) => {
        assert.deepEqual(await posts.read(file), { file, text });
      });
    });
  }

  const shell = (script: string) => (file: string) => void execFileSync('sh', ['-c', script, file]);
  const bytes = (content: string | Buffer) => (file: string) => writeFileSync(file, content);
  const bad: [what: string, spoil: (file: string) => void, says: string][] = [
    ['is not there', shell('rm "$0"'), 'no such file'],
    ['is a folder', shell('rm "$0"; mkdir "$0"'), 'expected a regular file, found a folder'],
    ['is a pipe', shell('rm "$0"; mkfifo "$0"'), 'expected a regular file, found a special file'],
    ['is too long', bytes('x'.repeat(1_048_577)), 'expected at most 1048576 bytes, found 1048577'],
    ['is not UTF-8', bytes(Buffer.from([0x61, 0xff])), 'expected text in UTF-8, found other bytes'],
  ];
  for (const [what, spoil, says] of bad) {
    it(`that ${what} is a problem, in one line`, async () => {
      await withPost('', async (file) => {
        spoil(file);
        const read = await posts.read(file);

        assert.ok('problem' in read);
        assert.equal(read.problem.says, says);
        assert.equal(read.problem.at.file, file);
      });
    });
  }
});

describe('writing a post', () => {
  it('puts the whole text in its place, keeps its mode and leaves nothing beside it', async () => {
    await withPost('old', async (file) => {
      chmodSync(file, 0o640);
      await posts.write(file, '\ufeffnew\r\n');

      assert.equal(readFileSync(file, 'utf8'), '\ufeffnew\r\n');
      assert.equal(statSync(file).mode & 0o7777, 0o640);
      assert.deepEqual(readdirSync(join(file, '..')), [one]);
    });
  });

  it('writes what a link leads to, and leaves the link', async () => {
    await withPost('old', async (file) => {
      const link = `${file}.link`;
      symlinkSync(one, link);
      await posts.write(link, 'new');

      assert.equal(readFileSync(file, 'utf8'), 'new');
      assert.ok(lstatSync(link).isSymbolicLink());
    });
  });
});
