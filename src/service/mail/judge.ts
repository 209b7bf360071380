import type { AllAnnounced } from '../ports/plans.ts';
import type { Because, Claimed, DeliveryKind, Telling } from '../ports/outbox.ts';
import type { Subscription } from '../ports/people.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { ReminderSchedule } from '../../domain/reminders/reminderplan.ts';

import { plus } from '../../domain/time/time.ts';
import { isWanted } from '../../domain/reminders/wish.ts';
import { milestoneKey } from '../../domain/calendar/milestonekey.ts';

/** What may still be told of a letter planned earlier, since everything may have changed. */
export type Verdict =
  | { readonly kind: 'send'; readonly tellings: readonly Telling[]; readonly struck: readonly Struck[] }
  /** `at` lies in the future. */
  | { readonly kind: 'wait'; readonly at: Instant; readonly says: string; readonly because: Because }
  | { readonly kind: 'drop'; readonly state: 'superseded' | 'expired' | 'suppressed'; readonly says: string };

/** What a letter must no longer tell, and why. */
interface Struck {
  readonly telling: Telling;
  readonly state: 'superseded' | 'expired';
  readonly says: string;
}

/** The state of its subscription in which each letter makes sense. */
const states: Readonly<Record<DeliveryKind, Subscription['state']>> = {
  confirm: 'pending',
  welcome: 'active',
  known: 'active',
  goodbye: 'ended',
  export: 'active',
  erase: 'active',
  digest: 'active',
};

/** After this long, what a letter about the subscription itself asks for is over. */
const noteLasts = 'PT48H';

/** By then planning has run again, which announces what has stood for the quiet time. */
const aMoment = 'PT1M';

function ahead(at: Instant, now: Instant): Instant {
  return at > now ? at : plus(now, aMoment);
}

interface JudgingContext {
  readonly schedule: ReminderSchedule;
  readonly announced: AllAnnounced;
  readonly now: Instant;
}

/** Checked before every attempt: consent, suppression, what is announced, and that it is not over. */
export function judge({ of, kind, isSuppressed, tellings, due }: Claimed, around: JudgingContext): Verdict {
  if (isSuppressed) return { kind: 'drop', state: 'suppressed', says: 'this address is suppressed' };
  const isNote = kind === 'export' || kind === 'erase' || kind === 'goodbye';
  if (of.state !== states[kind] && !(isNote && of.state !== 'pending'))
    return { kind: 'drop', state: 'suppressed', says: `the subscription is ${of.state}` };
  if (kind !== 'digest')
    return plus(due, noteLasts) > around.now
      ? { kind: 'send', tellings: [], struck: [] }
      : { kind: 'drop', state: 'expired', says: 'it could not be sent within two days' };
  return judgeTellings(
    of,
    tellings.filter(({ state }) => state === 'queued' || state === 'unknown'),
    around,
  );
}

function judgeTellings(of: Subscription, tellings: readonly Telling[], around: JudgingContext): Verdict {
  const { schedule, announced, now } = around;
  const struck: Struck[] = [];
  const good: Telling[] = [];
  for (const telling of tellings) {
    const row = announced.get(telling.calendar)?.get(telling.key);
    const calendar = schedule.calendars.get(telling.calendar);
    const milestone = calendar?.releases
      .flatMap(({ milestones }) => milestones)
      .find((one) => milestoneKey(one) === telling.key);
    if (telling.cutoff <= now) struck.push({ telling, state: 'expired', says: 'it is over' });
    // a missing calendar may come back; what it says then counts
    else if (!calendar)
      return {
        kind: 'wait',
        at: plus(now, aMoment),
        because: 'away',
        says: `the calendar ${telling.calendar} is not available`,
      };
    else if (row?.version !== telling.version)
      struck.push({ telling, state: 'superseded', says: 'its date has changed since' });
    else if (!milestone || !isWanted(milestone, telling.calendar, of.wish))
      struck.push({ telling, state: 'superseded', says: 'the subscriber no longer asks for it' });
    else if (row.pending)
      return {
        kind: 'wait',
        at: ahead(plus(row.pending.since, calendar.quiet), now),
        because: 'waits',
        says: `${telling.key} may be changing: the quiet time is not over`,
      };
    else good.push(telling);
  }
  if (good.length > 0) return { kind: 'send', tellings: good, struck };
  const expired = struck.length > 0 && struck.every(({ state }) => state === 'expired');
  return expired
    ? { kind: 'drop', state: 'expired', says: 'everything in it is over' }
    : { kind: 'drop', state: 'superseded', says: 'every date in it has changed since' };
}
