import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Written } from '../formats/hostile.ts';
import { calendarOf, hostileText, ink, withPlainLinks } from '../formats/hostile.ts';
import { dayIn, utc } from '../../src/domain/time/time.ts';
import { feed } from '../../src/domain/feed/feed.ts';
import { grammarProblems } from '../formats/grammar.ts';
import { openFormats } from '../../src/formats/index.ts';
import { readWithIcalJs } from '../formats/icaljs.ts';
import { at, unread } from '../service/wired.ts';
import { needLibical, readWithLibical } from './libical.ts';

needLibical();

const format = openFormats(unread().templates).find(({ name }) => name === 'ics');

const milestone = fc.record({
  name: hostileText,
  note: hostileText,
  link: fc.webUrl({ withQueryParameters: true, withFragments: true }),
});

/** What of an event two libraries must read alike. */
interface Read {
  readonly summary: string;
  readonly description: string;
}

function mustRead(
  { name, note = '', link = '' }: Written,
  read: Read | undefined,
  url: string | undefined,
): void {
  assert.equal(ink(read?.summary ?? ''), ink(`${name} (X 1.0)`));
  assert.ok(ink(read?.description ?? '').includes(ink(`Note: ${withPlainLinks(note)}`)), read?.description);
  assert.equal(url, link);
}

describe('a hundred thousand hostile names, notes and links', function () {
  it('come out as one content line each, and are read back whole by two libraries', () => {
    let count = 0;
    fc.assert(
      fc.property(fc.array(milestone, { minLength: 1_000, maxLength: 1_000 }), (milestones) => {
        const asked = feed(calendarOf(milestones), {}, dayIn(at('2030-01-01'), utc));

        const ics = format?.feed?.(asked, 'https://x.example/x.ics') ?? '';

        assert.deepEqual(grammarProblems(ics), []);
        const lines = ics.replaceAll('\r\n ', '').split('\r\n');
        for (const property of ['SUMMARY:', 'DESCRIPTION:', 'URL;VALUE=URI:']) {
          const calendars = property === 'DESCRIPTION:' ? 1 : 0;
          const own = lines.filter((line) => line.startsWith(property)).length;
          assert.equal(own, milestones.length + calendars, property);
        }
        const js = readWithIcalJs(ics);
        const { errors, events } = readWithLibical(ics);
        assert.deepEqual([js.length, events.length, errors], [milestones.length, milestones.length, 0]);
        for (const [index, written] of milestones.entries()) {
          mustRead(written, js[index], js[index]?.url);
          mustRead(written, events[index], events[index]?.url[0]);
        }
        count += milestones.length;
      }),
      // what fails is told as it is: to make a thousand smaller takes minutes
      { numRuns: 100, endOnFailure: true },
    );
    assert.equal(count, 100_000);
  });
});
