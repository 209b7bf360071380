import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { FilledText } from '../../src/formats/placeholders.ts';
import { fillPlaceholders } from '../../src/formats/placeholders.ts';
import { milestone, release } from '../domain/build.ts';

const cycle = release('1.38', [
  milestone('prr-freeze', '2026-09-22 AoE', { name: 'KEP Readiness', aliases: ['kep-readiness', 'release'] }),
  milestone('code-freeze', '2026-11-18 AoE', { name: 'Code Freeze' }),
  milestone('release', '2026-12-16', { name: 'Release Day' }),
  milestone('docs-freeze', '2026-12', { name: 'Docs Freeze' }),
  milestone('test-freeze', 'TBD', { name: 'Test Freeze' }),
  milestone('docs-review', '2026-11-24', { name: 'Docs Review', status: 'cancelled' }),
  milestone('highlights-due', '2026-11-24', { name: 'Highlights', status: 'postponed' }),
]);

const placeholders = new Map([
  ['CODE_FREEZE', 'code-freeze'],
  ['CODE_FREEZE_DAY', 'code-freeze day'],
  ['KEP_READINESS', 'kep-readiness'],
  ['RELEASE', 'release'],
  ['DOCS_FREEZE', 'docs-freeze'],
  ['TEST_FREEZE', 'test-freeze'],
  ['DOCS_REVIEW', 'docs-review'],
  ['HIGHLIGHTS', 'highlights-due'],
  ['CODE_FREEZES', 'code-freezes'],
  ['DAY_1', 'release day'],
]);

const date = 'Wednesday 18th November 2026 (AoE) / Thursday 19th November 2026, 12:00 UTC';

function fill(text: string): FilledText {
  return fillPlaceholders(text, placeholders, cycle);
}

describe('a placeholder', function () {
  const forms = [
    ...['{ CODE_FREEZE }', '{CODE_FREEZE}', '{{ CODE_FREEZE }}', '{{CODE_FREEZE}}', '<<CODE_FREEZE>>'],
  ];
  for (const form of [...forms, '<< CODE_FREEZE >>', '{\tCODE_FREEZE }']) {
    it(`may be written as ${JSON.stringify(form)}`, () => {
      assert.deepEqual(fill(`by ${form}.`), { text: `by ${date}.`, count: 1, left: [] });
    });
  }

  it('becomes the day alone where its name says so', () => {
    assert.equal(fill('{ CODE_FREEZE_DAY }').text, 'Wednesday 18th November 2026');
  });

  it('may name a milestone by an earlier id, but an id of now comes first', () => {
    assert.match(fill('{ KEP_READINESS }').text, /^Tuesday 22nd September 2026 \(AoE\)/);
    assert.equal(fill('{ RELEASE }').text, 'Wednesday 16th December 2026');
  });

  it('is filled each time it stands there', () => {
    const { text, count } = fill('{ DAY_1 }{ DAY_1 } <<DAY_1>>');

    const day = 'Wednesday 16th December 2026';
    assert.deepEqual({ text, count }, { text: `${day}${day} ${day}`, count: 3 });
  });

  const others = [
    ...['${CODE_FREEZE}', '${{ CODE_FREEZE }}', '{ code_freeze }', '{ Code Freeze }', '{}', '{{}}', '<<>>'],
    ...['<CODE_FREEZE>', 'CODE_FREEZE', '{ CODE_FREEZE', '(CODE_FREEZE)', '{ 1_FREEZE }', '{ CODE FREEZE }'],
  ];
  for (const text of others) {
    it(`is not ${text}, which stays and is not told`, () => {
      assert.deepEqual(fill(text), { text, count: 0, left: [] });
    });
  }

  const left: readonly (readonly [name: string, says: string])[] = [
    ['CODE_FREZE', 'CODE_FREZE: no placeholder of that name in calendar.yaml; did you mean "CODE_FREEZE"?'],
    ['SLACK_CHANNEL', 'SLACK_CHANNEL: no placeholder of that name in calendar.yaml'],
    [
      'CODE_FREEZES',
      'CODE_FREEZES: expected a milestone of release 1.38, found "code-freezes"; did you mean "code-freeze"?',
    ],
    ['TEST_FREEZE', 'TEST_FREEZE: Test Freeze has no date yet'],
    ['DOCS_FREEZE', 'DOCS_FREEZE: Docs Freeze has no date yet'],
    ['DOCS_REVIEW', 'DOCS_REVIEW: Docs Review is canceled'],
    ['HIGHLIGHTS', 'HIGHLIGHTS: Highlights is postponed'],
  ];
  for (const [name, says] of left) {
    it(`stays and is told once: ${says}`, () => {
      const text = `{ ${name} } <<${name}>>`;

      assert.deepEqual(fill(text), { text, count: 0, left: [says] });
    });
  }

  it('takes a date as it is, whatever signs of a replacement are in it', () => {
    const odd = release('1.38', [milestone('code-freeze', 'TBD', { name: "$& $1 $$ $` $'" })]);

    const { text, left: told } = fillPlaceholders('{ CODE_FREEZE } $& $1', placeholders, odd);

    assert.equal(text, '{ CODE_FREEZE } $& $1');
    assert.deepEqual(told, ["CODE_FREEZE: $& $1 $$ $` $' has no date yet"]);
  });

  it('changes nothing beside it', () => {
    const sign = fc.constantFrom(
      '{',
      '}',
      '{{',
      '}}',
      '<<',
      '>>',
      ' ',
      '\r\n',
      '\n',
      '\ufeff',
      '$&',
      '$',
      'A',
    );
    const piece = fc.oneof(sign, fc.string({ unit: 'binary', maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(piece), fc.array(piece), (before, after) => {
        const [head, tail] = [`${before.join('')}\n`, `\n${after.join('')}`];

        const { text, count } = fill(`${head}<<CODE_FREEZE>>${tail}`);

        assert.deepEqual({ text, count }, { text: `${head}${date}${tail}`, count: 1 });
      }),
    );
  });

  it('is looked for in linear time', () => {
    const size = 1_048_576;
    const cpu = process.cpuUsage();

    for (const sign of ['{', '{ ', '{{', '{A', '<<', '<< ', '<<A', '{ A ', '$', '}', '{A_'])
      fill(sign.repeat(size / sign.length));
    for (const sign of ['{', '<<']) {
      fill(`${sign}${' '.repeat(size)}`);
      fill(`${sign}${'A'.repeat(size)}`);
      fill(`${sign}A${' '.repeat(size)}`);
    }

    const { user, system } = process.cpuUsage(cpu);
    assert.ok(user + system < 10_000_000, `${user + system} µs`);
  });
});
