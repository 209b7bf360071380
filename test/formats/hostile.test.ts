import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Calendar } from '../../src/domain/calendar/calendar.ts';
import { calendarOf, hostileText, ink, isClean, nasty, withPlainLinks } from './hostile.ts';
import { dayIn, utc } from '../../src/domain/time/time.ts';
import { feed } from '../../src/domain/feed/feed.ts';
import { grammarProblems } from './grammar.ts';
import { openFormats } from '../../src/formats/index.ts';
import { readWithIcalJs } from './icaljs.ts';
import { at, unread } from '../service/wired.ts';

const formats = openFormats(unread().templates);

function written(calendar: Calendar, name: 'ics' | 'json'): string {
  const format = formats.find((one) => one.name === name);
  const asked = feed(calendar, {}, dayIn(at('2030-01-01'), utc));
  return format?.feed?.(asked, `https://x.example/x.${name}`) ?? '';
}

/** A role that says nothing is never read from a file. */
const roles = fc.array(
  hostileText.filter((text) => text !== ''),
  { maxLength: 2 },
);
const texts = fc.record({
  name: hostileText,
  note: hostileText,
  role: roles,
});

describe('a feed of hostile names and notes', function () {
  it('is strict iCalendar, each name on one content line, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 10 }), hostileText, (milestones, title) => {
        const ics = written(calendarOf(milestones, title || 'X'), 'ics');

        assert.deepEqual(grammarProblems(ics), []);
        assert.equal(ics.match(/^SUMMARY:/gm)?.length, milestones.length);
        assert.equal(ics.match(/^BEGIN:VEVENT$/gm)?.length, milestones.length);
      }),
      { numRuns: 400 },
    );
  });

  it('is read back by ical.js with every name, note and role whole', () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 10 }), (milestones) => {
        const read = readWithIcalJs(written(calendarOf(milestones), 'ics'));

        assert.equal(read.length, milestones.length);
        for (const [index, { name, note, role }] of milestones.entries()) {
          const { summary, description, categories } = read[index] ?? assert.fail('no entry');
          assert.equal(ink(summary), ink(`${name} (X 1.0)`));
          const plain = withPlainLinks(note);
          assert.ok(ink(description).includes(ink(`Note: ${plain}`)), description);
          // ical.js does not part values at a comma after an escaped backslash
          assert.equal(ink(categories.join()), ink(['freeze', ...new Set(role)].join()));
          if (isClean(name)) assert.equal(summary, `${name} (X 1.0)`);
          if (isClean(note)) assert.ok(description.includes(`Note: ${plain}\n`), description);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('is as safe in JSON, on one line', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.constantFrom(...nasty)), (text) => {
        const json = written(calendarOf([{ name: text, note: text }]), 'json');

        const { milestones } = JSON.parse(json) as { milestones: { name: string; note: string }[] };
        const [found] = milestones;
        assert.deepEqual([found?.name, found?.note], [text, text]);
        assert.equal(json.trimEnd().split('\n').length, 1);
        assert.ok(json.isWellFormed());
      }),
      { numRuns: 400 },
    );
  });
});
