import * as fc from 'fast-check';
import type { Calendar } from '../../src/domain/calendar/calendar.ts';
import { at, calendar, dayWhen, milestone, release } from '../domain/build.ts';
import { addDays, dayIn, utc } from '../../src/domain/time/time.ts';

/** The texts of a milestone that somebody else wrote. */
export interface Written {
  readonly name: string;
  readonly note?: string;
  readonly role?: readonly string[];
  readonly link?: string;
}

const now = at('2030-01-01');

/** A calendar that no file gave, so that its texts are anything at all; its days follow each other from `now`. */
export function calendarOf(written: readonly Written[], title = 'X'): Calendar {
  const milestones = written.map(({ name, note, role = [], link }, index) =>
    milestone(`m${index}`, 'TBD', {
      ...{ name, short: name, kind: 'freeze', role, key: true, banner: true },
      when: dayWhen(addDays(dayIn(now, utc), index)),
      ...(note !== undefined && { note }),
      ...(link !== undefined && { link }),
    }),
  );
  return calendar([release('1.0', milestones, { title: `${title} 1.0` })], {
    ...{ id: 'x', title, description: title, domain: 'x.example', homepage: 'https://x.example/' },
  });
}

/** What has broken a writer of calendars, pages or Markdown before. */
export const nasty: readonly string[] = [
  ...['\\', '\\n', '\\,', ',', ';', ':', '"', "'", '^', '^n', '%0D%0A', '&', '&amp;', '&#60;', '<', '>', '`'],
  ...['\n', '\r', '\r\n', '\r\n ', '\n\n', '\t', '\0', '\u0007', '\u001b[31m', '\u007f', '\u0085', '\u009f'],
  ...['\u2028', '\u2029', '\ufeff', '\uffff', '\ud800', '\udfff', '\u202e', '\u200d', 'é', 'e\u0301', '漢字'],
  ...['👩‍💻'],
  ...['*', '_', '**', '[', '](https://evil.example)', '|', '~~', '#', '- ', '1. ', '> ', '<b>', '</strong>'],
  ...['<script>alert(1)</script>', '{{ 7 | times: 7 }}', '{% raw %}', '-->', ']]>', '://', ' '],
  ...['\r\nBEGIN:VEVENT', '\nEND:VCALENDAR\n', '\r\nATTENDEE:mailto:a@example.org', 'DTSTART:20300101'],
  ...['x'.repeat(80), '漢'.repeat(30), '👩‍💻'.repeat(12)],
];

/** Some of those among any characters, lone surrogates too. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...nasty) },
      { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
      { weight: 1, arbitrary: fc.nat(0xffff).map((code) => String.fromCharCode(code)) },
    ),
    { maxLength: 7 },
  )
  .map((parts) => parts.join(''));

/** True when every character of a text is one that a reader may be shown as it is. */
export function isClean(text: string): boolean {
  return text.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}\ufeff\ufffe\uffff]/u.test(text);
}

/** A text without white space and without all that must never be written: what must come through whole. */
export function ink(text: string): string {
  return text.toWellFormed().replace(/[\s\p{Cc}\p{Zl}\p{Zp}\ufeff\ufffe\uffff]/gu, '');
}

/** A note as a calendar entry has it: a Markdown link is its text and its address. */
export function withPlainLinks(note: string): string {
  return note.replace(/\[([^\]]*)\]\(([^)\s]*)\)/g, '$1 ($2)');
}
