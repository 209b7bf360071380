import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Release } from '../../src/domain/calendar/calendar.ts';
import type { When } from '../../src/domain/when/when.ts';
import { weekOf } from '../../src/domain/lint/checkrows.ts';
import { instantOf, millis, utc } from '../../src/domain/time/time.ts';
import { announcedDay, isDated } from '../../src/domain/when/when.ts';
import { cycleRows } from '../../src/formats/words/cyclerows.ts';
import { anyDated, daysAfter, springMoment } from '../domain/any.ts';
import { day, dayWhen, milestone, monthWhen, release } from '../domain/build.ts';
import { wired } from '../service/wired.ts';
import { facts, readBack, write } from './asreadme.ts';

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
const anyCycle: fc.Arbitrary<Release> = fc
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

/** The release that a README of it tells. */
function again(one: Release): Release {
  const { drafts } = readBack(write(one));
  return release(
    one.version,
    drafts.map((draft) => ({ ...milestone(draft.id, 'TBD'), ...draft })),
  );
}

/** What the linter says of a day or an hour, wherever it stands. */
const dayRules: ReadonlySet<string> = new Set(['conference-clash', 'midnight', 'weekend-deadline']);

describe('the README of a release', function () {
  it('reads back as the same rows: names, where they lead, dates, roles and weeks', () => {
    fc.assert(
      fc.property(anyCycle, (one) => {
        const { drafts } = readBack(write(one));

        assert.deepEqual(drafts.map(facts), one.milestones.map(facts), write(one));
      }),
    );
  });

  it('is written the same when it has been read', () => {
    fc.assert(
      fc.property(anyCycle, (one) => {
        const once = again(one);

        assert.deepEqual(again(once), once, write(once));
      }),
    );
  });

  it('has nothing in it that the linter would say, whatever the cycle', () => {
    fc.assert(
      fc.property(anyCycle, (one) => {
        const { problems } = readBack(write(again(one)));

        const others = problems.filter(({ rule }) => !dayRules.has(rule));
        assert.deepEqual(others, [], write(again(one)));
      }),
    );
  });

  it('says of the shipped cycles what their files say, and the linter finds only conferences', async () => {
    const { publish } = await wired();
    const versions = [
      ...['1.14', '1.15', '1.16', '1.17', '1.24', '1.30', '1.31', '1.33', '1.35', '1.36', '1.37', '1.38'],
    ];

    for (const version of versions) {
      const answer = publish.release({ calendar: 'kubernetes', release: version });
      assert.ok('value' in answer);
      const { release: one } = answer.value;
      const { drafts, problems } = readBack(write(one), version);

      assert.deepEqual(drafts.map(facts), cycleRows(one).flat().map(facts), version);
      const others = problems.filter(({ rule }) => rule !== 'conference-clash');
      assert.deepEqual(others, [], version);
    }
  });

  it('takes whens that have no day as they are', () => {
    const whens = [monthWhen('2026-10'), { kind: 'tbd' } satisfies When];
    const rows = whens.map((when, index) => milestone(`row-${index}`, 'TBD', { name: `Row ${index}`, when }));

    const { drafts, problems } = readBack(write(release('1.38', rows)));

    assert.deepEqual(
      drafts.map(({ when }) => when),
      whens,
    );
    assert.deepEqual(problems, []);
  });

  it('tells where it stands, and reads back from there', () => {
    const homepage = 'https://example.org/releases/release-1.38';

    const rows = [milestone('thaw', 'TBD', { name: 'Thaw' })];

    const plain = write(release('1.38', rows, { homepage }));
    const slashed = write(release('1.38', rows, { homepage: `${homepage}/` }));

    assert.match(
      plain,
      /^\* \[This document\]\(https:\/\/example\.org\/releases\/release-1\.38\/README\.md\)$/m,
    );
    assert.equal(slashed, plain);
    assert.equal(readBack(plain).homepage, homepage);
    assert.doesNotMatch(write(release('1.38', [])), /Links/);
  });

  it('names its release also when its title does not', () => {
    const text = write(release('1.38', [], { title: 'Autumn' }));

    assert.match(text, /^# Autumn 1\.38$/m);
  });

  it('says that a draft is proposed', () => {
    const draft = write(release('1.39', [], { status: 'tentative' }));
    const settled = write(release('1.39', []));

    assert.match(draft, /^The 1\.39 release cycle is proposed as follows:$/m);
    assert.match(settled, /^The 1\.39 release cycle is as follows:$/m);
  });
});
