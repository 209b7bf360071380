import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { calendarFiles, inFolder, write } from '../../service/folder.ts';
import { filesIn } from '../site.ts';
import { runHere } from '../program.ts';

const good = calendarFiles(
  'one',
  '{ id: code-freeze, name: Code Freeze, when: 2026-12-01 AoE, role: [Docs Lead, ALL] }',
);

describe('build', function () {
  it('holds the feeds of the calendar, its deadlines, releases and roles, the banner, data, changes and reminders', () =>
    inFolder(good, async (root) => {
      await runHere(['build', '--out', `${root}/site`, '--calendars', `${root}/one`]);

      const files = new Set(filesIn(`${root}/site`));
      const wanted = [
        ...['index.html', 'one.ics', 'one.json', 'one-deadlines.ics'],
        ...['one-1.0.ics', 'one/1.0.ics', 'one/1.0.json', 'one-docs-lead.ics'],
        ...['md', 'html', 'txt', 'json'].map((name) => `one/next-deadline.${name}`),
        ...['changes.atom', 'changes.json', 'reminders.atom', 'state.json'].map((name) => `one/${name}`),
      ];
      assert.deepEqual(
        wanted.filter((name) => !files.has(name)),
        [],
      );
      assert.ok(!files.has('one-all.ics'), 'ALL is no role: everybody has what is asked of all');
    }));

  it('leaves alone what has the same bytes, and what is no part of it, and follows the calendars', () =>
    inFolder({ ...good, 'site/CNAME': 'calendar.example.org\n' }, async (root) => {
      const build = ['build', '--out', `${root}/site`, '--calendars', `${root}/one`];
      await runHere(build);
      const before = statSync(`${root}/site/one.ics`).mtimeMs;

      const { stderr } = await runHere(build);

      assert.match(stderr, /, 0 written\n$/);
      assert.equal(statSync(`${root}/site/one.ics`).mtimeMs, before);
      assert.equal(readFileSync(`${root}/site/CNAME`, 'utf8'), 'calendar.example.org\n');
      write(root, calendarFiles('one', '{ id: code-freeze, name: Code Freeze, when: 2026-12-08 AoE }'));
      await runHere(build);
      assert.match(readFileSync(`${root}/site/one.ics`, 'utf8'), /DTSTART;VALUE=DATE:20261208/);
    }));

  it('writes nothing at all where one calendar is bad, and says where', () =>
    inFolder(
      { ...good, ...calendarFiles('bad', '{ name: A, kind: freeze, when: 2030-02-30 }') },
      async (root) => {
        const { code, stderr } = await runHere(['build', '--out', `${root}/site`, '--calendars', root]);

        assert.equal(code, 1);
        assert.match(stderr, /bad\/1\.0\.yaml:3:36 .*2030-02-30.*; nothing was written\n$/);
        assert.ok(!existsSync(`${root}/site`));
      },
    ));

  it('says where its links point when nobody said where it will be served', () =>
    inFolder(good, async (root) => {
      const args = ['build', '--out', `${root}/site`, '--calendars', `${root}/one`];

      const without = await runHere(args, { env: { PUBLIC_URL: '' } });
      const given = await runHere(args, { env: { PUBLIC_URL: 'https://example.org/dates' } });

      assert.match(
        without.stderr,
        /its links say http:\/\/localhost:8080; set PUBLIC_URL to where it will be served\n/,
      );
      assert.doesNotMatch(given.stderr, /PUBLIC_URL/);
      const feed = readFileSync(`${root}/site/one-docs-lead.ics`, 'utf8');
      assert.match(feed, /\r\nSOURCE;VALUE=URI:https:\/\/example\.org\/dates\/one-docs-lead\.ics\r\n/);
      assert.match(feed, /\r\nNAME:The one calendar Docs Lead\r\n/);
    }));

  it('says in one line that a folder cannot be made', () =>
    inFolder({ ...good, file: '' }, async (root) => {
      const { code, stderr } = await runHere(`build --out ${root}/file/x --calendars ${root}/one`);

      assert.equal(code, 1);
      assert.match(
        stderr,
        /^release-calendar: \S+\/file\/x: expected a folder that can be written to, found ENOTDIR[^\n]*\n$/m,
      );
    }));
});
