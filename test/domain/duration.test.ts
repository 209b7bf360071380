import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { dayIn, duration, instant, millis, plus } from '../../src/domain/time/time.ts';
import { at, where } from './build.ts';

describe('a duration', () => {
  for (const [length, wanted] of [
    ['P4DT22H', '2024-02-03T22:00:00.000Z'],
    ['PT30M', '2024-01-30T00:30:00.000Z'],
    ['P1W', '2024-02-06T00:00:00.000Z'],
    ['P1M', '2024-02-29T00:00:00.000Z'],
    ['PT0S', '2024-01-30T00:00:00.000Z'],
  ] as const) {
    it(`of ${length} after 30 January 2024 ends at ${wanted}`, () => {
      assert.equal(plus(at('2024-01-30'), duration(length) ?? ''), wanted);
    });
  }

  for (const text of ['', 'P', 'PT', 'P1DT', 'P1', '4D', '-P1D', 'P-1D', 'P1D1D', 'PT1H30', 'P1D ', 'p1d']) {
    it(`is not read from "${text}"`, () => {
      assert.equal(duration(text), undefined);
    });
  }

  it('that is read can be added', () => {
    const parts = fc.integer({ min: 0, max: 9_999_999 });

    fc.assert(
      fc.property(parts, fc.constantFrom('Y', 'M', 'W', 'D'), (count, unit) => {
        const length = duration(`P${count}${unit}`);

        const later = length === undefined ? at('2024-01-30') : plus(at('2024-01-30'), length);

        assert.ok(later >= at('2024-01-30') && instant(later) !== undefined, later);
      }),
    );
  });

  it('is added in UTC, so that no clock change makes it longer', () => {
    const before = at('2024-03-09T12:00Z');

    assert.equal(dayIn(plus(before, 'P1D'), where('America/New_York')), '2024-03-10');
    assert.equal(millis(plus(before, 'P1D')) - millis(before), 24 * 3_600_000);
  });
});
