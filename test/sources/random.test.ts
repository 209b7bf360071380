import assert from 'node:assert/strict';
import type { Files } from './folder.ts';
import * as fc from 'fast-check';
import { inFolder, inOne, read, readFolder, release, settings } from './folder.ts';
import { readmeOf, start } from './readmes.ts';

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

  it('ends without a throw for any bytes or signs of YAML in any file', async () => {
    const content = fc.oneof(fc.uint8Array({ maxLength: 300 }), text);

    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), content, (name, put) => holds({ ...good, [name]: put })),
      { numRuns: 150 },
    );
  });

  it('ends without a throw for any mutation of a good file', async () => {
    await fc.assert(fc.asyncProperty(mutation, holds), { numRuns: 100 });
  });

  it('ends without a throw for any text in a cell', async () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 40 }).map((content) => JSON.stringify(content));

    const keys = fc.constantFrom('name', 'when', 'id', 'kind', 'link', 'role', 'week', 'note');
    const file = (row: string): string =>
      `release: "1.31"\nmilestones:\n- when: TBD\n  name: Thaw\n- ${row}\n`;

    await fc.assert(
      fc.asyncProperty(keys, cell, (key, value) => holds({ ...good, '1.31.yaml': file(`${key}: ${value}`) })),
      { numRuns: 60 },
    );
  });
});

const markdownSigns = fc.constantFrom(
  ...['|', '\n', '\r\n', '---', '[', ']', '(', ')', '*', '**', '`', '```', '\\', '#', '- ', '<!--', '-->'],
  ...[':', '/'],
  ...['\u0000', '\u0007', '\u001b[31m', '\ufeff', '\u2028', '\ud83d\ude00', '__proto__', 'constructor'],
  ...['<br>', '&amp;'],
  ...['Monday', '31st', 'February', '2026', '9999', '26:00', 'UTC', 'AoE', 'week 99', 'TBC', '1.38', ' '],
);

describe('a README with anything in it', () => {
  it('is served, or told why not; every problem is at a place of the file and a line of plain text', async () => {
    const whole = readmeOf([start, 'Code Freeze | Comms / Docs | Wednesday 18th March 2026 | week 11'], {
      summary: ['**Monday 5th January 2026**: Week 1 - Release cycle begins'],
    });
    const anywhere = fc.tuple(fc.nat(whole.length), fc.array(markdownSigns, { maxLength: 6 }), fc.nat(40));

    await fc.assert(
      fc.asyncProperty(fc.array(anywhere, { minLength: 1, maxLength: 4 }), async (edits) => {
        const text = edits.reduce(
          (all, [at, put, cut]) => `${all.slice(0, at)}${put.join('')}${all.slice(at + cut)}`,
          whole,
        );

        const seen = await read({ '1.38.md': text });

        const lines = text.split(/\r\n|\n|\r/).length;
        assert.ok(seen.calendar ?? seen.problems.length > 0);
        for (const one of seen.problems) {
          const line = Number(/^1.38.md:(\d+):\d+ /.exec(one)?.[1]);
          assert.ok(line >= 1 && line <= lines, one);
          assert.doesNotMatch(one, /\p{Cc}/u);
        }
        for (const { id, name } of seen.calendar?.releases[0]?.milestones ?? []) {
          assert.match(id, /^[a-z0-9]+(-[a-z0-9]+)*$/);
          assert.ok(id.length <= 80 && name !== '');
          assert.doesNotMatch(name, /\p{Cc}/u);
        }
      }),
      { numRuns: 200 },
    );
  });
});
