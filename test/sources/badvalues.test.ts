import assert from 'node:assert/strict';
import { read, release } from './folder.ts';

/** A field of a milestone of ours, its wrong value, what is said of it, and how far inside the value it is wrong. */
const fields: readonly (readonly [field: string, value: string, says: string | RegExp, inside?: number])[] = [
  ['name', '""', 'name: found "", wanted text'],
  ['name', '"  "', 'name: found "  ", wanted text'],
  ['name', '[a]', 'name: found a list, wanted text'],
  ['name', '{a: b}', 'name: found a map, wanted text'],
  ['name', '"a\\u0007b"', 'name: found "a b", wanted text without control characters'],
  ['name', 'x'.repeat(501), /^name: found "x{77}...", wanted at most 500 characters$/],
  [
    'id',
    'Code_Freeze',
    'id: found "Code_Freeze", wanted a slug: lower-case letters, digits and single dashes',
  ],
  ['id', '""', /^id: found "", wanted a slug/],
  ['id', 'ça', /^id: found "ça", wanted a slug/],
  ['id', '../a', /^id: found "..\/a", wanted a slug/],
  ['id', 'a'.repeat(81), /^id: found .*, wanted at most 80 characters$/],
  ['kind', 'freez', /^kind: found "freez", wanted start, freeze, .*, task; did you mean "freeze"\?$/],
  ['kind', '[freeze]', /^kind: found a list, wanted start, freeze, .*, task$/],
  ['key', 'yes', 'key: found "yes", wanted true, false'],
  ['banner', 'True', 'banner: found "True", wanted true, false; did you mean "true"?'],
  ['week', 'five', 'week: found "five", wanted a number'],
  ['week', '-1', 'week: found "-1", wanted a number'],
  ['link', 'example.org', 'link: found "example.org", wanted a web address, such as https://...'],
  ['link', 'javascript:alert(1)', /^link: found "javascript:alert\(1\)", wanted a web address/],
  ['link', '"https://a b"', /^link: found "https:\/\/a b", wanted a web address/],
  ['link', '"https://"', /^link: found "https:\/\/", wanted a web address/],
  ['link', '"https://example.org/<script>"', /^link: found .*, wanted a web address/],
  ['link', '"https://example.org/\\r\\nX: y"', /^link: found .*, wanted a web address/],
  ['role', '{a: b}', /^role: found a map, .*wanted text.*list/],
  ['role', '[a, [b]]', /^role: found a list, .*wanted text/, 4],
  ['role', '[a, ""]', 'role: found "", wanted text', 4],
  ['status', 'canceled', /^status: found "canceled", wanted planned, .*; did you mean "cancelled"\?$/],
  ['aliases', 'slush', 'aliases: found "slush", wanted a list'],
  ['aliases', '[A]', /^aliases: found "A", wanted a slug/, 1],
  ['note', '[a]', 'note: found a list, wanted text'],
  ['note', '"\\u001b[31m"', 'note: found " [31m", wanted text without control characters'],
  ['note', 'x'.repeat(10_001), /^note: found .*, wanted at most 10,000 characters$/],
  ['raw', '{}', 'raw: found a map, wanted text'],
  ['short', '[x]', 'short: found a list, wanted text'],
  ['actual', '2024-02-30', 'expected a day that exists, found 2024-02-30'],
  ['when', '[]', 'when: found a list, wanted text'],
  ['when', 'soon', 'expected a date, time or zone, found "soon"'],
  ['when', '2024-02-30', 'expected a day that exists, found 2024-02-30'],
];

/** A line of `calendar.yaml`, the column of what is wrong in it, and what is said of it. */
const settings: readonly (readonly [line: string, column: number, says: string | RegExp])[] = [
  ['zone: PST', 7, 'zone: found "PST", wanted an IANA zone, UTC or AoE'],
  ['zone: Europe/Londno', 7, /^zone: found .*, wanted an IANA zone.*; did you mean "Europe\/London"\?$/],
  ['zone: "+01:00"', 7, /^zone: found "\+01:00", wanted an IANA zone/],
  ['domain: Example.org', 9, 'domain: found "Example.org", wanted a domain name in small letters'],
  ['domain: localhost', 9, /^domain: found "localhost", wanted a domain name/],
  ['revised: 2026-11-25', 10, 'revised: found "2026-11-25", wanted an instant, such as 2026-11-25T00:00:00Z'],
  ['banner: letter', 9, 'banner: found "letter", wanted a map of keys'],
  ['banner: {counts: freeze}', 18, 'counts: found "freeze", wanted a list'],
  ['banner: {styles: {plain: {}}}', 19, 'the style "plain" is built in; wanted another name'],
  ['banner: {styles: {Big: {}}}', 19, /Big.*wanted a slug/],
  ['banner: {styles: {x: {months: full}}}', 31, 'months: found "full", wanted short, long'],
  ['banner: {styles: {x: {names: there}}}', 30, /^names: found "there", wanted a web address/],
  ['issue: {}', 8, 'publishes: missing; wanted text'],
  [
    'issue: {publishes: 5 days}',
    20,
    /^publishes: found "5 days", wanted an ISO 8601 duration, such as P4DT22H$/,
  ],
  ['issue: {publishes: -P1D}', 20, /^publishes: found "-P1D", wanted an ISO 8601 duration/],
  ['quiet: 30', 8, /^quiet: found "30", wanted an ISO 8601 duration/],
  ['sources: [x]', 10, 'sources: found a list, wanted a map of keys'],
  ['sources: {1.38.md: there}', 20, /^1.38.md: found "there", wanted an address such as https/],
  ['placeholders: {a: [b]}', 19, 'a: found a list, wanted text'],
];

/** A whole file, the place of what is wrong in it, and what is said of it. */
const files: readonly (readonly [text: string, place: string, says: string])[] = [
  ['release: "1.30"\n', '1:1', 'milestones: missing; wanted a list'],
  ['milestones: []\n', '1:1', 'release: missing; wanted text'],
  ['release: "1.30"\nmilestones: TBD\n', '2:13', 'milestones: found "TBD", wanted a list'],
  ['release: [1.30]\nmilestones: []\n', '1:10', 'release: found a list, wanted text'],
  [
    'release: ../1.30\nmilestones: []\n',
    '1:10',
    'release: found "../1.30", wanted a version, such as "1.30"',
  ],
  [release('Code Freeze'), '3:5', 'milestones: found "Code Freeze", wanted a map of keys'],
  [release('{when: TBD}'), '3:5', 'name: missing; wanted text'],
  [release('{name: Thaw}'), '3:5', 'when: missing; wanted text'],
  ['releases: [{version: "1"}]', '1:12', 'timeline: missing; wanted a list'],
  ['releases: [{version: "1", timeline: [{when: TBD}]}]', '1:38', 'what: missing; wanted text'],
  ['releases: [{version: "1", timeline: [x]}]', '1:38', 'timeline: found "x", wanted a map of keys'],
  ['schedules: x', '1:12', 'schedules: found "x", wanted a list'],
  ['schedules: [{}]', '1:13', 'release: missing; wanted text'],
  ['schedules: [{release: "1", next: []}]', '1:34', 'next: found a list, wanted a map of keys'],
  ['schedules: [{release: "1", endOfLifeDate: [x]}]', '1:43', 'endOfLifeDate: found a list, wanted text'],
];

function agrees(told: readonly string[], place: string, says: string | RegExp): void {
  assert.equal(told.length, 1, told.join('\n'));
  const [, at, message = ''] = /^(\S+) error [a-z-]+: (.*)$/s.exec(told[0] ?? '') ?? [];
  assert.equal(at, place);
  if (typeof says === 'string') assert.equal(message, says);
  else assert.match(message, says);
}

describe('a value that cannot be', () => {
  for (const [field, value, says, inside = 0] of fields) {
    it(`is told with what was found and wanted: ${field}: ${value.slice(0, 40)}`, async () => {
      const others = Object.entries({ id: 'code-freeze', name: 'Code Freeze', when: 'TBD' });
      const row = others.filter(([key]) => key !== field).map(([key, text]) => `${key}: ${text}, `);

      const seen = await read({ '1.30.yaml': release(`{${row.join('')}${field}: ${value}}`) });

      assert.ok(!seen.calendar);
      agrees(seen.problems, `1.30.yaml:3:${row.join('').length + field.length + 8 + inside}`, says);
    });
  }

  for (const [line, column, says] of settings) {
    it(`is told with what was found and wanted: ${line}`, async () => {
      const seen = await read({ 'calendar.yaml': `id: one\ntitle: One\n${line}` });

      assert.ok(!seen.calendar);
      agrees(seen.problems, `calendar.yaml:3:${column}`, says);
    });
  }

  for (const [text, place, says] of files) {
    it(`is told with what was found and wanted: ${text.split('\n').join('; ')}`, async () => {
      const seen = await read({ 'x.yaml': text });

      assert.ok(!seen.calendar);
      agrees(seen.problems, `x.yaml:${place}`, says);
    });
  }

  it('is told for every milestone of a file at once, whatever is wrong with each', async () => {
    const rows = [
      '{name: A, when: 2024-02-30}',
      '{name: B, kind: task}',
      '{name: C, kind: freez, when: 2024-13}',
    ];

    const seen = await read({
      '1.30.yaml': release(...rows, '{name: Thaw, when: TBD}', '{name: Thaw, when: TBD}'),
    });

    const lines = seen.problems.map((told) => Number(told.split(':')[1]));
    assert.deepEqual([...new Set(lines)], [3, 4, 5, 7], seen.problems.join('\n'));
  });

  it('is shown as it stands, on one line and not too long', async () => {
    const seen = await read({
      '1.30.yaml': release(`{name: Thaw, when: TBD, kind: "${'x'.repeat(200)}\\n\\e[31m"}`),
    });

    assert.match(seen.problems[0] ?? '', /^1.30.yaml:3:35 error shape: kind: found "x{77}...", wanted start/);
  });
});
