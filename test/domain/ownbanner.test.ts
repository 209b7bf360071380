import assert from 'node:assert/strict';
import type { Milestone } from '../../src/domain/calendar/calendar.ts';
import { checkPost } from '../../src/domain/post/checkpost.ts';
import { meant } from '../../src/domain/post/meant.ts';
import { readBanner } from '../../src/domain/post/saidbanner.ts';
import { addDays, dayIn, instantOf, millis, utc } from '../../src/domain/time/time.ts';
import { openFormats } from '../../src/formats/index.ts';
import { wired } from '../service/wired.ts';
import { at } from './build.ts';
import { post } from './issue.ts';
import { field } from '../vocabulary.ts';

const week = 168 * 3_600_000;

/** Every week of the cycles that the shipped calendar holds. */
const moments = Array.from({ length: 180 }, (_, index) => instantOf(millis(at('2023-12-03')) + index * week));

function idsOf(milestones: readonly Milestone[]): readonly string[] {
  return milestones.map(({ release, id }) => `${release}/${id}`).toSorted();
}

describe('a banner of ours', function () {
  for (const style of ['plain', 'lwkd']) {
    it(`in style ${style} is read as it was meant, and is neither stale nor wrong when its issue comes out`, async () => {
      const { publish, templates } = await wired();
      const [calendar] = publish.calendars();
      assert.ok(calendar);
      const markdown = openFormats(templates).find(({ name }) => name === 'md');

      for (const moment of moments) {
        const answer = publish.banner({ calendar: 'kubernetes', at: moment, style });
        assert.ok('value' in answer);
        const { banner } = answer.value;
        const line = markdown?.banner?.(banner, answer.value.style) ?? '';
        const slug = addDays(dayIn(moment, utc), -4);
        const issue = post(`---\ndate: ${moment}\n---\n## Release Schedule\n\n${line}\n`, slug);

        assert.deepEqual(checkPost(issue, calendar), [], line);
        const said = readBanner(issue.schedule?.banner?.said ?? '', {
          near: slug,
          today: slug,
          vocabulary: field,
        });
        const read: readonly Milestone[] = said.flatMap((one) =>
          meant(one, slug, calendar).map(({ milestone }) => milestone),
        );
        const named = [
          ...(banner.next?.milestones ?? []),
          ...(banner.both ? (banner.then?.milestones ?? []) : []),
        ];
        assert.deepEqual(idsOf(read), idsOf(named), line);
      }
    });
  }
});
