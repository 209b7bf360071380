import assert from 'node:assert/strict';
import { utc } from '../../../src/domain/time/time.ts';
import { briefWhen } from '../../../src/formats/words/briefwhen.ts';
import { when } from '../../domain/build.ts';

describe('a when in a list', () => {
  for (const [written, says] of [
    ['2026-12-02', 'Wed 2 Dec 2026'],
    ['2026-12-02 AoE', 'Wed 2 Dec 2026 (AoE)'],
    ['2026-11-09..2026-11-12', 'Mon 9 to Thu 12 Nov 2026'],
    ['2026-03-31..2026-04-02', 'Tue 31 Mar to Thu 2 Apr 2026'],
    ['2026-12-30..2027-01-02', 'Wed 30 Dec 2026 to Sat 2 Jan 2027'],
    ['2024-02-09T02:00Z', 'Fri 9 Feb 2024, 02:00 UTC'],
    ['2024-02-08 18:00 America/Los_Angeles', 'Thu 8 Feb 2024 (Fri 9 Feb, 02:00 UTC)'],
    ['2027-03', 'March 2027, day not announced'],
    ['TBD', 'not announced'],
  ] as const)
    it(`says "${says}" of ${written}`, () => {
      assert.equal(briefWhen(when(written), utc), says);
    });
});
