import type { Accepted, Store } from './store.ts';
import type { Calendar } from '../domain/calendar.ts';
import type { CalendarReading, Source } from './source.ts';
import type { Clock } from './clock.ts';
import type { Instant } from '../domain/time.ts';
import type { Log } from './log.ts';
import { changes, isMassChange } from '../domain/change.ts';
import { plus } from '../domain/time.ts';
import { unrecorded, withNews } from '../domain/news.ts';
import { Failure } from './failure.ts';
import { memoryStore } from './memory.ts';

/** A reading that nothing blocks. */
interface GoodReading extends CalendarReading {
  readonly calendar: Calendar;
}

/** What is served of a calendar. */
interface Ruling {
  readonly calendar: Calendar;
  /** When its text was last other than now, as far as anybody remembers. */
  readonly modified: Instant | undefined;
  /** Why it is not the version that was read: it changes too much at once, or it is an old one of a deploy. */
  readonly held: string | undefined;
  /** The version that was read is older than the one that others serve: it is taken when it stays. */
  readonly waits: boolean;
}

/** Decides which version of a calendar everybody is served, and remembers what changed; once for all replicas. */
export interface Ledger {
  rule(reading: GoodReading): Promise<Ruling>;
  /** The last good version, of a calendar whose files cannot be read now. */
  last(id: string, folder: string): Promise<Ruling | undefined>;
}

interface Opening {
  readonly store: Store | undefined;
  readonly source: Source;
  readonly clock: Clock;
  readonly log: Log;
}

/** A deploy serves old and new files side by side for minutes: an old version counts only when it stays longer. */
const deploy = 'PT10M';
/** Another replica can be first each time, but not for ever. */
const tries = 5;

export function openLedger({ store, source, clock, log }: Opening): Ledger {
  const memory = memoryStore();
  let ready: Promise<void> | undefined;
  const migrated = async (from: Store): Promise<void> => {
    ready ??= from.migrate();
    try {
      await ready;
    } catch (error) {
      ready = undefined;
      throw error;
    }
  };
  /** With the database, else with what this process knows by itself. */
  const remembering = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
    if (!store) return work(memory);
    try {
      await migrated(store);
      return await work(store);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      log.error({ error: error.message }, 'database away');
      return work(memory);
    }
  };

  const read = (folder: string, accepted: Accepted): Calendar | undefined => {
    const calendar = source.parse(folder, accepted.files).calendar;
    return calendar && { ...calendar, revision: accepted.revision };
  };

  const rulingOf = async (calendar: Calendar, from: Store): Promise<Ruling> => {
    const accepted = await from.accepted(calendar.id);
    const news = await from.news(calendar.id);
    if (accepted && from !== memory) memory.mirror(accepted, news);
    return { calendar: withNews(calendar, news), modified: accepted?.since, held: undefined, waits: false };
  };

  const ruleWith = async (reading: GoodReading, from: Store): Promise<Ruling> => {
    for (let attempt = 0; attempt < tries; attempt++) {
      const ruling = await decide(reading, from);
      if (ruling) return ruling;
    }
    return rulingOf(reading.calendar, from);
  };

  /** `undefined` when another replica was first: then it is decided anew. */
  const decide = async (
    { calendar, revision, files, folder }: GoodReading,
    from: Store,
  ): Promise<Ruling | undefined> => {
    const accepted = await from.accepted(calendar.id);
    const now = after(accepted, clock());
    const next = { calendar: calendar.id, revision, files, since: now };
    if (!accepted) {
      const done = await from.accept({ next, news: new Map(), before: undefined });
      return done ? { ...(await rulingOf(calendar, from)), modified: undefined } : undefined;
    }
    if (accepted.revision === revision) return rulingOf(calendar, from);
    const old = read(folder, accepted);
    const before = old && withNews(old, await from.news(calendar.id));
    const found = before ? changes(before, calendar) : [];
    const keep = async (ruling: Pick<Ruling, 'held' | 'waits'>): Promise<Ruling> =>
      old ? { ...(await rulingOf(old, from)), ...ruling } : rulingOf(calendar, from);
    const isOld = (await from.acceptedAt(calendar.id, revision)) !== undefined;
    if (isOld && now < plus(accepted.since, deploy)) return keep({ held: undefined, waits: true });
    const lost = lostFiles(
      accepted,
      files,
      found.some(({ kind }) => kind === 'gone'),
    );
    const tooMuch = before && isMassChange(found, before, now);
    if ((tooMuch || lost.length > 0) && !(await isApproved(revision, from))) {
      const says =
        lost.length > 0 ? `${lost.join(', ')} gone, and milestones with it` : sayMuch(found.length);
      await from.hold({ calendar: calendar.id, revision, since: now, says });
      return keep({ held: says, waits: false });
    }
    const done = await from.accept({
      next,
      news: before ? unrecorded(before, calendar, now) : new Map(),
      before: accepted.revision,
    });
    return done ? rulingOf(calendar, from) : undefined;
  };

  return {
    rule: (reading) => remembering((from) => ruleWith(reading, from)),
    last: (id, folder) =>
      remembering(async (from) => {
        const accepted = await from.accepted(id);
        const calendar = accepted && read(folder, accepted);
        return calendar && rulingOf(calendar, from);
      }),
  };
}

/** The clocks of replicas differ, and yet what is accepted later is later. */
function after(accepted: Accepted | undefined, now: Instant): Instant {
  return accepted && now <= accepted.since ? plus(accepted.since, 'PT1S') : now;
}

/** A file that vanished and milestones with it look like a wrong branch or a lost mount. */
function lostFiles(
  { files: before }: Accepted,
  files: GoodReading['files'],
  isLess: boolean,
): readonly string[] {
  const names = new Set(files.map(({ name }) => name));
  return isLess ? before.map(({ name }) => name).filter((name) => !names.has(name)) : [];
}

function sayMuch(count: number): string {
  return `more than a third of what is ahead would move or go (${count} changes)`;
}

async function isApproved(revision: string, from: Store): Promise<boolean> {
  return (await from.held()).some((one) => one.revision === revision && one.approved);
}
