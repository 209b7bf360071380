import type { Change } from '../history/change.ts';
import type { Milestone } from '../calendar/calendar.ts';
import type { Place, Problem } from '../problem/rule.ts';
import type { Instant } from '../time/time.ts';
import type { When } from '../when/when.ts';
import { doubt } from '../problem/rule.ts';
import { dayIn, daysBetween, utc } from '../time/time.ts';
import { deadline } from '../calendar/deadline.ts';
import { announcedDay, isDated } from '../when/when.ts';
import { writeWhen } from '../when/writewhen.ts';
import { expected } from '../problem/expected.ts';

const notice = 14;

/** Warns of a change that hurts those who planned by the old date; `at` is when it becomes public. */
export function checkChange(change: Change, place: Place, at: Instant): readonly Problem[] {
  const { kind, before, after, name } = change;
  if (before && after && kind === 'renamed') return renamed(before, after, place);
  if (!before || !after || (kind !== 'moved' && kind !== 'unset')) return [];
  const [was, due] = [before.when, deadline(before)];
  if (!isDated(was) || !due) return [];
  if (before.status === 'done' || due.cutoff <= at) {
    const why = before.status === 'done' ? 'it was marked done' : `it was over on ${due.cutoff.slice(0, 10)}`;
    const wanted = `"when: ${writeWhen(was)}" as before, with what really happened in "actual"`;
    const says = expected(wanted, `${writeWhen(after.when)}, though ${why}`);
    return [doubt(place, 'moved-silently', `${name}: ${says}`)];
  }
  const days = daysBetween(dayIn(at, utc), sooner(was, after.when));
  const moved = `${name} was ${writeWhen(was)} and is ${writeWhen(after.when)} now`;
  return days > notice ? [] : [doubt(place, 'short-notice', `${moved}, ${left(days)}`)];
}

/** A name may change, but an id may not, or every calendar app gets a new event. */
function renamed(before: Milestone, after: Milestone, place: Place): readonly Problem[] {
  if (before.id === after.id || after.aliases.includes(before.id)) return [];
  const says = expected(`id: ${before.id}, as when it was called ${before.name}`, `the new id ${after.id}`);
  return [doubt(place, 'renamed', `${after.name}: ${says}`)];
}

function left(days: number): string {
  return days < 0 ? 'which was over already' : `with ${days} ${days === 1 ? 'day' : 'days'} to go`;
}

/** Whoever planned by the later of two days is late for the sooner one. */
function sooner(was: Exclude<When, { kind: 'month' | 'tbd' }>, is: When): ReturnType<typeof announcedDay> {
  const [old, now] = [announcedDay(was), isDated(is) ? announcedDay(is) : announcedDay(was)];
  return old < now ? old : now;
}
