import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readAlarm, ringsAfter, writeAlarm } from '../../../src/domain/feed/alarm.ts';

describe('an alarm', () => {
  const hour = 3600;
  const cases: [text: string, after: number][] = [
    ['0d', 9 * hour],
    ['1d', -15 * hour],
    ['7d', -(6 * 24 + 15) * hour],
    ['7d@18:00', -(6 * 24 + 6) * hour],
    ['1d@00:00', -24 * hour],
    ['0d@23:59', 24 * hour - 60],
  ];
  for (const [text, after] of cases) {
    it(`of ${text} rings ${after / hour} hours from the reader's midnight`, () => {
      const alarm = readAlarm(text);

      assert.equal(alarm && ringsAfter(alarm), after);
    });
  }

  for (const text of [
    ...['', 'd', '7', '7days', '-1d', '7d@', '7d@9:00', '7d@24:00', '61d', '7d@18:60', '7d ', '1h'],
  ]) {
    it(`is nothing for ${JSON.stringify(text)}`, () => {
      assert.equal(readAlarm(text), undefined);
    });
  }

  it('that is written is read as the same', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(1439), (days, minutes) => {
        assert.deepEqual(readAlarm(writeAlarm({ days, minutes })), { days, minutes });
      }),
    );
  });
});
