import assert from 'node:assert/strict';
import { timeLeft } from '../../../src/formats/words/timeleft.ts';
import { at } from '../../domain/build.ts';

const until = at('2026-12-03T12:00Z');

describe('the time that is left', () => {
  for (const [now, says, turns] of [
    ['2026-11-25T00:00Z', '8 days left', '2026-11-25T12:00:00.001Z'],
    ['2026-12-01T12:00Z', '2 days left', '2026-12-01T12:00:00.001Z'],
    ['2026-12-01T13:00Z', '47 hours left', '2026-12-01T13:00:00.001Z'],
    ['2026-12-03T10:30Z', '1 hour left', '2026-12-03T11:00:00.001Z'],
    ['2026-12-03T11:30Z', 'less than an hour left', '2026-12-03T12:00:00.000Z'],
  ] as const)
    it(`is "${says}" at ${now}, until ${turns}`, () => {
      assert.deepEqual(timeLeft(until, at(now)), { says, turns });
    });
});
