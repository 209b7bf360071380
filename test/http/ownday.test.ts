import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Calendar } from '../../src/domain/calendar/calendar.ts';
import type { Instant, Zone } from '../../src/domain/time/time.ts';
import { banner } from '../../src/domain/banner/banner.ts';
import { allMilestones, releaseOf, styleNamed } from '../../src/domain/calendar/calendar.ts';
import { closes } from '../../src/domain/calendar/deadline.ts';
import { section } from '../../src/domain/banner/section.ts';
import { isDated } from '../../src/domain/when/when.ts';
import { briefWhen } from '../../src/formats/words/briefwhen.ts';
import { json } from '../../src/formats/json.ts';
import { schemas } from '../../src/formats/jsonschema.ts';
import { comingOf, nextOf } from '../../src/http/pages/cycleview.ts';
import { anyCalendar, anyZone, springMoment } from '../domain/any.ts';
import { unread } from '../service/wired.ts';

const format = json(unread().templates);

function closesOf(calendar: Calendar, version: string, id: string): readonly [string, Instant | undefined] {
  const own = allMilestones(calendar).find((one) => one.release === version && one.id === id);
  const zone = releaseOf(calendar, version)?.zone;
  assert.ok(own && zone);
  return [briefWhen(own.when, calendar.zone ?? zone), isDated(own.when) ? closes(own, zone) : undefined];
}

const somewhere: fc.Arbitrary<Calendar> = fc
  .tuple(anyCalendar, anyZone)
  .map(([calendar, zone]: [Calendar, Zone]) => ({ ...calendar, zone }));

describe('every surface', () => {
  it('says of each milestone its own day and cutoff, on the page', () => {
    fc.assert(
      fc.property(somewhere, springMoment, (calendar, now) => {
        for (const { names, day, cutoff } of [
          ...(nextOf(calendar, now)?.lines ?? []),
          ...comingOf(calendar, now),
        ])
          for (const { path } of names) {
            const [, version = '', id = ''] = path.split('/');
            const [own, end] = closesOf(calendar, version, id);
            assert.equal(day, own);
            if (cutoff) assert.equal(cutoff.iso, end);
          }
      }),
      { numRuns: 300 },
    );
  });

  it('says of each milestone its own day and cutoff, in JSON, and nothing past', () => {
    const style = styleNamed({ styles: new Map() } as never, 'plain') ?? assert.fail('no style');
    fc.assert(
      fc.property(somewhere, springMoment, (calendar, now) => {
        const said = schemas.banner.parse(JSON.parse(format.banner?.(banner(calendar, now), style) ?? ''));
        const whole = schemas.section.parse(
          JSON.parse(format.section?.(section(calendar, now), style) ?? ''),
        );

        for (const group of [said.next, said.then]) {
          for (const { id, release, cutoff } of group?.milestones ?? []) {
            const end = closesOf(calendar, release, id)[1];
            assert.equal(cutoff ?? undefined, end);
            assert.ok(end === undefined || end > now, `${id} closed at ${end}`);
          }
        }
        assert.ok((said.next?.cutoff ?? '') <= (said.then?.cutoff ?? '9'));
        assert.deepEqual(whole.banner, said);
      }),
      { numRuns: 300 },
    );
  });
});
