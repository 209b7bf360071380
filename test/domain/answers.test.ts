import assert from 'node:assert/strict';
import type { Calendar, Milestone } from '../../src/domain/calendar/calendar.ts';
import type { Group } from '../../src/domain/banner/banner.ts';
import type { Instant } from '../../src/domain/time/time.ts';
import { at, valueOf, wired } from '../service/wired.ts';
import { banner } from '../../src/domain/banner/banner.ts';
import { rowsOf } from '../sources/public.ts';

/** What was next when an issue of the newsletter came out, worked out from the READMEs that were public then. */
const answers = rowsOf('answers.tsv');

/** The issues, by their slug date, whose next deadline was put off later, or came sooner: by what was told then. */
const putOff: ReadonlyMap<string, string> = new Map([
  ['2019-12-08', 'release of 9 December was tagged on 7 December'],
  ['2020-04-19', 'enhancements-freeze of 5 May became 19 May on 24 April'],
  ['2020-06-07', 'docs-placeholder of 12 June became 19 June on 15 June'],
  ['2020-08-16', 'release of 25 August became 26 August on 25 August'],
  ['2022-05-29', 'prr-freeze of 9 June became 16 June on 13 June'],
  ['2022-06-05', 'prr-freeze of 9 June became 16 June on 13 June'],
  ['2022-12-04', 'release of 8 December became 9 December on 9 December'],
]);

/** Those where two close on a day: the answer names the hour of the freeze, we the end of the other's UTC day before it. */
const twoHours: ReadonlyMap<string, string> = new Map([
  ['2021-11-21', 'docs-review before test-freeze'],
  ['2022-08-07', 'docs-review before test-freeze'],
  ['2022-11-13', 'docs-review before test-freeze'],
  ['2024-03-10', 'docs-freeze before test-freeze'],
]);

/** As nobody knew yet when it came out. */
function planned(milestone: Milestone): Milestone {
  const { actual, ...rest } = milestone;
  return actual ? { ...rest, status: 'planned' } : milestone;
}

/** The calendar with every day as it was told at an instant, before anybody knew what came out. */
function toldAt(calendar: Calendar, moment: Instant): Calendar {
  const releases = calendar.releases.map((release) => ({
    ...release,
    milestones: release.milestones.map((one) => ({
      ...planned(one),
      when: one.history?.findLast(({ since }) => since <= moment)?.when ?? one.when,
    })),
  }));
  return { ...calendar, releases };
}

function idsOf(group: Group | undefined): string {
  return (group?.milestones ?? [])
    .map(({ id }) => id)
    .toSorted()
    .join('+');
}

describe('the next deadline of the issues of the newsletter', () => {
  let calendar: Calendar | undefined = undefined;
  before(async () => {
    calendar = valueOf((await wired()).publish.calendar('kubernetes'));
  });

  it('is known of 151 issues that came out in a cycle', () => {
    assert.equal(answers.length, 151);
    const slugs = new Set(answers.map(({ post_date: slug }) => slug));
    for (const slug of [...putOff.keys(), ...twoHours.keys()]) assert.ok(slugs.has(slug), slug);
  });

  for (const row of answers) {
    const { post_date: slug = '', published_at: published = '', cycle, day, deadline = '' } = row;
    const wanted = (row['milestones'] ?? '').split('+').toSorted().join('+');
    const moment = at(published);
    const why = putOff.has(slug) ? `, as told then: ${putOff.get(slug) ?? ''}` : '';

    it(`of ${slug} is ${wanted} of ${cycle ?? ''}${why}`, () => {
      assert.ok(calendar);
      const shipped = banner(calendar, moment).next;
      const next = putOff.has(slug) ? banner(toldAt(calendar, moment), moment).next : shipped;

      assert.deepEqual([next?.release, idsOf(next), next?.day], [cycle, wanted, day]);
      if (twoHours.has(slug)) {
        const ends = (next?.members ?? []).map((member) => member.ends);
        assert.ok(ends.includes(at(deadline)) && next?.cutoff === ends.toSorted()[0]);
      } else assert.equal(next?.cutoff, at(deadline));
      if (putOff.has(slug)) assert.ok((shipped?.day ?? '') > (day ?? ''));
    });
  }
});
