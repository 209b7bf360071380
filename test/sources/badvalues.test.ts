import assert from 'node:assert/strict';
import { read, release } from './folder.ts';

/** A field of a milestone of ours, its wrong value, what is said of it, and how far inside the value it is wrong. */
const fields: readonly (readonly [field: string, value: string, says: string | RegExp, inside?: number])[] = [
  ['name', '""', 'name: expected text, found ""'],
  ['name', '"  "', 'name: expected text, found "  "'],
  ['name', '[a]', 'name: expected text, found a list'],
  ['name', '{a: b}', 'name: expected text, found a map'],
  ['name', '"a\\u0007b"', 'name: expected text without control characters, found "a b"'],
  ['name', 'x'.repeat(501), /^name: expected at most 500 characters, found "x{77}..."$/],
  [
    'id',
    'Code_Freeze',
    'id: expected a slug of lowercase letters, digits, and single dashes, found "Code_Freeze"',
  ],
  ['id', '""', /^id: expected a slug .*, found ""/],
  ['id', 'ça', /^id: expected a slug .*, found "ça"/],
  ['id', '../a', /^id: expected a slug .*, found "..\/a"/],
  ['id', 'a'.repeat(81), /^id: expected at most 80 characters, found .*$/],
  ['kind', 'freez', /^kind: expected start, freeze, .*, or task, found "freez"; did you mean "freeze"\?$/],
  ['kind', '[freeze]', /^kind: expected start, freeze, .*, or task, found a list$/],
  ['key', 'yes', 'key: expected true or false, found "yes"'],
  ['banner', 'True', 'banner: expected true or false, found "True"; did you mean "true"?'],
  ['week', 'five', 'week: expected a week number, such as 5, found "five"'],
  ['week', '-1', 'week: expected a week number, such as 5, found "-1"'],
  ['link', 'example.org', 'link: expected a web address, such as https://..., found "example.org"'],
  ['link', 'javascript:alert(1)', /^link: expected a web address.*, found "javascript:alert\(1\)"/],
  ['link', '"https://a b"', /^link: expected a web address.*, found "https:\/\/a b"/],
  ['link', '"https://"', /^link: expected a web address.*, found "https:\/\/"/],
  ['link', '"https://example.org/<script>"', /^link: expected a web address.*, found .*/],
  ['link', '"https://example.org/\\r\\nX: y"', /^link: expected a web address.*, found .*/],
  ['role', '{a: b}', /^role: expected text .*list.*, found a map/],
  ['role', '[a, [b]]', /^role: expected text.*, found an? .*list/, 4],
  ['role', '[a, ""]', 'role: expected text, found ""', 4],
  [
    'status',
    'canceled',
    /^status: expected planned, .*, or .*, found "canceled"; did you mean "cancelled"\?$/,
  ],
  ['aliases', 'slush', 'aliases: expected a list, found "slush"'],
  ['aliases', '[A]', /^aliases: expected a slug .*, found "A"/, 1],
  ['note', '[a]', 'note: expected text, found a list'],
  ['note', '"\\u001b[31m"', 'note: expected text without control characters, found " [31m"'],
  ['note', 'x'.repeat(10_001), /^note: expected at most 10,000 characters, found .*$/],
  ['raw', '{}', 'raw: expected text, found a map'],
  ['short', '[x]', 'short: expected text, found a list'],
  ['actual', '2024-02-30', 'expected a day that exists, found 2024-02-30'],
  ['when', '[]', 'when: expected text, found an empty list'],
  ['when', 'soon', 'expected a date, time or zone, found "soon"'],
  ['when', '2024-02-30', 'expected a day that exists, found 2024-02-30'],
];

/** A line of `calendar.yaml`, the column of what is wrong in it, and what is said of it. */
const settings: readonly (readonly [line: string, column: number, says: string | RegExp])[] = [
  ['zone: PST', 7, 'zone: expected an IANA zone, UTC, or AoE, found "PST"'],
  ['zone: Europe/Londno', 7, /^zone: expected an IANA zone.*, found .*; did you mean "Europe\/London"\?$/],
  ['zone: "+01:00"', 7, /^zone: expected an IANA zone, .*, found "\+01:00"/],
  ['domain: Example.org', 9, 'domain: expected a domain name in lowercase letters, found "Example.org"'],
  ['domain: localhost', 9, /^domain: expected a domain name .*, found "localhost"/],
  [
    'revised: 2026-11-25',
    10,
    'revised: expected an instant, such as 2026-11-25T00:00:00Z, found "2026-11-25"',
  ],
  ['banner: letter', 9, 'banner: expected a map of keys, found "letter"'],
  ['banner: {counts: freeze}', 18, 'counts: expected a list, found "freeze"'],
  ['banner: {styles: {plain: {}}}', 19, 'expected a style that is not built in, found "plain"'],
  ['banner: {styles: {Big: {}}}', 19, /expected a slug .*, found the key "Big"$/],
  ['banner: {styles: {x: {months: full}}}', 31, 'months: expected short or long, found "full"'],
  ['banner: {styles: {x: {names: there}}}', 30, /^names: expected a web address.*, found "there"/],
  ['issue: {}', 8, 'publishes: expected text, found nothing'],
  [
    'issue: {publishes: 5 days}',
    20,
    /^publishes: expected an ISO 8601 duration, such as P4DT22H, found "5 days"$/,
  ],
  ['issue: {publishes: -P1D}', 20, /^publishes: expected an ISO 8601 duration, .*, found "-P1D"/],
  ['quiet: 30', 8, /^quiet: expected an ISO 8601 duration, .*, found "30"/],
  ['sources: [x]', 10, 'sources: expected a map of keys, found a list'],
  ['sources: {1.38.md: there}', 20, /^1.38.md: expected an address, such as https.*, found "there"/],
  ['placeholders: {a: [b]}', 19, 'a: expected text, found a list'],
];

/** A whole file, the place of what is wrong in it, and what is said of it. */
const files: readonly (readonly [text: string, place: string, says: string])[] = [
  ['release: "1.30"\n', '1:1', 'milestones: expected a list, found nothing'],
  ['milestones: []\n', '1:1', 'release: expected text, found nothing'],
  ['release: "1.30"\nmilestones: TBD\n', '2:13', 'milestones: expected a list, found "TBD"'],
  ['release: [1.30]\nmilestones: []\n', '1:10', 'release: expected text, found a list'],
  [
    'release: ../1.30\nmilestones: []\n',
    '1:10',
    'release: expected a version of letters and digits, with . _ or - between them, such as "1.30", found "../1.30"',
  ],
  [release('Code Freeze'), '3:5', 'milestones: expected a map of keys, found "Code Freeze"'],
  [release('{when: TBD}'), '3:5', 'name: expected text, found nothing'],
  [release('{name: Thaw}'), '3:5', 'when: expected text, found nothing'],
  ['releases: [{version: "1"}]', '1:12', 'timeline: expected a list, found nothing'],
  ['releases: [{version: "1", timeline: [{when: TBD}]}]', '1:38', 'what: expected text, found nothing'],
  ['releases: [{version: "1", timeline: [x]}]', '1:38', 'timeline: expected a map of keys, found "x"'],
  ['schedules: x', '1:12', 'schedules: expected a list, found "x"'],
  ['schedules: [{}]', '1:13', 'release: expected text, found nothing'],
  ['schedules: [{release: "1", next: []}]', '1:34', 'next: expected a map of keys, found an empty list'],
  ['schedules: [{release: "1", endOfLifeDate: [x]}]', '1:43', 'endOfLifeDate: expected text, found a list'],
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
    it(`is told with what was expected and found: ${field}: ${value.slice(0, 40)}`, async () => {
      const others = Object.entries({ id: 'code-freeze', name: 'Code Freeze', when: 'TBD' });
      const row = others.filter(([key]) => key !== field).map(([key, text]) => `${key}: ${text}, `);

      const seen = await read({ '1.30.yaml': release(`{${row.join('')}${field}: ${value}}`) });

      assert.ok(!seen.calendar);
      agrees(seen.problems, `1.30.yaml:3:${row.join('').length + field.length + 8 + inside}`, says);
    });
  }

  for (const [line, column, says] of settings) {
    it(`is told with what was expected and found: ${line}`, async () => {
      const seen = await read({ 'calendar.yaml': `id: one\ntitle: One\n${line}` });

      assert.ok(!seen.calendar);
      agrees(seen.problems, `calendar.yaml:3:${column}`, says);
    });
  }

  for (const [text, place, says] of files) {
    it(`is told with what was expected and found: ${text.split('\n').join('; ')}`, async () => {
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

    assert.match(
      seen.problems[0] ?? '',
      /^1.30.yaml:3:35 error shape: kind: expected start, .*, found "x{77}..."/,
    );
  });
});
