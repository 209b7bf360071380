import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { CalendarReading } from '../../service/ports/source.ts';
import type { Instant } from '../../domain/time/time.ts';
import { hasCycle, mayChange } from '../../domain/cycle/cycle.ts';

/** A file and the URL of its source. */
export interface SourceAddress {
  readonly name: string;
  readonly url: string;
  /** Whether the release is not announced yet, so that a missing source is not an error. */
  readonly isNext: boolean;
}

/** What to fetch for a calendar; `{release}` stands for each release that may still change, and the next. */
export function addressesOf({ calendar, origins }: CalendarReading, now: Instant): readonly SourceAddress[] {
  return [...origins].flatMap(([name, url]): readonly SourceAddress[] => {
    if (!name.includes('{release}')) return [{ name, url, isNext: false }];
    const of = (version: string, isNext: boolean): SourceAddress => ({
      name: name.replaceAll('{release}', version),
      url: url.replaceAll('{release}', version),
      isNext,
    });
    if (!calendar) return [];
    const next = nextOf(calendar);
    return [
      ...calendar.releases.filter((one) => mayChange(one, now)).map(({ version }) => of(version, false)),
      ...(next === undefined ? [] : [of(next, true)]),
    ];
  });
}

/** The version after the newest cycle: `1.39` after `1.38`. */
function nextOf({ releases }: Calendar): string | undefined {
  const newest = releases.findLast((one) => hasCycle(one) && /\d$/.test(one.version))?.version;
  const [, head = '', number = ''] = /^(.*?)(\d+)$/.exec(newest ?? '') ?? [];
  return newest === undefined ? undefined : `${head}${Number(number) + 1}`;
}
