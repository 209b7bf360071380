import type { Sentence, View } from './sentence.ts';
import type { PublishedState } from '../calendar/calendar.ts';
import type { When } from '../when/when.ts';
import { zoneOf } from '../calendar/calendar.ts';
import { addDays, dayIn } from '../time/time.ts';
import { announcedDay, isDated } from '../when/when.ts';

const latelyDays = 7;

/** What moved to another day since the last issue, a week ago: only key dates and counted milestones. */
export function slips({ calendar, at, today, dated }: View): Sentence[] {
  return dated.flatMap(({ milestone, release: { version, title } }) => {
    const { history = [], banner, key, when } = milestone;
    const index = history.findLastIndex(({ since }) => since <= at);
    const [before, last] = [history[index - 1], history[index]];
    if (!(banner || key) || !last || !before || !moved(before, when)) return [];
    if (dayIn(last.since, zoneOf(calendar)) <= addDays(today, -latelyDays)) return [];
    return [{ kind: 'moved', milestones: [milestone], release: version, title, when, before: before.when }];
  });
}

function moved({ when: was }: PublishedState, is: When): boolean {
  return isDated(was) && isDated(is) && announcedDay(was) !== announcedDay(is);
}
