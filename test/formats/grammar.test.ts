import assert from 'node:assert/strict';
import { grammarProblems } from './grammar.ts';

const good = [
  ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//a//b//EN', 'CALSCALE:GREGORIAN'],
  ...['NAME:One', 'X-WR-CALNAME:One', 'DESCRIPTION:Two', 'X-WR-CALDESC:Two'],
  ...['LAST-MODIFIED:20261125T000000Z', 'SOURCE;VALUE=URI:https://e.org/a.ics', 'URL:https://e.org/a,b'],
  ...['REFRESH-INTERVAL;VALUE=DURATION:PT6H', 'X-PUBLISHED-TTL:PT6H'],
  ...['COLOR:royalblue', 'X-APPLE-CALENDAR-COLOR:#4169E1'],
  ...['BEGIN:VEVENT', 'UID:a.1.0.b@e.org', 'SEQUENCE:0', 'DTSTAMP:20261125T000000Z'],
  ...['CREATED:20261125T000000Z', 'LAST-MODIFIED:20261125T000000Z'],
  ...['DTSTART;VALUE=DATE:20261130', 'DTEND;VALUE=DATE:20261201'],
  ...['SUMMARY:Free\\, at last', 'DESCRIPTION:One\\nTwo', 'CATEGORIES:freeze,Lead'],
  ...['STATUS:CONFIRMED', 'TRANSP:TRANSPARENT', 'CLASS:PUBLIC', 'END:VEVENT', 'END:VCALENDAR', ''],
].join('\r\n');
const event = /BEGIN:VEVENT[^]*END:VEVENT\r\n/.exec(good)?.[0] ?? '';

describe('our grammar check', () => {
  it('finds nothing in a feed that is right', () => {
    assert.deepEqual(grammarProblems(good), []);
  });

  const long = `SUMMARY:${'x'.repeat(66)}`;
  const bad: [fault: string, feed: string | Buffer, says: RegExp][] = [
    ['a last line without CRLF', good.slice(0, -2), /last line does not end in CRLF/],
    ['a bare line feed', good.replace('\r\nNAME', '\nNAME'), /control character/],
    ['a bare carriage return', good.replace('Free', 'Fr\ree'), /control character/],
    ['a blank line', good.replace('NAME:', '\r\nNAME:'), /line 5: is blank/],
    ['a byte order mark', `\ufeff${good}`, /line 1: has a control character/],
    ['a control character', good.replace('Free', 'Fr\u0007ee'), /control character/],
    ['a line of 76 octets', good.replace('SUMMARY:Free', `${long}éé`), /has \d+ octets/],
    ['a parted character', partedCharacter(), /parted/],
    ['a line without a colon', good.replace('SUMMARY:Free\\, at last', 'SUMMARY'), /no content line/],
    ['a property after an event', `${good.slice(0, -15)}NAME:x\r\nEND:VCALENDAR\r\n`, /stands after/],
    ['a component that never ends', good.replace('END:VEVENT\r\n', ''), /ends VEVENT/],
    [
      'a time zone',
      good.replace('BEGIN:VEVENT', 'BEGIN:VTIMEZONE\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT'),
      /no place/,
    ],
    ['a METHOD', good.replace('VERSION', 'METHOD:PUBLISH\r\nVERSION'), /METHOD has no place/],
    ['a bare comma in a text', good.replace('\\,', ','), /SUMMARY is/],
    ['an escape that is none', good.replace('\\,', '\\:'), /SUMMARY is/],
    ['an escaped comma in an address', good.replace('a,b', 'a\\,b'), /URL is/],
    ['a TZID', good.replace('DTSTART;VALUE=DATE', 'DTSTART;TZID=UTC'), /DTSTART is/],
    ['a day that does not exist', good.replaceAll('20261130', '20261131'), /DTSTART is/],
    [
      'an end that is no later than the start',
      good.replace('20261201', '20261130'),
      /not later than DTSTART/,
    ],
    ['a missing property', good.replace('CLASS:PUBLIC\r\n', ''), /CLASS 0 times/],
    ['a doubled property', good.replace('CLASS:PUBLIC', 'CLASS:PUBLIC\r\nCLASS:PUBLIC'), /CLASS 2 times/],
    ['two names that differ', good.replace('X-WR-CALNAME:One', 'X-WR-CALNAME:Other'), /X-WR-CALNAME is/],
    ['a UID that stands twice', good.replace(event, event + event.replace('Free', 'New')), /stands twice/],
    [
      'two events equal but for their UID',
      good.replace(event, event + event.replace('a.1.0.b@', 'a.1.0.c@')),
      /equal but for their UID/,
    ],
  ];
  for (const [fault, feed, says] of bad) {
    it(`finds ${fault}`, () => {
      assert.match(grammarProblems(feed).join('\n'), says);
    });
  }

  /** A fold between the two octets of an é. */
  function partedCharacter(): Buffer {
    const text = Buffer.from(good.replace('Free', 'é'));
    const inside = text.indexOf('é') + 1;
    return Buffer.concat([text.subarray(0, inside), Buffer.from('\r\n '), text.subarray(inside)]);
  }
});
