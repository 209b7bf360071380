import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Instant } from '../../domain/time/time.ts';
import { dayInWords } from '../../domain/time/datewords.ts';
import { staleness } from '../../domain/cycle/stale.ts';
import { dayIn, utc } from '../../domain/time/time.ts';

/** How up to date a page's dates are: whether they are stale, and the source and date of each part. */
export interface Currency {
  readonly stale: string | undefined;
  /** The day up to which releases are known. */
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
