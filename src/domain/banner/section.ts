import type { Banner } from './banner.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Instant, PlainDate } from '../time/time.ts';
import type { Sentence, View } from './sentence.ts';
import { banner } from './banner.ts';
import { zoneOf } from '../calendar/calendar.ts';
import { datedMilestones } from '../calendar/deadline.ts';
import { sayings } from './sentence.ts';
import { slips } from './slip.ts';
import { dayIn } from '../time/time.ts';

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
