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

describe('the end of the last line', () => {
  it('is still no CRLF in ical-generator', () => {
    assert.ok(generated().endsWith('END:VCALENDAR'));
  });
  it('is one in ours', () => {
    assert.ok(contentLines(generated(), []).endsWith('\r\nEND:VCALENDAR\r\n'));
  });
});

describe('the properties of a calendar', () => {
  const own = { x: { 'X-OWN': 'mine' } };

  it('still stand after its events in ical-generator', () => {
    assert.match(problemsOf(generated({}, own)), /X-OWN stands after a component of VCALENDAR/);
  });
  it('stand before them in ours', () => {
    const ics = contentLines(generated({}, own), ['X-MORE:2']);

    assert.equal(problemsOf(ics), '');
    assert.match(ics, /\r\nX-OWN:mine\r\nX-MORE:2\r\nBEGIN:VEVENT\r\n/);
  });

  it('still lack DESCRIPTION, LAST-MODIFIED and COLOR in ical-generator', () => {
    const calendar = ical({ description: 'One', color: '#4169E1' });

    assert.doesNotMatch(calendar.toString(), /^(DESCRIPTION|LAST-MODIFIED|COLOR):/m);
    assert.equal(Reflect.has(calendar, 'lastModified'), false);
    assert.throws(() => calendar.x('COLOR', 'royalblue'), /start with `X-`/);
  });
});

describe('the properties of an event', () => {
  function alarmed(): string {
    const day = new Date('2026-11-30T00:00:00Z');
    const event = ical().createEvent({
      id: 'a',
      start: day,
      end: day,
      summary: 'One',
      url: 'https://e.org/',
    });
    event.createAlarm({ type: ICalAlarmType.display, triggerBefore: 3600, description: 'One' });
    return `BEGIN:VCALENDAR\r\n${event.toString()}END:VCALENDAR\r\n`;
  }

  it('still stand after its alarm in ical-generator', () => {
    assert.match(problemsOf(alarmed()), /URL stands after a component of VEVENT/);
  });
  it('stand before it in ours', () => {
    assert.equal(problemsOf(contentLines(alarmed(), [])), '');
  });
});

describe('an address', () => {
  const url = 'https://e.org/a,b;c';

  it('is still escaped like a text in ical-generator', () => {
    assert.match(generated({ url }), /^URL;VALUE=URI:https:\/\/e\.org\/a\\,b\\;c\r$/m);
  });
  it('is as it was given in ours', () => {
    assert.match(contentLines(generated({ url }), []), /^URL;VALUE=URI:https:\/\/e\.org\/a,b;c\r$/m);
  });
});

describe('a control character', () => {
  const summary = 'One\u0007\u001b[1m\u0085\u2028two';

  it('is still let through by ical-generator', () => {
    assert.match(problemsOf(generated({ summary })), /has a control character/);
  });
  it('never reaches a line of ours', () => {
    const ics = contentLines(generated({ summary: printable(summary) }), []);

    assert.equal(problemsOf(ics), '');
    assert.match(ics, /^SUMMARY:One \[1m two\r$/m);
  });
});

describe('half a character', () => {
  const summary = '\ud800é'.repeat(20);

  it('still makes ical-generator write lines that are too long', () => {
    assert.match(problemsOf(generated({ summary })), /has \d+ octets/);
  });
  it('is a character of its own in ours', () => {
    assert.equal(problemsOf(contentLines(generated({ summary: printable(summary) }), [])), '');
  });
});

describe('a line break in the name of a calendar', () => {
  const evil = 'One\r\nX-EVIL:1';
  const places: { place: string; raw: () => string; ours: () => string }[] = [
    {
      place: 'the name',
      raw: () => generated({}, { name: evil }),
      ours: () => generated({}, { name: escapeText(evil) }),
    },
    {
      place: 'the description',
      raw: () => generated({}, { description: evil }),
      ours: () => generated({}, { description: escapeText(evil) }),
    },
  ];
  for (const { place, raw, ours } of places) {
    it(`still is a property of its own in ${place} of ical-generator`, () => {
      assert.match(raw(), /^X-EVIL:1\r$/m);
    });
    it(`is part of ${place} in ours`, () => {
      const ics = contentLines(ours(), []);

      assert.doesNotMatch(ics, /^X-EVIL/m);
      assert.match(ics, /One\\nX-EVIL:1\r$/m);
    });
  }

  it('still is one in PRODID, UID and the address of ical-generator, which only we fill', () => {
    const prodId = { company: evil, product: 'b' };

    assert.match(generated({}, { prodId }), /^X-EVIL:1/m);
    assert.match(generated({ id: evil }), /^X-EVIL:1\r$/m);
    assert.match(generated({}, { url: evil }), /^X-EVIL:1\r$/m);
    assert.match(generated({}, { source: evil }), /^X-EVIL:1\r$/m);
  });
});

describe('commas and backslashes in the name of a calendar', () => {
  it('are still left as they are by ical-generator', () => {
    assert.match(generated({}, { name: 'a,b;c\\d' }), /^NAME:a,b;c\\d\r$/m);
  });
  it('are escaped in ours', () => {
    assert.match(generated({}, { name: escapeText('a,b;c\\d') }), /^NAME:a\\,b\\;c\\\\d\r$/m);
  });
});
