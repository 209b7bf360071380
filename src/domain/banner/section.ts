import type { Banner } from './banner.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Instant, PlainDate } from '../time/time.ts';
import type { Move } from '../history/move.ts';
import type { Sentence, View } from './sentence.ts';
import { banner } from './banner.ts';
import { zoneOf } from '../calendar/calendar.ts';
import { datedMilestones } from '../calendar/deadline.ts';
import { latelyDays, sayings } from './sentence.ts';
import { moves } from '../history/move.ts';
import { addDays, dayIn } from '../time/time.ts';
import { announcedDay, isDated } from '../when/when.ts';

/** The whole Release Schedule section of an issue. */
export interface Section {
  readonly calendar: string;
  /** The slug date of the issue, where it has one. */
  readonly slug: PlainDate | undefined;
  readonly at: Instant;
  readonly banner: Banner;
  readonly sentences: readonly Sentence[];
}

/** What an issue published at that instant should say, in order, each sentence only when it is true. */
export function section(calendar: Calendar, at: Instant, slug?: PlainDate): Section {
  const view: View = {
    calendar,
    at,
    today: dayIn(at, zoneOf(calendar)),
    dated: datedMilestones(calendar),
    banner: banner(calendar, at),
  };
  return {
    calendar: calendar.id,
    slug,
    at,
    banner: view.banner,
    sentences: [...sayings, slips].flatMap((say) => say(view)),
  };
}

/**
 * What moved to another day since the last issue, which came out a week ago: only what people plan by, and only what
 * `changes` tells too.
 */
function slips({ calendar, at, today, dated }: View): Sentence[] {
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
