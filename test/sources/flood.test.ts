import assert from 'node:assert/strict';
import type { Files, Seen } from './folder.ts';
import { read, release } from './folder.ts';
import { imported } from './importing.ts';
import { readmeOf, start } from './readmes.ts';

const mebibyte = 1_048_576;

/** A head, and as many lines as a file may hold. */
function full(head: string, line: (index: number) => string): string {
  const lines = [head];
  for (let index = 0, length = head.length; ; index++) {
    length += line(index).length;
    if (length > mebibyte) return lines.join('');
    lines.push(line(index));
  }
}

const ours = 'release: "1.30"\nmilestones:\n';
const filled = (text: string): string => text.repeat(Math.floor(900_000 / text.length));
const inCell = (flood: string): string => readmeOf([start, `${filled(flood)} | Lead | TBD | `]);
const inDate = (flood: string): string => readmeOf([start, `Thaw | Lead | ${filled(flood)} | `]);
const inSummary = (flood: string): string => readmeOf([start], { summary: [filled(flood)] });

/** Files of about 1 MiB that a person never writes. */
const floods: readonly (readonly [file: string, name: string, text: string])[] = [
  ['x.yaml', 'one key again and again', full('', () => 'a: 1\n')],
  ['x.yaml', 'aliases', full('a: &a 1\nb:\n', () => '- *a\n')],
  ['x.yaml', 'documents', full('', () => '---\n')],
  ['x.yaml', 'unknown keys', full('release: "1.30"\nmilestones: []\n', (index) => `k${index}: \n`)],
  ['x.yaml', 'rows without a key', full(ours, () => '- {}\n')],
  ['x.yaml', 'one milestone again and again', full(ours, () => '- {name: a, kind: task, when: TBD}\n')],
  ...[
    '[',
    '|',
    '-',
    '- ',
    '#',
    '`',
    '<!--',
    '*',
    '|-',
    '[](',
    '\\',
    '> ',
    '\r',
    '---\n',
    '```\n',
    '- \n',
  ].map((flood) => ['1.38.md', JSON.stringify(flood), filled(flood)] as const),
  ['1.38.md', 'a front matter without an end', `---\n${filled('a')}`],
  ['1.38.md', 'a version without an end', `# 1.${filled('1')}.1`],
  ['1.38.md', 'a version that goes on', `# ${filled('1.')}`],
  ['1.38.md', 'a link without an end in a bullet', inSummary('a').replace('- a', '- [x](a')],
  ['1.38.md', 'digits in a bullet', inSummary('1')],
  ['1.38.md', 'bold dates in a bullet', inSummary('**1 Jan** / ')],
  ['1.38.md', 'a link without an end in a cell', inCell('a').replace('| a', '| [x](a')],
  ['1.38.md', 'brackets in a cell', inCell('[')],
  ['1.38.md', 'stars in a cell', inCell('*')],
  ['1.38.md', 'references in a cell', inCell('[x][')],
  ['1.38.md', 'roles in a cell', readmeOf([start, `Thaw | ${filled('/')} | TBD | `])],
  ['1.38.md', 'a date', inDate('1 ')],
  ['1.38.md', 'a date of brackets', inDate('[')],
];

const many = 20_000;

/** One value that is very long. */
const long: readonly (readonly [name: string, when: string])[] = [
  ['opening brackets', '['.repeat(many)],
  ['dashes', '-'.repeat(many)],
  ['halves', `${'1:00 UTC / '.repeat(many / 11)}1 Jan 2024`],
  ['words', 'Monday '.repeat(many / 7)],
  ['spaces', `2024${' '.repeat(many)}x`],
  ['digits', '2'.repeat(many)],
];

/** What was found, and the milliseconds of the processor: a busy machine is no fault of ours. */
async function timed<T>(find: () => Promise<T>): Promise<readonly [T, number]> {
  const began = process.cpuUsage();
  const found = await find();
  const { user, system } = process.cpuUsage(began);
  return [found, (user + system) / 1000];
}

const reading = (files: Files): Promise<readonly [Seen, number]> => timed(() => read(files));

describe('a file of 1 MiB', () => {
  for (const [file, name, text] of floods) {
    it(`is read in seconds or told why not, each problem in a line: ${file} of ${name}`, async () => {
      const [seen, ms] = await reading({ [file]: text });

      assert.ok(Buffer.byteLength(text) <= mebibyte);
      assert.ok(seen.problems.length > 0 || seen.calendar);
      assert.ok(seen.problems.every((one) => one.length < 400));
      assert.ok(ms < 20_000, `${ms} ms`);
    });
  }

  const wide = '|'.repeat(260_000);
  const years = Array.from({ length: 100 }, (_, index) => 2000 + index).join(' ');
  const right: readonly (readonly [what: string, file: string, text: string, rows: number])[] = [
    [
      'that is right',
      'x.yaml',
      full(ours, (index) => `- {name: a${index}, kind: task, when: 2024-01-01}\n`),
      22_000,
    ],
    [
      'with a table as wide as it is long',
      '1.38.md',
      `# Example 1.38\n\n| What | When ${wide}\n|---|---${wide.replaceAll('|', '|-')}\n${'|a\n'.repeat(50_000)}`,
      50_000,
    ],
    [
      'whose dates name no year, with a hundred years in its text',
      '1.38.md',
      readmeOf(Array<string>(20_000).fill('Sync | | Mon 8 Jan | '), { intro: years }),
      20_000,
    ],
  ];
  for (const [what, file, text, rows] of right) {
    it(`${what} is read in seconds`, async () => {
      const [seen, ms] = await reading({ [file]: text });

      assert.ok((seen.calendar?.releases[0]?.milestones.length ?? 0) >= rows);
      assert.ok(ms < 20_000, `${ms} ms`);
    });
  }

  for (const sign of ['[', '|', '-', '#', ' ', '\n', '| a ', '- a\n', '|-|\n', ':', '"']) {
    it(`is refused in seconds by an import where it is of ${JSON.stringify(sign)}`, async () => {
      const [found, ms] = await timed(() => imported(sign.repeat(mebibyte / sign.length)));

      assert.equal(found.release, undefined);
      assert.ok(found.problems.length > 0);
      assert.ok(ms < 20_000, `${ms} ms`);
    });
  }
});

describe('a thousand misspelt zones', () => {
  it('are told in seconds, each with the nearest of some four hundred names', async () => {
    const when = '2024-01-01 10:00 Europe/Londno';
    const rows = Array.from({ length: 1_000 }, (_, index) => `{name: a${index}, kind: task, when: ${when}}`);

    const [seen, ms] = await reading({ 'x.yaml': release(...rows) });

    assert.equal(seen.problems.length, 1_000);
    assert.match(seen.problems[999] ?? '', /^x.yaml:1002:\d+ error .*did you mean "Europe\/London"\?$/);
    assert.ok(ms < 20_000, `${ms} ms`);
  });
});

describe('a date that is very long', () => {
  for (const [name, when] of long) {
    it(`is told in under 100 ms: ${many} characters of ${name}`, async () => {
      const files = { 'x.yaml': release(`{name: Code Freeze, when: "${when}"}`) };

      const [seen, first] = await reading(files);
      const [, second] = await reading(files);

      assert.equal(seen.problems.length, 1);
      assert.match(seen.problems[0] ?? '', /^x.yaml:3:31 error /);
      assert.ok((seen.problems[0] ?? '').length < 300);
      // the faster of two, for a machine that sleeps is no fault of ours
      assert.ok(Math.min(first, second) < 100, `${first} and ${second} ms`);
    });
  }
});
