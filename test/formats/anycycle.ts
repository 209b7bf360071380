import * as fc from 'fast-check';
import type { Release } from '../../src/domain/calendar/calendar.ts';
import { weekOf } from '../../src/domain/lint/checkrows.ts';
import { instantOf, millis, utc } from '../../src/domain/time/time.ts';
import { announcedDay, isDated } from '../../src/domain/when/when.ts';
import { anyDated, daysAfter, springMoment } from '../domain/any.ts';
import { day, dayWhen, milestone, release } from '../domain/build.ts';

const anyName = fc.oneof(
  fc.constantFrom('Code Freeze', 'Test Freeze', 'Docs Freeze', 'Call for Exceptions'),
  fc.constantFrom('Start of Release Cycle', 'KubeCon NA', 'APAC-friendly meetings begin', 'Thaw', 'Steering'),
  fc.constantFrom('[a]', 'a [b](c) d', '*a*', '**a', '`a`', '![a]', 'a <br> b', '[a', 'a]', '[x][y]'),
  fc.constantFrom('a | b', String.raw`a \| b`, String.raw`C:\docs`, 'a_b', '_a_', '||', 'é 冻结 🎉', 'تجميد'),
  fc.string({ unit: fc.constantFrom(...'ab |\\_.:-#*[]`<>!()~&'.split('')), minLength: 1 }),
);

const anyRole = fc.array(fc.constantFrom('Lead', 'Docs Lead', 'CI | Signal', 'ALL'), { maxLength: 3 });
const links = ['https://example.org/', 'https://example.org/a?b=c#d', 'mailto:a@example.org'];

const cycleDays = daysAfter('2026-08-31', 100);
const cycleMoment = springMoment.map((one) => instantOf(millis(one) + 190 * 86_400_000));
const cycleWhen = anyDated(cycleDays, cycleMoment)
  .map((when) => (when.kind === 'day' || when.kind === 'span' ? { ...when, zone: utc } : { ...when }))
  .filter((when) => announcedDay(when) >= day('2026-08-31'));

/** A cycle whose rows are in order and whose weeks are right. */
export const anyCycle: fc.Arbitrary<Release> = fc
  .array(fc.record({ name: anyName, when: cycleWhen, role: anyRole, link: fc.constantFrom('', ...links) }), {
    maxLength: 8,
  })
  .map((rows) => {
    const start = { name: 'Start of Release Cycle', when: dayWhen('2026-08-31'), role: ['Lead'], link: '' };
    const sorted = rows
      .map((row) => ({ ...row, name: row.name.replace(/\s+/g, ' ').trim() }))
      // the reader takes `<!--` for a comment, also behind a backslash
      .filter(({ name }) => /[ab\p{L}]/u.test(name) && !name.includes('<!--'))
      .toSorted((a, b) => (announcedDay(a.when) < announcedDay(b.when) ? -1 : 1));
    return release(
      '1.38',
      [start, ...sorted].map(({ name, when, role, link }, index) =>
        milestone(`row-${index}`, 'TBD', {
          ...{ name, when, role, week: isDated(when) ? weekOf(announcedDay(when), day('2026-08-31')) : 0 },
          ...(link !== '' && { link }),
        }),
      ),
    );
  });
