import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { wording } from '../../../src/domain/calendar/wording.ts';

const fits = (form: string, text: string): boolean => wording(form, 'x')?.form.test(text) ?? false;

describe('a wording', () => {
  for (const [form, yes, no] of [
    ['code freeze', ['begin code freeze', 'code freeze (18:00)'], ['code freezer', 'barcode freeze']],
    ['code freeze*', ['code freezes'], ['code  thaw']],
    ['code (&|and) test freeze', ['code & test freeze', 'code and test freeze'], ['code or test freeze']],
    ['docs [pr|prs] ready', ['docs ready', 'docs prs ready'], ['docs may be ready']],
    ['[major] themes due', ['themes due', 'major themes due'], ['major due']],
    ['docs ... placeholder*', ['docs must have placeholders', 'docs placeholder'], ['placeholder docs']],
    ['^thaw$', ['thaw'], ['code thaw', 'thaw of code']],
    ['retro part {n}', ['retro part 12'], ['retro part one']],
    ['^{version} begins', ['v1.38 begins', '1.38.0 begins'], ['1.38.2 begins', 'x 1.38 begins']],
    ['deadline: docs', ['deadline: docs'], ['deadline docs']],
    ['gel freeze|gelées', ['gel freeze', 'les gelées'], ['gelee']],
  ] as const) {
    it(`reads ${form}`, () => {
      for (const text of yes) assert.ok(fits(form, text), text);
      for (const text of no) assert.ok(!fits(form, text), text);
    });
  }

  it('knows the number that was said', () => {
    assert.equal(wording('retro part {n}', 'retro-{n}')?.form.exec('retro part 2')?.groups?.['n'], '2');
  });

  for (const broken of [
    '',
    '  ',
    '(a',
    'a)',
    '[a',
    'a]',
    '(|a)',
    '...',
    '... ...',
    '^$',
    '*',
    'a ... b ... c ... d',
    'x'.repeat(201),
  ])
    it(`is none of ${JSON.stringify(broken.slice(0, 20))}`, () => {
      assert.equal(wording(broken, 'x'), undefined);
    });

  it('is compiled or refused, whatever stands in it, and matches a long text at once', () => {
    const pieces = fc.constantFrom(
      'a',
      'b*',
      '...',
      '(',
      ')',
      '[',
      ']',
      '|',
      '^',
      '$',
      '{n}',
      '{version}',
      '.',
      '+',
      '\\',
    );
    const text = `${'a b '.repeat(2_000)}c`;
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        wording(parts.join(' '), 'x')?.form.exec(text);
      }),
    );
  });
});
