import type { Calendar } from '../domain/calendar.ts';
import type { CalendarReading, Source } from './source.ts';
import type { Clock } from './clock.ts';
import type { Instant } from '../domain/time.ts';
import type { Log } from './log.ts';
import type { Problem } from '../domain/rule.ts';
import { isGood } from './source.ts';
import { rules } from '../domain/rule.ts';

/** One calendar as it is served, and what is wrong with its files now. */
export interface Entry {
  readonly folder: string;
  readonly id: string | undefined;
  /** The last good version; `undefined` when there never was one. */
  readonly calendar: Calendar | undefined;
  readonly since: Instant | undefined;
  /** Of the files as they are now; the served version may be older. */
  readonly problems: readonly Problem[];
}

/** The calendars in memory. A reload swaps each at once, or not at all: the last good version stays. */
export interface Catalog {
  calendars(): readonly Calendar[];
  entries(): readonly Entry[];
  /** Of the source itself. */
  problems(): readonly Problem[];
  /** Reads everything anew. */
  load(how: { readonly settled: boolean }): Promise<void>;
  /** Loads when the files change; returns what ends it. */
  follow(): Promise<() => Promise<void>>;
  /** Rises with each load that changed what is served. */
  version(): number;
  /** True once a good calendar has been loaded: an empty mount must not replace a service that works. */
  ready(): boolean;
}

export function openCatalog(source: Source, clock: Clock, log: Log): Catalog {
  let entries: ReadonlyMap<string, Entry> = new Map();
  let problems: readonly Problem[] = [];
  let version = 0;

  const load: Catalog['load'] = async (how) => {
    const reading = await source.read(how);
    const next = new Map(entries);
    for (const one of reading.calendars)
      next.set(one.folder, accept(one, entries.get(one.folder), clock(), log));
    const seen = new Set(reading.calendars.map(({ folder }) => folder));
    for (const [folder, entry] of entries) {
      if (!seen.has(folder) && !reading.unsettled) next.set(folder, vanished(entry, log));
    }
    for (const one of reading.problems) log.error(sayProblem(one), 'source unreadable');
    const served = (all: ReadonlyMap<string, Entry>): string =>
      [...all.values()].map(({ calendar, id }) => `${id ?? ''} ${calendar?.revision ?? ''}`).join();
    if (served(next) !== served(entries)) version++;
    entries = next;
    problems = reading.problems;
    // files that still change are read again until they rest
    if (reading.unsettled) await load(how);
  };

  return {
    calendars: () => [...entries.values()].flatMap(({ calendar }) => calendar ?? []),
    entries: () => [...entries.values()],
    problems: () => problems,
    version: () => version,
    load,
    follow: () =>
      source.watch(() =>
        load({ settled: true }).catch((error: unknown) => {
          // the disk failed, not the files: what is served stays, and the next change reads again
          log.error({ error: String(error) }, 'reload failed');
        }),
      ),
    ready: () => [...entries.values()].some(({ calendar }) => calendar),
  };
}

function accept(reading: CalendarReading, before: Entry | undefined, now: Instant, log: Log): Entry {
  const { folder, id, calendar } = reading;
  const gone = before?.calendar && calendar ? goneReleases(before.calendar, calendar, folder) : [];
  const problems = [...reading.problems, ...gone];
  const facts = { calendar: id ?? folder, revision: reading.revision };
  if (calendar && isGood(reading) && gone.length === 0) {
    if (before?.calendar?.revision !== calendar.revision) log.info(facts, 'calendar loaded');
    return { folder, id, calendar, since: now, problems };
  }
  for (const one of problems.filter(({ blocks }) => blocks))
    log.error({ ...facts, ...sayProblem(one) }, 'calendar unreadable');
  if (before?.calendar) log.warn({ ...facts, serving: before.calendar.revision }, 'last good calendar kept');
  return { folder, id: id ?? before?.id, calendar: before?.calendar, since: before?.since, problems };
}

/** A release whose file vanished is a problem, never a cancellation; a restart takes the folder as it is. */
function goneReleases(before: Calendar, now: Calendar, folder: string): readonly Problem[] {
  const versions = new Set(now.releases.map(({ version }) => version));
  return before.releases
    .filter(({ version }) => !versions.has(version))
    .map(({ version }) => ({
      at: { file: folder, line: 1, column: 1 },
      rule: 'unreadable',
      severity: rules.unreadable.severity,
      says: `release ${version} is gone from the files; wanted it back (or cancelled), or a restart to take them as they are`,
      blocks: true,
    }));
}

function vanished(entry: Entry, log: Log): Entry {
  const at = { file: entry.folder, line: 1, column: 1 };
  const says = 'the folder is gone; the last good version is served until it returns or the service restarts';
  log.warn({ calendar: entry.id ?? entry.folder }, 'calendar folder gone, last good calendar kept');
  return {
    ...entry,
    problems: [{ at, rule: 'unreadable', severity: rules.unreadable.severity, says, blocks: true }],
  };
}

/** One problem as the fields of a log line. */
function sayProblem({ at, rule, says }: Problem): object {
  return { at: `${at.file}:${at.line}:${at.column}`, rule, says };
}
