import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Selection } from '../../../src/domain/feed/feed.ts';
import { feed } from '../../../src/domain/feed/feed.ts';
import { noFilters } from '../../../src/domain/feed/filter.ts';
import { day } from '../build.ts';
import { valueOf, wired } from '../../service/wired.ts';

const selection: fc.Arbitrary<Selection> = fc.record(
  {
    release: fc.constantFrom('1.37', '1.38', 'patches'),
    deadlines: fc.boolean(),
    filters: fc.record({
      kinds: fc.constantFrom(['patch'] as const, ['patch', 'cherry-pick', 'freeze'] as const),
      roles: fc.constantFrom(['docs-lead'], ['branch-manager'], ['docs-lead', 'branch-manager']),
      from: fc.constantFrom(day('2015-01-01'), day('2026-10-01')),
      show: fc.constantFrom('allday', 'timed', 'both'),
      alarms: fc.constant(noFilters.alarms),
      cancelled: fc.constantFrom('mark', 'drop'),
    }),
  },
  { requiredKeys: [] },
);
const today = fc.constantFrom('2026-03-31', '2026-11-25', '2026-11-26', '2026-12-01', '2027-02-01').map(day);

describe('a feed of a calendar that gave other feeds before', () => {
  it('is that of a calendar that gave none, whatever was asked for and when', async () => {
    const asked = valueOf((await wired()).publish.calendar('kubernetes'));

    fc.assert(
      fc.property(selection, today, (wish, on) => {
        assert.deepEqual(feed(asked, wish, on), feed(structuredClone(asked), wish, on));
      }),
      { numRuns: 40 },
    );
  });

  it('has the same events, so that each is written once', async () => {
    const asked = valueOf((await wired()).publish.calendar('kubernetes'));

    const [all, one] = [
      feed(asked, {}, day('2026-11-25')),
      feed(asked, { release: '1.38' }, day('2026-11-26')),
    ];

    const known = new Set(all.events);
    const freezes = one.events.filter(({ kind }) => kind === 'freeze');
    assert.ok(freezes.length > 0 && freezes.every((event) => known.has(event)));
  });
});
