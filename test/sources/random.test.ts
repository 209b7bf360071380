import assert from 'node:assert/strict';
import type { Files } from './folder.ts';
import * as fc from 'fast-check';
import { inFolder, inOne, readFolder, release, settings } from './folder.ts';

const good: Files = {
  'calendar.yaml': `${settings}banner:\n  styles:\n    letter: {months: long}\n`,
  '1.30.yaml': release(
    '{name: Code Freeze, when: 2024-03-06 02:00 UTC}',
    '{id: x, name: X, kind: task, when: TBD}',
  ),
  'cycle.yaml':
    'releases:\n- version: 1.23\n  timeline:\n  - what: Begin Code Freeze (18:00 PST)\n    when: Tue Nov 16, 2021\n',
  'patches.yaml':
    'schedules:\n- release: "1.30"\n  next: {release: 1.30.1, targetDate: 2024-05-15}\n  endOfLifeDate: 2025-06-28\n',
  'eol.yaml': 'branches:\n- {release: "1.30", endOfLifeDate: 2025-07-15, note: Late.}\n',
  'overrides.yaml': '1.30/code-freeze: {because: x, banner: false}\n',
};
const names = Object.keys(good);

/** Reads the files, and holds whatever comes to what every reading promises. */
async function holds(files: Files): Promise<void> {
  await inFolder(inOne(files), async (root) => {
    const { calendars } = await readFolder(root);

    const [one] = calendars;
    assert.ok(one && calendars.length === 1);
    for (const { at, says } of one.problems) {
      const text = Buffer.from(files[at.file.slice(`${root}/one/`.length)] ?? '').toString();
      const lines = text.split(/\r\n|\n|\r/);
      const line = lines[at.line - 1];
      assert.ok(
        line !== undefined && at.column >= 1 && at.column <= line.length + 1,
        `${at.line}:${at.column} ${says}`,
      );
      assert.doesNotMatch(says, /\p{Cc}/u, 'a message is one line of plain text');
    }
    assert.ok(one.problems.some(({ blocks }) => blocks) || one.calendar, 'nothing is wrong, so it is served');
  });
}

const signs = fc.constantFrom(
  ...['\n', '\r\n', ' ', '  ', '\t', ': ', ':', '- ', '? ', ', ', '[', ']', '{', '}', '"', "'", '|\n'],
  ...['>-\n', '#'],
  ...['&a ', '*a', '!', '!!str ', '---\n', '...\n', '%YAML 1.2\n', '\\', '\u0000', '\ufeff', '\u2028', 'é'],
  ...['🎉', '<<'],
  ...['__proto__', 'constructor', 'release', 'milestones', 'name', 'when', 'schedules', 'next', 'TBD'],
  ...['2024-02-30'],
);
const text = fc.array(signs, { maxLength: 60 }).map((parts) => parts.join(''));

/** A piece of a good file taken out, and another put there. */
const mutation = fc
  .record({
    name: fc.constantFrom(...names),
    from: fc.nat(400),
    length: fc.nat(30),
    put: fc.oneof(text, fc.string({ unit: 'binary', maxLength: 8 })),
  })
  .map(({ name, from, length, put }) => {
    const whole = String(good[name]);
    const start = from % (whole.length + 1);
    return { ...good, [name]: whole.slice(0, start) + put + whole.slice(start + length) };
  });

describe('a reading', () => {
  it('of a good calendar has no problem, so that the mutations below begin with one', async () => {
    const problems = await inFolder(
      inOne(good),
      async (root) => (await readFolder(root)).calendars[0]?.problems,
    );

    assert.deepEqual(problems, []);
  });

  it('ends without a throw for any bytes in any file', async () => {
    const bytes = fc.uint8Array({ maxLength: 300 });

    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), bytes, (name, content) =>
        holds({ ...good, [name]: content }),
      ),
      { numRuns: 60 },
    );
  });

  it('ends without a throw for any text of YAML signs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), text, (name, content) =>
        holds({ ...good, [name]: content }),
      ),
      { numRuns: 100 },
    );
  });

  it('ends without a throw for any mutation of a good file', async () => {
    await fc.assert(fc.asyncProperty(mutation, holds), { numRuns: 100 });
  });

  it('ends without a throw for any text in a cell', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 40 }).map((content) => JSON.stringify(content));

    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('name', 'when', 'id', 'kind', 'link', 'role', 'week', 'note'),
        cell,
        (key, value) =>
          holds({
            ...good,
            '1.31.yaml': `release: "1.31"\nmilestones:\n- when: TBD\n  name: Thaw\n- ${key}: ${value}\n`,
          }),
      ),
      { numRuns: 60 },
    );
  });
});
