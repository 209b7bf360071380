import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { CalendarReading } from '../../service/ports/source.ts';
import type { Fetched, Origins, Validators } from '../../service/ports/origin.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { SyncedFile, SyncWish } from '../../service/ports/sync.ts';
import { Failure } from '../../service/ports/failure.ts';
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

/** How an address is asked. */
export interface Asking extends Pick<SyncWish, 'progress' | 'stop'> {
  readonly fetcher: Origins;
}

type Told = { readonly told: SyncedFile };
type Answer = Exclude<Fetched, { readonly kind: 'absent' }>;

const words = { new: 'fetched', same: 'unchanged', absent: 'not announced yet' };

/** Asks once; what fails is the outcome of that file alone. `label` names it to who waits. */
export async function askFor(
  { name, url, isNext }: SourceAddress,
  { label, known }: { readonly label: string; readonly known: Validators },
  { fetcher, progress, stop }: Asking,
): Promise<Told | Answer> {
  try {
    const answer = await fetcher.fetch(url, known, stop);
    progress?.(`${label}: ${words[answer.kind]}`);
    if (answer.kind !== 'absent') return answer;
    return {
      told: { name, url, ...(isNext ? { outcome: 'absent' } : { outcome: 'failed', says: answer.says }) },
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    progress?.(`${label}: failed`);
    return { told: { name, url, outcome: 'failed', says: error.message } };
  }
}
