import type { Calendar, Release } from '../domain/calendar.ts';
import type { CalendarReading } from '../service/source.ts';
import type { Instant } from '../domain/time.ts';
import { closes, datedMilestones } from '../domain/deadline.ts';
import { hasCycle } from '../domain/cycle.ts';
import { plus } from '../domain/time.ts';

/** A file, and where its text comes from. */
export interface Address {
  readonly name: string;
  readonly url: string;
  /** Of a release that nobody has announced: where there is none, nothing is wrong. */
  readonly isNext: boolean;
}

/** For so long after its day a release is asked for, unless it is known when it came out. */
const lately = 'P30D';

/** What is to be fetched of a calendar: a name with `{release}` for each release that may still change, and the next. */
export function addressesOf({ calendar, origins }: CalendarReading, now: Instant): readonly Address[] {
  return [...origins].flatMap(([name, url]): readonly Address[] => {
    if (!name.includes('{release}')) return [{ name, url, isNext: false }];
    const of = (version: string, isNext: boolean): Address => ({
      name: name.replaceAll('{release}', version),
      url: url.replaceAll('{release}', version),
      isNext,
    });
    if (!calendar) return [];
    const next = nextOf(calendar);
    return [
      ...calendar.releases
        .filter((one) => isOpen(calendar, one, now))
        .map(({ version }) => of(version, false)),
      ...(next === undefined ? [] : [of(next, true)]),
    ];
  });
}

/** Whether its dates may still change. */
function isOpen(calendar: Calendar, release: Release, now: Instant): boolean {
  if (!hasCycle(release) || release.status === 'done' || release.status === 'cancelled') return false;
  const out = datedMilestones({ ...calendar, releases: [release] }).find(
    ({ milestone }) => milestone.kind === 'release',
  );
  if (!out) return true;
  const { actual } = out.milestone;
  const really = actual && closes({ kind: 'release', when: actual }, release.zone);
  if (really && really <= now) return false;
  return now < plus(out.ends, lately);
}

/** One more than the newest that has a cycle: `1.39` after `1.38`. */
function nextOf({ releases }: Calendar): string | undefined {
  const newest = releases.findLast((one) => hasCycle(one) && /\d$/.test(one.version))?.version;
  const [, head = '', number = ''] = /^(.*?)(\d+)$/.exec(newest ?? '') ?? [];
  return newest === undefined ? undefined : `${head}${Number(number) + 1}`;
}
