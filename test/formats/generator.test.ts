import assert from 'node:assert/strict';
import type { ICalCalendarData } from 'ical-generator';
import ical, { ICalAlarmType } from 'ical-generator';
import { contentLines, escapeText } from '../../src/formats/words/contentline.ts';
import { printable } from '../../src/formats/words/words.ts';
import { readStream } from './octets.ts';

/*
 * What ical-generator gets wrong and we put right. The first test of each pair runs ical-generator alone: when it
 * fails, upstream has put the point right, and what src/formats/words/contentline.ts does about it may go.
 */

/** A calendar of one event with these texts, as ical-generator writes it. */
function generated(
  texts: { readonly summary?: string; readonly url?: string; readonly id?: string } = {},
  data: ICalCalendarData = {},
): string {
  const { summary = 'One', url, id = 'a' } = texts;
  const calendar = ical(data);
  const day = new Date('2026-11-30T00:00:00Z');
  calendar.createEvent({ id, start: day, end: day, stamp: day, allDay: true, summary, ...(url && { url }) });
  return calendar.toString();
}

function problemsOf(ics: string): string {
  return readStream(Buffer.from(ics)).problems.join('\n');
}

/** The same with its alarm, which ical-generator writes before the address. */
function alarmed(): string {
  const day = new Date('2026-11-30T00:00:00Z');
  const event = ical().createEvent({ id: 'a', start: day, end: day, summary: 'One', url: 'https://e.org/' });
  event.createAlarm({ type: ICalAlarmType.display, triggerBefore: 3600, description: 'One' });
  return `BEGIN:VCALENDAR\r\n${event.toString()}END:VCALENDAR\r\n`;
}

const own = { x: { 'X-OWN': 'mine' } };
const url = 'https://e.org/a,b;c';
const control = 'One\u0007\u001b[1m\u0085\u2028two';
const half = '\ud800é'.repeat(20);
const evil = 'One\r\nX-EVIL:1';
const part = /^\S+:One\\nX-EVIL:1\r$/m;

interface Fault {
  readonly what: string;
  /** As ical-generator writes it, and what of it, or of its octets, is wrong still. */
  readonly raw: string;
  readonly still: RegExp;
  /** What of our own is right; the octets are right in any case. */
  readonly ours: RegExp;
  /** What we give to ical-generator, where that is not the same. */
  readonly given?: string;
}

const faults: readonly Fault[] = [
  {
    what: 'the end of the last line',
    raw: generated(),
    still: /END:VCALENDAR$/,
    ours: /\r\nEND:VCALENDAR\r\n$/,
  },
  {
    what: 'the properties of a calendar, after its events',
    raw: generated({}, own),
    still: /X-OWN stands after a component of VCALENDAR/,
    ours: /\r\nX-OWN:mine\r\nX-MORE:2\r\nBEGIN:VEVENT\r\n/,
  },
  {
    what: 'the properties of an event, after its alarm',
    raw: alarmed(),
    still: /URL stands after a component of VEVENT/,
    ours: /URL;VALUE=URI:https:\/\/e\.org\/\r\nBEGIN:VALARM/,
  },
  {
    what: 'an address, escaped like a text',
    raw: generated({ url }),
    still: /e\.org\/a\\,b\\;c\r$/m,
    ours: /e\.org\/a,b;c\r$/m,
  },
  {
    what: 'a control character',
    raw: generated({ summary: control }),
    given: generated({ summary: printable(control) }),
    still: /has a control character/,
    ours: /^SUMMARY:One \[1m two\r$/m,
  },
  {
    what: 'half a character, which makes lines too long',
    raw: generated({ summary: half }),
    given: generated({ summary: printable(half) }),
    still: /has \d+ octets/,
    ours: /^SUMMARY:\ufffdé/m,
  },
  {
    what: 'a line break in the name of a calendar',
    raw: generated({}, { name: evil }),
    given: generated({}, { name: escapeText(evil) }),
    still: /^X-EVIL:1\r$/m,
    ours: part,
  },
  {
    what: 'a line break in its description',
    raw: generated({}, { description: evil }),
    given: generated({}, { description: escapeText(evil) }),
    still: /^X-EVIL:1\r$/m,
    ours: part,
  },
  {
    what: 'commas and backslashes in its name',
    raw: generated({}, { name: 'a,b;c\\d' }),
    given: generated({}, { name: escapeText('a,b;c\\d') }),
    still: /^NAME:a,b;c\\d\r$/m,
    ours: /^NAME:a\\,b\\;c\\\\d\r$/m,
  },
];

describe('what ical-generator gets wrong', () => {
  for (const { what, raw, still, ours, given = raw } of faults) {
    it(`is still wrong in it alone: ${what}`, () => {
      assert.match(`${problemsOf(raw)}\n${raw}`, still);
    });
    it(`is right in ours: ${what}`, () => {
      const ics = contentLines(given, ['X-MORE:2']);

      assert.equal(problemsOf(ics), '');
      assert.match(ics, ours);
      assert.doesNotMatch(ics, /^X-EVIL/m);
    });
  }

  it('is still that it lacks DESCRIPTION, LAST-MODIFIED and COLOR of a calendar', () => {
    const calendar = ical({ description: 'One', color: '#4169E1' });

    assert.doesNotMatch(calendar.toString(), /^(DESCRIPTION|LAST-MODIFIED|COLOR):/m);
    assert.equal(Reflect.has(calendar, 'lastModified'), false);
    assert.throws(() => calendar.x('COLOR', 'royalblue'), /start with `X-`/);
  });

  it('is still a line break in PRODID, UID and the address, which only we fill', () => {
    const prodId = { company: evil, product: 'b' };

    assert.match(generated({}, { prodId }), /^X-EVIL:1/m);
    assert.match(generated({ id: evil }), /^X-EVIL:1\r$/m);
    assert.match(generated({}, { url: evil }), /^X-EVIL:1\r$/m);
    assert.match(generated({}, { source: evil }), /^X-EVIL:1\r$/m);
  });
});
