import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { rules } from '../../../src/domain/problem/rule.ts';
import { daysBetween, plainDate } from '../../../src/domain/time/time.ts';
import { endOf, isDated, lastDay } from '../../../src/domain/when/when.ts';
import { dayWhen, read } from '../build.ts';

const words = [
  ...['Monday', 'Tue', '8th', '31', '30th', '26nd', 'February', 'Dec', 'Jan:', '2024', '2026', '9998'],
  ...['0001'],
  ...['2024-02-30', '2024-02-29', '2024-04', '..', 'T', 'Z', '+05:30', '-99:99', '00:00', '24:00', '25:61'],
  ...['EOD', 'UTC', 'PST', 'BST', 'AoE', '(AoE)', 'TBD', 'tbc', '/', '-', '\u2013', ',', '.', '[', ']'],
  ...['(x)'],
  ...['[UTC]', '**', '[a](b)', 'Asia/Tokyo', 'Europe/Nowhere', 'early', '\u0000', '\n', '|', '1e9'],
  ...['\u{1f600}'],
];
const written = fc.oneof(
  fc.array(fc.constantFrom(...words), { maxLength: 10 }).map((list) => list.join(' ')),
  fc.array(fc.constantFrom(...words), { maxLength: 6 }).map((list) => list.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

describe('any text at all', () => {
  it('is a day that exists, or a TBD that a line of plain text explains, and throws nothing', () => {
    fc.assert(
      fc.property(written, (text) => {
        const { when, findings } = read(text, '2024-01-08', text);

        const saysSo = /^[\s*[\]]*(tbd|tbc|tba)?[\s*[\]]*$/i.test(text.replace(/\([^)]*\)/g, ''));
        assert.ok(when.kind !== 'tbd' || saysSo || findings.length > 0, JSON.stringify(text));
        for (const { rule, says } of findings) {
          assert.ok(rule in rules);
          // oxlint-disable-next-line no-control-regex -- control characters are just what must not be there
          assert.doesNotMatch(says, /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
          assert.ok(says.length < 400, says);
        }
        if (!isDated(when)) return;
        const [day, over] = [plainDate(lastDay(when)), plainDate(endOf(when).slice(0, 10))];
        // the last evening of 9998 is 9999 elsewhere, which is no year of ours
        const apart = day && over ? daysBetween(day, over) : lastDay(when).startsWith('999') ? 0 : NaN;
        assert.ok(apart >= -1 && apart <= 1, `${lastDay(when)} is over at ${endOf(when)}`);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('what is not decided yet', () => {
  for (const text of ['TBD', 'TBC', 'tba', '**TBD**', '[TBD](https://k8s.example)', '', '   ', '****']) {
    it(`is a TBD with nothing wrong in it: "${text}"`, () => {
      assert.deepEqual(read(text), { when: { kind: 'tbd' }, findings: [] });
    });
  }
});

describe('Markdown around a when', () => {
  for (const text of [
    '**2024-02-01**',
    '[2024-02-01](https://k8s.example/a)',
    '[**2024-02-01**][1]',
    '[2024-02-01]',
  ]) {
    it(`is passed over around a plain form too: ${text}`, () => {
      assert.deepEqual(read(text), { when: dayWhen('2024-02-01'), findings: [] });
    });
  }
});
