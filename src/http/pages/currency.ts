import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Instant } from '../../domain/time/time.ts';
import { dayInWords } from '../../domain/time/datewords.ts';
import { staleness } from '../../domain/cycle/stale.ts';
import { dayIn, utc } from '../../domain/time/time.ts';

/** What a page says of how new its dates are: whether they are old, and where each part is from and as of when. */
export interface Currency {
  readonly stale: string | undefined;
  /** Up to when it is known what came out. */
  readonly knownOut: string | undefined;
  readonly origins: readonly {
    readonly file: string;
    readonly url: string;
    readonly asOf: string | undefined;
  }[];
  readonly revised: string | undefined;
}

export function currencyOf(calendar: Calendar, now: Instant): Currency {
  const { origins = [], revised, knownOut } = calendar;
  return {
    stale: staleness(calendar, now)?.why,
    knownOut: knownOut && dayInWords(knownOut),
    origins: origins.map(({ file, url, answered }) => ({
      file,
      url,
      asOf: answered && dayInWords(answered),
    })),
    revised: revised && dayInWords(dayIn(revised, utc)),
  };
}
