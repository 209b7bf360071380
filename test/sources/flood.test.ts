import assert from 'node:assert/strict';
import type { Seen } from './folder.ts';
import { read, release } from './folder.ts';

const mebibyte = 1_048_576;

/** A head, and as many lines as a file may hold. */
function full(head: string, line: (index: number) => string): string {
  const lines = [head];
  let length = head.length;
  for (let index = 0; length + line(index).length <= mebibyte; index++) {
    length += line(index).length;
    lines.push(line(index));
  }
  return lines.join('');
}

const ours = 'release: "1.30"\nmilestones:\n';

/** Files of 1 MiB, wrong in every line. */
const floods: readonly (readonly [name: string, text: string])[] = [
  ['one key again and again', full('', () => 'a: 1\n')],
  ['aliases', full('a: &a 1\nb:\n', () => '- *a\n')],
  ['documents', full('', () => '---\n')],
  ['unknown keys', full('release: "1.30"\nmilestones: []\n', (index) => `k${index}: \n`)],
  ['rows without a key', full(ours, () => '- {}\n')],
  ['one milestone again and again', full(ours, () => '- {name: a, kind: task, when: TBD}\n')],
];

const many = 20_000;

/** Each needs the nearest of some four hundred names. */
const zones = Array.from(
  { length: 1_000 },
  (_, index) => `{name: a${index}, kind: task, when: 2024-01-01 10:00 Europe/Londno}`,
);

/** One value that is very long. */
const long: readonly (readonly [name: string, when: string])[] = [
  ['opening brackets', '['.repeat(many)],
  ['dashes', '-'.repeat(many)],
  ['halves', `${'1:00 UTC / '.repeat(many / 11)}1 Jan 2024`],
  ['words', 'Monday '.repeat(many / 7)],
  ['spaces', `2024${' '.repeat(many)}x`],
  ['digits', '2'.repeat(many)],
];

/** The reading and its milliseconds: those of the fastest, for a machine that sleeps is no fault of ours. */
async function timed(text: string, times = 1): Promise<readonly [Seen, number]> {
  // of the processor: a busy machine is no fault of ours
  const start = process.cpuUsage();
  const seen = await read({ 'x.yaml': text });
  const { user, system } = process.cpuUsage(start);
  const ms = (user + system) / 1000;
  const again = times > 1 ? (await timed(text, times - 1))[1] : ms;
  return [seen, Math.min(ms, again)];
}

describe('a file that is wrong in every line', () => {
  for (const [name, text] of floods) {
    it(`is told in seconds and never thrown: 1 MiB of ${name}`, async () => {
      const [seen, ms] = await timed(text);

      assert.ok(seen.problems.length > 0);
      assert.ok(ms < 20_000, `${ms} ms`);
    });
  }
});

describe('a thousand misspelt zones', () => {
  it('are told in seconds', async () => {
    const [seen, ms] = await timed(release(...zones));

    assert.equal(seen.problems.length, 1_000);
    assert.match(seen.problems[999] ?? '', /^x.yaml:1002:\d+ error .*did you mean "Europe\/London"\?$/);
    assert.ok(ms < 20_000, `${ms} ms`);
  });
});

describe('a date that is very long', () => {
  for (const [name, when] of long) {
    it(`is told in under 100 ms: ${many} characters of ${name}`, async () => {
      const [seen, ms] = await timed(release(`{name: Code Freeze, when: "${when}"}`), 2);

      assert.equal(seen.problems.length, 1);
      assert.match(seen.problems[0] ?? '', /^x.yaml:3:31 error /);
      assert.ok((seen.problems[0] ?? '').length < 300);
      assert.ok(ms < 100, `${ms} ms`);
    });
  }
});

describe('a large file that is right', () => {
  it('is read in seconds', async () => {
    const text = full(ours, (index) => `- {name: a${index}, kind: task, when: 2024-01-01}\n`);

    const [seen, ms] = await timed(text);

    assert.deepEqual(seen.problems, []);
    assert.ok((seen.calendar?.releases[0]?.milestones.length ?? 0) > 20_000);
    assert.ok(ms < 20_000, `${ms} ms`);
  });
});
