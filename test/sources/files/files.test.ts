import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  asNobody,
  inFolder,
  inOne,
  put,
  read,
  readFolder,
  release,
  seen,
  settings,
  told,
} from '../folder.ts';

const thaw = release('{name: Thaw, when: 2024-04-17 12:00 UTC}');

describe('a folder of calendars', () => {
  const at = (root: string, name: string): string => join(root, 'one', name);

  /** What is told of the calendar `one` after something was done to its folder. */
  async function after(change: (root: string) => Promise<unknown>): Promise<readonly string[]> {
    return inFolder(inOne({ 'calendar.yaml': settings, '1.30.yaml': thaw }), async (root) => {
      await change(root);
      const { calendars } = await readFolder(root);
      return calendars.flatMap(({ problems, folder }) =>
        problems.map((problem) => told(problem, folder).replaceAll(root, 'ROOT')),
      );
    });
  }

  const x = 'x.yaml:1:1 error unreadable: ';
  const things: [string, (file: string) => Promise<unknown>, string][] = [
    [
      'a pipe',
      async (file) => execFileSync('mkfifo', [file]),
      `${x}expected a regular file, found a special file`,
    ],
    ['a folder named like a file', (file) => mkdir(file), x],
    ['a link to nothing', (file) => symlink('gone', file), `${x}cannot be read (ENOENT)`],
    ['a link to itself', (file) => symlink('x.yaml', file), `${x}cannot be read (ELOOP)`],
    [
      'a link out of it',
      (file) => symlink('/etc/hostname', file),
      `${x}expected a file inside ROOT, found a symlink that points outside it`,
    ],
    [
      'a link to a device',
      (file) => symlink('/dev/zero', file),
      `${x}expected a file inside ROOT, found a symlink that points outside it`,
    ],
    [
      'no calendar.yaml',
      (file) => rename(join(dirname(file), 'calendar.yaml'), join(dirname(file), '.old')),
      "calendar.yaml:1:1 error unreadable: expected a file with the calendar's id: and title:, found nothing",
    ],
  ];
  for (const [name, change, wanted] of things) {
    it(`may not have ${name}, and never waits for it`, async () => {
      const problems = await after((root) => change(at(root, 'x.yaml')));

      assert.equal(problems.length, 1, problems.join('\n'));
      assert.ok(problems[0]?.startsWith(wanted), problems[0]);
    });
  }

  for (const [what, files, target, link] of [
    [
      'have a link into a folder whose name only begins alike',
      { 'calendars-old/x.yaml': thaw, 'calendars/one/calendar.yaml': settings },
      '../../calendars-old/x.yaml',
      'one/x.yaml',
    ],
    [
      'be a link that leads out',
      { 'elsewhere/one/calendar.yaml': settings, 'calendars/README.txt': '' },
      '../elsewhere/one',
      'one',
    ],
  ] as const)
    it(`may not ${what}`, async () => {
      const problems = await inFolder(files, async (parent) => {
        await symlink(target, join(parent, 'calendars', link));
        const { calendars } = await readFolder(join(parent, 'calendars'));
        return calendars.flatMap((one) => one.problems.map(({ says }) => says));
      });

      assert.match(problems.join('\n'), /^expected a file inside .*, found a symlink that points outside it/);
    });

  it('may not have more than a thousand files', async () => {
    const many = Array.from({ length: 1_001 }, (_, index) => [
      `${index}.yaml`,
      thaw.replace('1.30', `1.${index}`),
    ]);

    const found = await read(Object.fromEntries(many));

    assert.ok(!found.calendar);
    assert.match(
      found.problems.join('\n'),
      /:1:1 error unreadable: expected at most 1000 files, found 1003$/m,
    );
  });

  it('may not have a file that we may not read', async () => {
    const found = await inFolder(inOne({ 'calendar.yaml': settings, '1.30.yaml': thaw }), async (root) => {
      await chmod(at(root, '1.30.yaml'), 0);
      return asNobody(() => readFolder(root));
    });

    const [one] = found.calendars.map(seen);
    assert.ok(!one?.calendar);
    assert.deepEqual(one?.problems, ['1.30.yaml:1:1 error unreadable: cannot be read (EACCES)']);
  });

  it('is read with names that begin with a dot left out, and files of other kinds', async () => {
    const problems = await after((root) =>
      put(root, {
        'one/.hidden.yaml': '[',
        'one/notes.txt': '[',
        'one/x.yaml~': '[',
        'one/sub/x.yaml': '[',
        '.git/x.yaml': '[',
      }),
    );

    assert.deepEqual(problems, []);
  });

  it('is read without the README that tells people of it', async () => {
    const found = await read({ 'README.md': '# For people', '1.30.yml': thaw });

    assert.ok(found.calendar);
    const says = 'not read: expected a README named after its release, such as 1.38.md, found README.md';
    assert.deepEqual(found.problems, [`README.md:1:1 note not-read: ${says}`]);
  });
});

describe('a revision', () => {
  it('stands still while names and bytes do, whatever the clock says', async () => {
    const revisions = await inFolder(
      inOne({ 'calendar.yaml': settings, '1.30.yaml': thaw }),
      async (root) => {
        const before = await readFolder(root);
        await utimes(join(root, 'one/1.30.yaml'), 1, 1);
        await writeFile(join(root, 'one/notes.txt'), 'not a schedule');
        return [before, await readFolder(root)].map(({ calendars }) => calendars[0]?.revision);
      },
    );

    assert.match(revisions[0] ?? '', /^[0-9a-f]{12}$/);
    assert.equal(revisions[0], revisions[1]);
  });

  it('is another for another byte, name or split of the same bytes', async () => {
    const folders = [
      { '1.30.yaml': thaw },
      { '1.30.yaml': `${thaw}\n` },
      { '1.31.yaml': thaw },
      { '1.30.yaml': thaw, '1.31.yaml': '' },
      { '1.30.yaml': thaw.slice(0, 20), '1.31.yaml': thaw.slice(20) },
    ];

    const revisions = await Promise.all(folders.map(async (files) => (await read(files)).revision));

    assert.equal(new Set(revisions).size, folders.length);
  });
});
