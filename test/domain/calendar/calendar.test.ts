import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { compareVersions, releaseOf, slug } from '../../../src/domain/calendar/calendar.ts';
import { styleNamed, styleNames } from '../../../src/domain/calendar/calendar.ts';
import { calendar, cycle130 } from '../build.ts';

describe('the order of versions', () => {
  for (const [older, newer] of [
    ['1.9', '1.10'],
    ['1.30', '1.31'],
    ['1.30', '2.0'],
    ['1.30.9', '1.30.10'],
    ['1.30', '1.30.1'],
    ['9', '10'],
    ['2025-10', '2026-02'],
    ['1.38', 'patches'],
    ['10.0', 'patches'],
    ['bookworm', 'trixie'],
  ] as const) {
    it(`has ${older} before ${newer}`, () => {
      assert.ok(compareVersions(older, newer) < 0);
      assert.ok(compareVersions(newer, older) > 0);
    });
  }

  const part = fc.oneof(fc.nat(40).map(String), fc.constantFrom('rc', 'patches', 'alpha', '01'));
  const versions = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.'));

  it('is one order: any list has the same one, however it was shuffled', () => {
    fc.assert(
      fc.property(fc.array(versions, { maxLength: 8 }), (list) => {
        const sorted = list.toSorted(compareVersions);

        assert.deepEqual(list.toReversed().toSorted(compareVersions), sorted);
        const pairs = sorted.flatMap((a, index) => sorted.slice(index).map((b) => [a, b] as const));
        assert.ok(pairs.every(([a, b]) => compareVersions(a, b) <= 0 && compareVersions(b, a) >= 0));
      }),
    );
  });

  it('tells two versions apart exactly when they are written differently', () => {
    fc.assert(
      fc.property(versions, versions, (a, b) => {
        assert.equal(compareVersions(a, b) === 0, a === b);
      }),
    );
  });
});

describe('a slug', () => {
  for (const [text, wanted] of [
    ['Enhancements Lead', 'enhancements-lead'],
    ['Comms / Docs', 'comms-docs'],
    ['ALL', 'all'],
    ['  Code   Freeze! ', 'code-freeze'],
    ['Caf\u00e9 am Z\u00fcrichsee', 'cafe-am-zurichsee'],
    ['v1.36.0-rc.1', 'v1-36-0-rc-1'],
    ['---', ''],
    ['\u6771\u4eac', ''],
  ] as const) {
    it(`of "${text}" is "${wanted}"`, () => {
      assert.equal(slug(text), wanted);
    });
  }

  it('of a slug is that slug, and of any text has only letters, digits and single dashes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        assert.match(slug(text), /^([a-z0-9]+(-[a-z0-9]+)*)?$/);
        assert.equal(slug(slug(text)), slug(text));
      }),
    );
  });
});

describe('a calendar', () => {
  const styles = new Map([['lwkd', { months: 'long' } as const]]);

  it('has a plain style beside those it names', () => {
    const found = calendar([], { styles });

    assert.deepEqual(styleNames(found), ['plain', 'lwkd']);
    assert.deepEqual(styleNamed(found, 'plain'), { months: 'short' });
    assert.deepEqual(styleNamed(found, 'lwkd'), { months: 'long' });
    assert.equal(styleNamed(found, 'LWKD'), undefined);
  });

  it('finds a release by its whole version', () => {
    const found = calendar([cycle130()]);

    assert.equal(releaseOf(found, '1.30')?.title, 'Kubernetes v1.30');
    assert.deepEqual(
      ['1.3', '1.30.0', 'v1.30', ''].map((version) => releaseOf(found, version)),
      [undefined, undefined, undefined, undefined],
    );
  });
});
