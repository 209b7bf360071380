import assert from 'node:assert/strict';
import type { Files } from './folder.ts';
import { basename, join } from 'node:path';
import { check } from '../../src/sources/index.ts';
import { at } from '../domain/build.ts';
import { inFolder, inOne, read, release, settings } from './folder.ts';

/** A file, the place of the wrong key in it, the key, and the right one if one is near. */
type Row = readonly [file: string, text: string, place: string, found: string, near?: string];

const rows: readonly Row[] = [
  ['calendar.yaml', `${settings}titel: x`, '4:1', 'titel', 'title'],
  ['calendar.yaml', `${settings}home-page: https://example.org`, '4:1', 'home-page', 'homepage'],
  ['calendar.yaml', `${settings}banner:\n  count: []`, '5:3', 'count', 'counts'],
  ['calendar.yaml', `${settings}banner:\n  styles:\n    x: {month: long}`, '6:9', 'month', 'months'],
  ['calendar.yaml', `${settings}issue: {publish: P1D, publishes: P1D}`, '4:9', 'publish', 'publishes'],
  ['calendar.yaml', `${settings}wholly: unknown`, '4:1', 'wholly'],
  ['calendar.yaml', `${settings}__proto__: {id: two}`, '4:1', '__proto__'],
  ['calendar.yaml', `${settings}constructor: x`, '4:1', 'constructor'],
  ['x.yaml', `${release()}tittle: x`, '3:1', 'tittle', 'title'],
  ['x.yaml', `${release()}Zone: UTC`, '3:1', 'Zone', 'zone'],
  ['x.yaml', `${release()}toString: x`, '3:1', 'toString'],
  ['x.yaml', release('{name: Thaw, when: TBD, knd: task}'), '3:29', 'knd', 'kind'],
  ['x.yaml', release('{name: Thaw, when: TBD, roles: []}'), '3:29', 'roles', 'role'],
  ['x.yaml', release('{name: Thaw, when: TBD, lnik: x}'), '3:29', 'lnik', 'link'],
  ['x.yaml', release('{name: Thaw, when: TBD, __proto__: {when: x}}'), '3:29', '__proto__'],
  ['x.yaml', release('{name: Thaw, when: TBD, "": x}'), '3:29', ''],
  ['x.yaml', release('{name: Thaw, when: TBD, "ключ": x}'), '3:29', 'ключ'],
  ['x.yaml', release('{name: 発売, id: thaw, when: TBD, knd: task}'), '3:37', 'knd', 'kind'],
  ['x.yaml', release('{name: 🎉, id: thaw, when: TBD, knd: task}'), '3:36', 'knd', 'kind'],
  ['x.yaml', 'releases: []\nversion: 1', '2:1', 'version'],
  ['x.yaml', 'releases: [{version: "1", timeline: [], timelin: []}]', '1:41', 'timelin', 'timeline'],
  ['x.yaml', 'releases: [{version: "1", timeline: [{what: Thaw, wehn: TBD}]}]', '1:51', 'wehn', 'when'],
  ['x.yaml', 'schedules: []\nupcoming_release: []', '2:1', 'upcoming_release', 'upcoming_releases'],
  ['x.yaml', 'schedules: [{release: "1", endOfLivesDate: x}]', '1:28', 'endOfLivesDate', 'endOfLifeDate'],
  ['x.yaml', 'schedules: [{release: "1", next: {targetdate: x}}]', '1:35', 'targetdate', 'targetDate'],
  ['x.yaml', 'schedules: [{release: "1", previousPatches: [{relase: x}]}]', '1:47', 'relase', 'release'],
  ['x.yaml', 'schedules: []\nupcoming_releases: [{notes: x}]', '2:22', 'notes', 'note'],
  ['x.yaml', 'branches: []\nbranch: x', '2:1', 'branch', 'branches'],
  ['x.yaml', 'branches: [{release: "1", endOfLifeDate: 2026-01-01, notice: x}]', '1:54', 'notice', 'note'],
];

const upstream = /^(releases|schedules|branches)/;

describe('an unknown key', () => {
  for (const [file, text, place, found, near] of rows) {
    const name = near === undefined ? 'with nothing near' : `which is nearly "${near}"`;
    it(`"${found}", ${name}, is told at its place in ${text.split('\n')[0] ?? ''}`, async () => {
      const files: Files = { [file]: text };

      const seen = await read(files);

      const hint = near === undefined ? '' : `; did you mean "${near}"?`;
      assert.deepEqual(seen.problems, [`${file}:${place} error shape: unknown key "${found}"${hint}`]);
      assert.equal(seen.calendar !== undefined, upstream.test(text), 'only files of ours are stopped by it');
    });
  }
});

describe('a file of no known shape', () => {
  const shapes = [
    'release and milestones',
    'releases',
    'schedules and upcoming_releases',
    'branches',
    'versions',
    'cycle and start-week and release-week',
  ].join(', or ');
  const files: [name: string, text: string, found: string, hint?: string][] = [
    ['no key at all', '# nothing\n', 'no keys'],
    ['a key that is nearly one', 'a: 1\nshedules: []\n', 'the top-level keys a, shedules', 'schedules'],
  ];
  for (const [name, text, found, hint] of files) {
    it(`is told what is expected and what it has: ${name}`, async () => {
      const seen = await read({ 'x.yaml': text });

      assert.ok(!seen.calendar);
      const plain = seen.problems.map((told) => told.replaceAll('"', ''));
      const meant = hint === undefined ? '' : `; did you mean ${hint}?`;
      assert.deepEqual(plain, [
        `x.yaml:1:1 error shape: expected the keys of a schedule (${shapes}), found ${found}${meant}`,
      ]);
    });
  }
});

describe('a file that no shape takes', () => {
  for (const [name, text, says] of [
    ['mkdocs.yaml', 'a: 1\nb: 2\n', 'release-week), found the top-level keys a, b'],
    ['x.yml', 'constructor: 1\n', 'release-week), found the top-level keys constructor'],
    ['NOTES.md', '# Notes on 1.30\n\nSoon.\n', 'found no table'],
    ['docker-compose.yaml', 'services:\n  a: &base {image: x}\n  b: *base\n', 'not read: '],
    ['values.yaml', 'name: {{ .Chart.Name }}\n', 'not read: '],
    ['plan.md', '# Plan\n\n| Who | Why |\n|---|---|\n| Jo | x |\n', 'found none'],
  ] as const)
    it(`is told of, and stops nothing beside it: ${name}`, async () => {
      const seen = await read({
        '1.30.yaml': release('{id: thaw, name: Thaw, when: 2024-03-01}'),
        [name]: text,
      });

      assert.ok(seen.calendar);
      assert.equal(seen.problems.length, 1, seen.problems.join('\n'));
      assert.match(seen.problems[0] ?? '', /^[^:]+:\d+:\d+ note not-read: /);
      assert.ok(
        seen.problems[0]?.startsWith(`${name}:`) && seen.problems[0].includes(says),
        seen.problems[0],
      );
    });

  for (const [name, text] of [
    ['1.38.yaml', 'a: 1\n'],
    ['1.38.md', '# Notes on 1.38\n'],
    ['release-1.38.md', 'Soon.\n'],
    ['patches.yaml', 'schedules: &a []\n'],
    ['proj.md', '# Proj 1.5\n\n| Wat | When |\n|---|---|\n| Thaw | 2024-03-01 |\n'],
  ] as const)
    it(`stops its calendar where it is called after a release, or is nearly a schedule: ${name}`, async () => {
      const seen = await read({ [name]: text });

      assert.equal(seen.calendar, undefined);
    });

  it('is told of by check, whatever it is', async () => {
    const found = await inFolder(
      inOne({ 'calendar.yaml': settings, 'plan.json': '{}', 'feed.ics': '', 'old/1.md': '' }),
      (root) => check(join(root, 'one'), { calendars: root, now: at('2026-01-01') }),
    );

    assert.deepEqual(
      found.problems.map(({ at: { file }, rule, severity }) => `${basename(file)} ${severity} ${rule}`),
      ['feed.ics note not-read', 'old note not-read', 'plan.json note not-read'],
    );
  });
});

describe('a message', () => {
  const hostile: [string, string, string][] = [
    ['a key at the top', 'x.yaml', '"\\e[31mred\\u0007": 1\n'],
    ['a key of ours', 'x.yaml', `${release()}"\\e[31mred\\n": 1\n`],
    ['a key that has a wrong value', 'calendar.yaml', `${settings}placeholders: {"\\e[31mred": [x]}\n`],
    ['a tag', 'x.yaml', '!\u0001'],
    ['a very long key at the top', 'x.yaml', `? ${'x'.repeat(100_000)}\n: 1\n`],
    [
      'a very long key that has a wrong value',
      'calendar.yaml',
      `${settings}placeholders: {? ${'x'.repeat(2_000)} : [x]}\n`,
    ],
  ];
  for (const [name, file, text] of hostile) {
    it(`is one line of plain text, and not too long, whatever it shows: ${name}`, async () => {
      const seen = await read({ [file]: text });

      assert.equal(seen.problems.length, 1);
      assert.doesNotMatch(seen.problems[0] ?? '', /\p{Cc}/u);
      assert.ok((seen.problems[0]?.length ?? 0) < 400, `${seen.problems[0]?.length} characters`);
    });
  }
});
