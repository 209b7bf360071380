import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { grammarProblems } from './grammar.ts';
import { readWithIcalJs } from './icaljs.ts';
import { calendarFiles, inFolder } from '../service/folder.ts';
import { feedOf } from '../service/replica.ts';
import { wired } from '../service/wired.ts';

const lists = {
  release: ['1.38', '1.37', '1.14', 'patches'],
  kind: ['freeze', 'deadline', 'release', 'patch', 'cherry-pick', 'event'],
  role: ['docs-lead', 'comms', 'branch-manager'],
  milestone: ['code-freeze', 'docs-freeze', 'release'],
  alarms: ['0d', '1d', '7d', '7d@18:00', '30d@00:00'],
};
const some = (values: readonly string[], most = 3): fc.Arbitrary<string> =>
  fc.subarray([...values], { minLength: 1, maxLength: most }).map((list) => list.join(','));

/** Any filters, in any order. */
const query = fc
  .record(
    {
      ...{ release: some(lists.release), kind: some(lists.kind), role: some(lists.role) },
      ...{ milestone: some(lists.milestone), alarms: some(lists.alarms, 2) },
      ...{
        from: fc.constantFrom('2015-01-01', '2026-06-01'),
        to: fc.constantFrom('2026-06-30', '2027-06-30'),
      },
      ...{
        deadlines: fc.constantFrom('allday', 'timed', 'both'),
        cancelled: fc.constantFrom('mark', 'drop'),
      },
    },
    { requiredKeys: [] },
  )
  .map((values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)));

describe('a filtered feed', function () {
  it('is strict iCalendar, and ical.js reads each of its events, whatever the filters', async () => {
    const service = await wired();
    fc.assert(
      fc.property(
        fc.constantFrom('kubernetes', 'kubernetes-deadlines', 'kubernetes-1.38'),
        query,
        (name, filters) => {
          const ics = feedOf(service, name, filters);

          assert.deepEqual(grammarProblems(ics), []);
          assert.equal(readWithIcalJs(ics).length, ics.match(/^BEGIN:VEVENT$/gm)?.length ?? 0);
          assert.ok(Buffer.byteLength(ics) < 1_000_000);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('has an address for each event, that of the feed where nobody gave one', async () => {
    await inFolder(calendarFiles('one', '{ name: A, kind: freeze, when: 2030-01-01 }'), async (calendars) => {
      const ics = feedOf(await wired({ calendars }), 'one');

      assert.match(ics, /\r\nURL;VALUE=URI:https:\/\/example\.org\/one\.ics\r\n/);
      assert.doesNotMatch(ics, /DESCRIPTION:.*example\.org/);
    });
  });

  it('rings at 09:00 of the reader, or at the hour asked for, and before the cutoff of a timed one', async () => {
    const service = await wired();
    const triggers = (filters: Readonly<Record<string, string>>): readonly string[] => [
      ...new Set(
        feedOf(service, 'kubernetes-1.38', { milestone: 'code-freeze', ...filters }).match(/^TRIGGER.*$/gm),
      ),
    ];

    assert.deepEqual(triggers({}), []);
    assert.deepEqual(triggers({ alarms: '7d,1d' }), ['TRIGGER:-PT15H', 'TRIGGER:-P6DT15H']);
    assert.deepEqual(triggers({ alarms: '0d' }), ['TRIGGER:PT9H']);
    assert.deepEqual(triggers({ alarms: '7d@18:00' }), ['TRIGGER:-P6DT6H']);
    assert.deepEqual(triggers({ alarms: '7d', deadlines: 'timed' }), ['TRIGGER;RELATED=END:-P7D']);
  });
});
