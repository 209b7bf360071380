import type { Move } from '../history/move.ts';
import type { Sentence, View } from './sentence.ts';
import { zoneOf } from '../calendar/calendar.ts';
import { moves } from '../history/move.ts';
import { addDays, dayIn } from '../time/time.ts';
import { announcedDay, isDated } from '../when/when.ts';

const latelyDays = 7;

/**
 * What moved to another day since the last issue, which came out a week ago: only what people plan by, and only what
 * `changes` tells too.
 */
export function slips({ calendar, at, today, dated }: View): Sentence[] {
  const told = moves(calendar, at);
  return dated.flatMap(({ milestone, release: { version, title } }) => {
    const last = told.find((move) => move.milestone === milestone && move.kind !== 'late');
    const { banner, key } = milestone;
    if (!(banner || key) || last?.kind !== 'moved' || !isOtherDay(last)) return [];
    if (dayIn(last.after.since, zoneOf(calendar)) <= addDays(today, -latelyDays)) return [];
    const [before, when] = [last.before.when, last.after.when];
    return [{ kind: 'moved', milestones: [milestone], release: version, title, when, before }];
  });
}

function isOtherDay({ before: { when: was }, after: { when: is } }: Move): boolean {
  return isDated(was) && isDated(is) && announcedDay(was) !== announcedDay(is);
}
