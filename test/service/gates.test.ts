import assert from 'node:assert/strict';
import type { Calendar } from '../../src/domain/calendar/calendar.ts';
import { state } from '../../src/domain/banner/state.ts';
import { instantOf, millis } from '../../src/domain/time/time.ts';
import { at, valueOf, wired } from './wired.ts';

/** By hand, from the release READMEs: when Code Freeze closes, and the end of the thaw's day. What gates beside it comes later. */
const table = [
  ['1.24', '2022-03-30T01:00Z', '2022-05-04T00:00Z', '2022-04-06T01:00Z'],
  ['1.25', '2022-08-03T01:00Z', '2022-08-24T00:00Z', '2022-08-10T01:00Z'],
  ['1.26', '2022-11-09T01:00Z', '2022-12-10T00:00Z', '2022-11-16T01:00Z'],
  ['1.27', '2023-03-15T01:00Z', '2023-04-12T00:00Z', '2023-03-22T01:00Z'],
  ['1.28', '2023-07-19T01:00Z', '2023-08-16T00:00Z', '2023-07-26T01:00Z'],
  ['1.29', '2023-11-01T01:00Z', '2023-12-14T00:00Z', '2023-11-15T01:00Z'],
  ['1.30', '2024-03-06T02:00Z', '2024-04-18T00:00Z', '2024-03-27T01:00Z'],
  ['1.31', '2024-07-24T02:00Z', '2024-08-14T00:00Z', '2024-07-31T01:00Z'],
  ['1.32', '2024-11-08T02:00Z', '2024-12-12T00:00Z', '2024-11-08T02:00Z'],
  ['1.33', '2025-03-21T02:00Z', '2025-04-24T00:00Z', '2025-03-21T02:00Z'],
  ['1.34', '2025-07-25T02:00Z', '2025-08-28T00:00Z', '2025-07-25T02:00Z'],
  ['1.35', '2025-11-07T12:00Z', '2025-12-19T00:00Z', '2025-11-07T12:00Z'],
  ['1.36', '2026-03-19T12:00Z', '2026-04-23T00:00Z', '2026-03-19T12:00Z'],
  ['1.37', '2026-07-23T12:00Z', '2026-08-27T00:00Z', '2026-07-23T12:00Z'],
  ['1.38', '2026-11-19T12:00Z', '2026-12-17T00:00Z', '2026-11-19T12:00Z'],
] as const;

const hourMs = 3_600_000;

describe('the gate of Kubernetes', () => {
  let shipped: Calendar | undefined = undefined;
  before(async () => {
    shipped = valueOf((await wired()).publish.calendar('kubernetes'));
  });

  for (const [version, closes, opens, tests] of table)
    it(`in ${version} is closed from ${closes} until ${opens}, at every hour`, () => {
      assert.ok(shipped);
      const own = { ...shipped, releases: shipped.releases.filter((one) => one.version === version) };

      for (
        let now = millis(at(closes)) - 500 * hourMs;
        now < millis(at(opens)) + 48 * hourMs;
        now += hourMs
      ) {
        const { gate } = state(own, instantOf(now));
        const wanted = now >= millis(at(closes)) && now < millis(at(opens));
        assert.equal(gate.closed, wanted, instantOf(now));
        if (!wanted) continue;
        assert.deepEqual([gate.since, gate.until], [at(closes), at(opens)]);
        const by = now >= millis(at(tests)) ? ['code-freeze', 'test-freeze'] : ['code-freeze'];
        assert.deepEqual(
          gate.by.map(({ milestone }) => milestone.id),
          by,
        );
      }
    });
});
