import assert from 'node:assert/strict';
import type { Seen } from './folder.ts';
import * as fc from 'fast-check';
import { read } from './folder.ts';
import { readmeOf, start } from './readmes.ts';

const mebibyte = 1_048_576;

const full = (text: string): string => text.repeat(Math.floor(900_000 / text.length));
const around = (before: string, flood: string, after = ''): string => `${before}${full(flood)}${after}`;
const inCell = (flood: string): string => readmeOf([start, `${full(flood)} | Lead | TBD | `]);
const inSummary = (flood: string): string => readmeOf([start], { summary: [full(flood)] });

/** Files of nearly 1 MiB that a person never writes. */
const floods: readonly (readonly [name: string, text: string])[] = [
  ...['[', '|', '-', '- ', '#', '`', '<!--', '*', '|-', '[](', '\\', '> ', '\r'].map(
    (flood) => [JSON.stringify(flood), full(flood)] as const,
  ),
  ['lines of ---', full('---\n')],
  ['lines of ```', full('```\n')],
  ['lines of bullets', full('- \n')],
  ['a front matter without an end', around('---\n', 'a')],
  ['a version without an end', around('# 1.', '1', '.1')],
  ['a version that goes on', around('# ', '1.')],
  ['a link without an end in a bullet', inSummary('a').replace('- a', '- [x](a')],
  ['digits in a bullet', inSummary('1')],
  ['bold dates in a bullet', inSummary('**1 Jan** / ')],
  ['a link without an end in a cell', inCell('a').replace('| a', '| [x](a')],
  ['brackets in a cell', inCell('[')],
  ['stars in a cell', inCell('*')],
  ['references in a cell', inCell('[x][')],
  ['roles in a cell', readmeOf([start, `Thaw | ${full('/')} | TBD | `])],
  ['a date', readmeOf([start, `Thaw | Lead | ${full('1 ')} | `])],
  ['a date of brackets', readmeOf([start, `Thaw | Lead | ${full('[')} | `])],
];

/** The reading and the milliseconds of the processor: other work of the machine is no fault of ours. */
async function timed(text: string): Promise<readonly [Seen, number]> {
  const began = process.cpuUsage();
  const seen = await read({ '1.38.md': text });
  const { user, system } = process.cpuUsage(began);
  return [seen, (user + system) / 1000];
}

describe('a README of nearly 1 MiB', () => {
  for (const [name, text] of floods) {
    it(`is read in seconds: ${name}`, async () => {
      assert.ok(Buffer.byteLength(text) <= mebibyte);

      const [seen, ms] = await timed(text);

      assert.ok(seen.problems.length > 0 || seen.calendar);
      assert.ok(
        seen.problems.every((one) => one.length < 400),
        'a problem is a line',
      );
      assert.ok(ms < 20_000, `${ms} ms`);
    });
  }

  it('with a table as wide as it is long is read in some seconds', async () => {
    const columns = '|'.repeat(260_000);
    const text = `# Example 1.38\n\n| What | When ${columns}\n|---|---${columns.replaceAll('|', '|-')}\n${'|a\n'.repeat(50_000)}`;

    const [seen, ms] = await timed(text);

    assert.equal(seen.calendar?.releases[0]?.milestones.length, 50_000);
    assert.ok(ms < 10_000, `${ms} ms`);
  });

  it('whose dates name no year, with a hundred years in its text, is read in some seconds', async () => {
    const years = Array.from({ length: 100 }, (_, index) => 2000 + index).join(' ');
    const text = readmeOf(Array<string>(20_000).fill('Sync | | Mon 8 Jan | '), { intro: years });

    const [seen, ms] = await timed(text);

    assert.equal(seen.calendar?.releases[0]?.milestones.length, 20_000);
    assert.ok(ms < 10_000, `${ms} ms`);
  });
});

const signs = fc.constantFrom(
  ...['|', '\n', '\r\n', '---', '[', ']', '(', ')', '*', '**', '`', '```', '\\', '#', '- ', '<!--', '-->'],
  ...[':', '/'],
  ...['\u0000', '\u0007', '\u001b[31m', '\ufeff', '\u2028', '\ud83d\ude00', '__proto__', 'constructor'],
  ...['<br>', '&amp;'],
  ...['Monday', '31st', 'February', '2026', '9999', '26:00', 'UTC', 'AoE', 'week 99', 'TBC', '1.38', ' '],
);

describe('a README with anything in it', () => {
  it('is served, or told why not; every problem is at a place of the file and a line of plain text', async () => {
    const good = readmeOf([start, 'Code Freeze | Comms / Docs | Wednesday 18th March 2026 | week 11'], {
      summary: ['**Monday 5th January 2026**: Week 1 - Release cycle begins'],
    });
    const anywhere = fc.tuple(fc.nat(good.length), fc.array(signs, { maxLength: 6 }), fc.nat(40));

    await fc.assert(
      fc.asyncProperty(fc.array(anywhere, { minLength: 1, maxLength: 4 }), async (edits) => {
        const text = edits.reduce(
          (all, [at, put, cut]) => `${all.slice(0, at)}${put.join('')}${all.slice(at + cut)}`,
          good,
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
