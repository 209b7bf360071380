import assert from 'node:assert/strict';
import { dateHint } from '../../../src/domain/when/suggestdate.ts';
import { read } from '../build.ts';

describe('a date as another place writes it', () => {
  const near: readonly (readonly [written: string, meant: string])[] = [
    ['2027-2-7', '2027-02-07'],
    ['2027/02/27', '2027-02-27'],
    ['20270212', '2027-02-12'],
    ['27.02.2027', '2027-02-27'],
    ['27/02/2027', '2027-02-27'],
    ['2027-02-15 to 2027-02-19', '2027-02-15..2027-02-19'],
    ['2027-02-15 - 2027-02-19', '2027-02-15..2027-02-19'],
    ['Feb 2027', '2027-02'],
    ['September 2027', '2027-09'],
  ];
  for (const [written, meant] of near) {
    it(`is not guessed, but the right form is named: "${written}"`, () => {
      const { when, findings } = read(written);

      assert.deepEqual(when, { kind: 'tbd' });
      assert.ok(findings.at(-1)?.says.endsWith(`; did you mean "${meant}"?`), findings.at(-1)?.says);
    });
  }

  for (const text of ['03/04/2027', '2027-13', '2027-02-30x', '30.02.2027', 'soon', '2027']) {
    it(`has no hint where nobody can know what is meant: "${text}"`, () => {
      assert.equal(dateHint(text), '');
    });
  }
});
