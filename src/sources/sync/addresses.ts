import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { CalendarReading } from '../../service/ports/source.ts';
import type { Instant } from '../../domain/time/time.ts';
import { hasCycle, mayChange } from '../../domain/cycle/cycle.ts';

/** A file, and where its text comes from. */
export interface SourceAddress {
  readonly name: string;
  readonly url: string;
  /** Of a release that nobody has announced: where there is none, nothing is wrong. */
  readonly isNext: boolean;
}

/** What is to be fetched of a calendar: a name with `{release}` for each release that may still change, and the next. */
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

/** One more than the newest that has a cycle: `1.39` after `1.38`. */
function nextOf({ releases }: Calendar): string | undefined {
  const newest = releases.findLast((one) => hasCycle(one) && /\d$/.test(one.version))?.version;
  const [, head = '', number = ''] = /^(.*?)(\d+)$/.exec(newest ?? '') ?? [];
  return newest === undefined ? undefined : `${head}${Number(number) + 1}`;
}
