import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Announced } from '../../../src/domain/history/announced.ts';
import type { Dated } from '../../../src/domain/when/when.ts';
import type { Claimed } from '../../../src/service/ports/outbox.ts';
import { at, dayWhen } from '../../domain/build.ts';
import { calendarOf, freeze } from '../../mail/office.ts';
import { inFolder } from '../folder.ts';
import { instantOf, millis, plus } from '../../../src/domain/time/time.ts';
import { isDated } from '../../../src/domain/when/when.ts';
import { judge } from '../../../src/service/mail/judge.ts';
import { wired } from '../wired.ts';

function datedOn(day: string): Dated {
  const when = dayWhen(day);
  assert.ok(isDated(when));
  return when;
}

const now = at('2026-03-13T09:00Z');
const key = '1.30/code-freeze';

describe('what is judged of a letter whose date may be changing', () => {
  it('is that it waits until an instant to come, whenever the change was seen', () =>
    inFolder(calendarOf(freeze('2026-03-20')), async (calendars) => {
      const { publish } = await wired({ calendars });
      const [calendar] = publish.calendars();
      assert.ok(calendar);
      const telling = {
        ...{ calendar: 'one', key, version: 0, purpose: 'reminder' as const, lead: 7, delivery: 'd' },
        ...{ due: now, cutoff: plus(now, 'P7D'), state: 'queued' as const },
      };
      const wish = { calendars: ['one'], leads: [7], zone: 'UTC', hour: 9, changes: true, html: true };
      const claimed = {
        ...{ kind: 'digest', due: now, isSuppressed: false, tellings: [telling] },
        of: { state: 'active', wish },
      } as unknown as Claimed;
      const [when, later] = ['2026-03-20', '2026-03-27'].map((day) => datedOn(day));

      fc.assert(
        fc.property(
          fc.integer({ min: -7_200, max: 7_200 }),
          fc.constantFrom('PT0S', 'PT1S', 'PT30M'),
          (seconds, quiet) => {
            const since = instantOf(millis(now) + seconds * 1000);
            const row: Announced = {
              ...{ calendar: 'one', key, version: 0, edition: 0, when, before: undefined, wasOff: false },
              ...{ since: instantOf(0), pending: { when: later, since } },
            };
            const schedule = { calendars: new Map([['one', { ...calendar, quiet }]]), announced: new Map() };

            const verdict = judge(claimed, {
              ...{ schedule, announced: new Map([['one', new Map([[key, row]])]]), now },
            });

            assert.equal(verdict.kind, 'wait');
            assert.ok('at' in verdict && verdict.at > now, JSON.stringify(verdict));
          },
        ),
      );
    }));
});
