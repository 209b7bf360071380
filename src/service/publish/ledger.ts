import type { Accepted, Versions, Standing, Store } from '../ports/store.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { CalendarReading, Source } from '../ports/source.ts';
import type { Clock } from '../ports/clock.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Log } from '../ports/log.ts';
import { changes, isHistory, isMassChange } from '../../domain/history/change.ts';
import { plus } from '../../domain/time/time.ts';
import { newsBetween, withNews } from '../../domain/history/news.ts';
import { Failure } from '../ports/failure.ts';
import { memoryStore } from './memorystore.ts';

/** A reading without blocking problems. */
interface GoodReading extends CalendarReading {
  readonly calendar: Calendar;
  /** The revision of the files this process had before, which was served to everybody. */
  readonly had: string | undefined;
}

/** What is served for a calendar. */
interface Ruling {
  readonly calendar: Calendar;
  /** When its text last changed, as far as anybody remembers. */
  readonly modified: Instant | undefined;
  /** Why it is not the version that was read, which changes too much at once. */
  readonly held: string | undefined;
}

/** What a process has and serves of a calendar. */
interface Serving {
  readonly id: string;
  /** The revision of its files. */
  readonly files: string;
  /** The revision that it serves. */
  readonly served: string;
  /** Whether its files are held. */
  readonly held: boolean;
}

/** Decides, once for all replicas, which version of a calendar is served, and records what changed. */
export interface Ledger {
  rule(reading: GoodReading): Promise<Ruling>;
  /** The last good version, for a calendar whose files cannot be read now. */
  last(id: string, folder: string): Promise<Ruling | undefined>;
  /** Whether another replica, an approval or time changed what is to be served. Tells others its files. */
  isStale(serving: Serving): Promise<boolean>;
}

interface Dependencies {
  readonly store: Store | undefined;
  readonly source: Source;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * A deploy serves old and new files side by side for minutes. So an older version counts only where it
 * replaced the accepted one, or when no other process has had the accepted files for this long.
 */
const deploy = 'PT10M';
/** How often a process reports which files it has. */
const backing = 'PT1M';
/** Another replica can be first several times, but not forever. */
const tries = 5;

export function openLedger({ store, source, clock, log }: Dependencies): Ledger {
  const memory = memoryStore();
  let away = false;
  /** Uses the database, or else what this process knows by itself. */
  const remembering = async <T>(work: (store: Versions) => Promise<T>): Promise<T> => {
    if (!store) return work(memory);
    try {
      const result = await work(store);
      if (away) log.info({}, 'database available again');
      away = false;
      return result;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (!away) log.error({ error: error.message }, 'database unavailable');
      away = true;
      return work(memory);
    }
  };

  const read = async (folder: string, accepted: Accepted): Promise<Calendar | undefined> => {
    const { calendar } = await source.parse(folder, accepted);
    return calendar && { ...calendar, revision: accepted.revision };
  };

  const rulingOf = async (calendar: Calendar, from: Versions): Promise<Ruling> => {
    const accepted = await from.accepted(calendar.id);
    const news = await from.news(calendar.id);
    if (accepted && from !== memory) memory.mirror(accepted, news);
    return { calendar: withNews(calendar, news), modified: accepted?.since, held: undefined };
  };

  const ruleWith = async (reading: GoodReading, from: Versions): Promise<Ruling> => {
    for (let attempt = 0; attempt < tries; attempt++) {
      const ruling = await decide(reading, from);
      if (ruling) return ruling;
    }
    return rulingOf(reading.calendar, from);
  };

  /** `undefined` when another replica was first: then it is decided again. */
  const decide = async (
    { calendar, revision, files, folder, had, lacks = false }: GoodReading,
    from: Versions,
  ): Promise<Ruling | undefined> => {
    const standing = await from.acceptedHead(calendar.id);
    const now = after(standing, clock());
    const next = { calendar: calendar.id, revision, files, since: now };
    if (!standing) {
      const done = await from.accept({ next, news: new Map(), before: undefined });
      return done ? { ...(await rulingOf(calendar, from)), modified: undefined } : undefined;
    }
    if (standing.revision === revision) return rulingOf(calendar, from);
    // a process without the fetched texts must not overrule one that has them
    const accepted = await from.accepted(calendar.id);
    if (accepted?.revision !== standing.revision) return undefined;
    const old = await read(folder, accepted);
    const before = old && withNews(old, await from.news(calendar.id));
    const all = before ? changes(before, calendar) : [];
    const found = all.filter((one) => !isHistory(one, now));
    const keep = async (held?: string): Promise<Ruling> =>
      old ? { ...(await rulingOf(asAsked(old, calendar), from)), held } : rulingOf(calendar, from);
    if (lacks) return keep();
    const isOld = (await from.acceptedAt(calendar.id, revision)) !== undefined;
    if (isOld && had !== standing.revision && isBacked(standing, now)) return keep();
    const lost = lostFiles(
      accepted,
      files,
      all.some(({ kind }) => kind === 'gone'),
    );
    const tooMuch = before && isMassChange(found, before, now);
    if ((tooMuch || lost.length > 0) && !(await isApproved(revision, from))) {
      const says =
        lost.length > 0 ? `milestones would disappear with ${lost.join(', ')}` : sayMuch(found.length);
      await from.hold({ calendar: calendar.id, revision, since: now, says });
      return keep(says);
    }
    const done = await from.accept({
      next,
      news: before ? newsBetween(before, calendar, now) : new Map(),
      before: accepted.revision,
    });
    return done ? rulingOf(calendar, from) : undefined;
  };

  /** By calendar: what this process last reported having. */
  const said = new Map<string, { readonly files: string; readonly at: Instant }>();
  const say = async (from: Versions, id: string, files: string): Promise<void> => {
    const [last, now] = [said.get(id), clock()];
    const isFresh = last && last.at <= now && now < plus(last.at, backing);
    if (last?.files === files && isFresh) return;
    await from.heartbeat(id, files, now);
    said.set(id, { files, at: now });
  };

  return {
    rule: (reading) =>
      remembering(async (from) => {
        const ruling = await ruleWith(reading, from);
        await say(from, reading.calendar.id, reading.revision);
        return ruling;
      }),
    last: (id, folder) =>
      remembering(async (from) => {
        const accepted = await from.accepted(id);
        const calendar = accepted && (await read(folder, accepted));
        return calendar && rulingOf(calendar, from);
      }),
    isStale: ({ id, files, served, held }) =>
      remembering(async (from) => {
        const standing = await from.acceptedHead(id);
        // a new database does not have it yet
        if (!standing) return from !== memory;
        await say(from, id, files);
        if (standing.revision !== served) return true;
        if (standing.revision === files) return false;
        return held ? isApproved(files, from) : !isBacked(standing, clock());
      }),
  };
}

/** An older version with the current origins, and what they know: when they answered belongs to no version. */
function asAsked(old: Calendar, { origins, knownOut }: Calendar): Calendar {
  return { ...old, ...(origins && { origins }), ...(knownOut !== undefined && { knownOut }) };
}

/** Whether another process still has the files of the accepted version, as far as anybody knows. */
function isBacked({ backed }: Standing, now: Instant): boolean {
  // a timestamp from a clock that was far ahead says nothing
  return backed !== undefined && now < plus(backed, deploy) && backed < plus(now, deploy);
}

/** Replica clocks differ, yet what is accepted later must have a later time. */
function after(standing: Standing | undefined, now: Instant): Instant {
  return standing && now <= standing.since ? plus(standing.since, 'PT1S') : now;
}

/** A vanished file whose milestones are gone too looks like a wrong branch or a lost mount. */
function lostFiles(
  { files: before }: Accepted,
  files: GoodReading['files'],
  isLess: boolean,
): readonly string[] {
  // a later fetched text replaces an earlier one, so the prefix is ignored
  const plain = ({ name }: { readonly name: string }): string => name.replace(/^@[^/]*\//, '');
  const names = new Set(files.map(plain));
  return isLess ? before.map(plain).filter((name) => !names.has(name)) : [];
}

function sayMuch(count: number): string {
  return `more than a third of the upcoming milestones would move or be canceled (${count} changes)`;
}

async function isApproved(revision: string, from: Versions): Promise<boolean> {
  return (await from.held()).some((one) => one.revision === revision && one.approved);
}
