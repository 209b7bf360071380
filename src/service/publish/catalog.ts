import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { CalendarReading, Source } from '../ports/source.ts';
import type { Clock } from '../ports/clock.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Ledger } from './ledger.ts';
import type { Log } from '../ports/log.ts';
import type { Problem } from '../../domain/problem/rule.ts';
import type { Holding } from './holding.ts';
import { changedId, heldProblem, placeless, takenIds } from './holding.ts';
import { isGood } from '../ports/source.ts';
import { plus } from '../../domain/time/time.ts';

interface Keeping {
  readonly clock: Clock;
  readonly log: Log;
  readonly ledger: Ledger;
}

/** The calendars in memory. A reload replaces each one whole or not at all: the last good version stays. */
export interface Catalog {
  calendars(): readonly Calendar[];
  holdings(): readonly Holding[];
  /** Problems of the source itself, and of a failed reload. */
  problems(): readonly Problem[];
  /** Reads everything anew. */
  load(how: { readonly settled: boolean }): Promise<void>;
  /** Reloads when the files change; returns a function that stops it. */
  follow(): Promise<() => Promise<void>>;
  /** Reloads when another replica, an approval or elapsed time changed what is to be served. */
  look(): Promise<void>;
  /** Rises with each load that changed what is served. */
  generation(): number;
  /** True once a good calendar was loaded, so that an empty mount does not replace a working service. */
  ready(): boolean;
}

/** Other processes fetch from the sources too, and reading again shows what they got. */
const asksAgain = 'PT1H';

/** Each reading waits to see whether files rest, so these take some seconds in total. */
const mostReads = 8;

export function openCatalog(source: Source, { clock, log, ledger }: Keeping): Catalog {
  let holdings: ReadonlyMap<string, Holding> = new Map();
  let problems: readonly Problem[] = [];
  let generation = 0;
  let unsettled = false;
  let loaded: Instant | undefined;

  /** Answers whether something was left out because its files were still changing. */
  const readOnce = async (how: { readonly settled: boolean }): Promise<boolean> => {
    const reading = await source.read(how);
    const next = new Map(holdings);
    for (const one of reading.calendars) {
      const others = [...next.values()].filter(({ folder }) => folder !== one.folder);
      const around = { before: holdings.get(one.folder), others, now: clock(), log, ledger };
      next.set(one.folder, await accept(one, around));
    }
    const seen = new Set(reading.calendars.map(({ folder }) => folder));
    for (const [folder, holding] of holdings) {
      if (seen.has(folder) || reading.unsettled) continue;
      // a folder that was never served is simply dropped
      if (holding.calendar) next.set(folder, vanished(holding, log));
      else next.delete(folder);
    }
    for (const one of reading.problems) log.error(fieldsOf(one), 'source unreadable');
    if (served(next) !== served(holdings)) generation++;
    holdings = next;
    problems = reading.problems;
    loaded = clock();
    return reading.unsettled;
  };

  /** Files that still change are read again until they rest, but not forever: `look` comes back to them. */
  const readAll: Catalog['load'] = async (how) => {
    let changes = true;
    for (let reads = 0; changes && reads < mostReads; reads++) changes = await readOnce(how);
    unsettled = changes;
    if (changes) log.warn({ reads: mostReads }, 'files change without a rest');
  };

  const isFollowing = (): boolean =>
    [...holdings.values()].some(({ calendar }) => (calendar?.origins ?? []).length > 0);

  let last: Promise<unknown> = Promise.resolve();
  /** Runs loads one after another, so that an older reading cannot end last. */
  const load: Catalog['load'] = (how) => {
    const own = last.then(() => readAll(how));
    last = own.catch(() => undefined);
    return own;
  };

  const reload = async (): Promise<void> => {
    try {
      await load({ settled: true });
    } catch (error) {
      // whatever broke, what is served stays, and healthz reports that it is old
      log.error({ error: error instanceof Error ? error.stack : String(error) }, 'reload failed');
      problems = [placeless(source.where, `could not be read again (${String(error)})`)];
    }
  };

  return {
    calendars: () => [...holdings.values()].flatMap(({ calendar }) => calendar ?? []),
    holdings: () => [...holdings.values()],
    problems: () => problems,
    generation: () => generation,
    load,
    look: async () => {
      if (unsettled || (isFollowing() && loaded && plus(loaded, asksAgain) <= clock())) return reload();
      for (const { id = '', calendar, files, held } of holdings.values()) {
        if (!calendar || files === undefined) continue;
        if (await ledger.isStale({ id, files, served: calendar.revision, held })) return reload();
      }
    },
    follow: () => source.watch(reload),
    ready: () => [...holdings.values()].some(({ calendar }) => calendar),
  };
}

function served(holdings: ReadonlyMap<string, Holding>): string {
  return [...holdings.values()]
    .map(
      ({ calendar, id }) =>
        `${id ?? ''} ${calendar?.revision ?? ''} ${calendar?.changed ?? ''} ${askedDays(calendar)}`,
    )
    .join();
}

/** The days on which its sources last answered, which decide whether it is stale. */
function askedDays(calendar: Calendar | undefined): string {
  const { knownOut = '', origins = [] } = calendar ?? {};
  return [knownOut, ...origins.map(({ file, answered = '' }) => `${file} ${answered}`)].join();
}

interface Acceptance {
  readonly before: Holding | undefined;
  readonly others: readonly Holding[];
  readonly now: Instant;
  readonly log: Log;
  readonly ledger: Ledger;
}

async function accept(
  reading: CalendarReading,
  { before, others, now, log, ledger }: Acceptance,
): Promise<Holding> {
  const { folder, id, calendar } = reading;
  const kept = [...(before ? changedId(before, reading) : []), ...takenIds(reading, others)];
  const facts = { calendar: id ?? folder, revision: reading.revision };
  if (calendar && isGood(reading) && kept.length === 0) {
    const ruling = await ledger.rule({ ...reading, calendar, had: before?.had });
    const held = ruling.held === undefined ? [] : [heldProblem(folder, reading.revision, ruling.held)];
    const problems = [...reading.problems, ...held];
    const same = before?.calendar?.revision === ruling.calendar.revision;
    if (held.length > 0) {
      log.error({ ...facts, says: ruling.held }, 'change held');
      log.warn({ ...facts, serving: ruling.calendar.revision }, 'last good calendar kept');
    } else if (!same && ruling.calendar.revision === reading.revision) log.info(facts, 'calendar loaded');
    else if (!same)
      log.warn({ ...facts, serving: ruling.calendar.revision }, 'files are not what is served to all');
    else if (before.problems.some(({ blocks }) => blocks)) log.info(facts, 'calendar good again');
    const since = same ? before.since : now;
    // keeps the same object while nothing changed, for readers that compare
    const equal =
      same &&
      before.calendar?.changed === ruling.calendar.changed &&
      askedDays(before.calendar) === askedDays(ruling.calendar);
    const served = equal ? before.calendar : ruling.calendar;
    const had = ruling.calendar.revision === reading.revision ? reading.revision : before?.had;
    const own = { files: reading.revision, had, held: held.length > 0 };
    return { folder, id, calendar: served, modified: ruling.modified, since, problems, ...own };
  }
  const problems = [...reading.problems, ...kept];
  for (const one of problems.filter(({ blocks }) => blocks)) {
    log.error({ ...facts, ...fieldsOf(one) }, 'calendar unreadable');
  }
  const last = before?.calendar || id === undefined ? undefined : await ledger.last(id, folder);
  const lasting = before?.calendar ? before : last && { folder, id, ...last, since: now };
  if (!lasting?.calendar)
    return {
      folder,
      id,
      calendar: undefined,
      modified: undefined,
      since: undefined,
      problems,
      files: undefined,
      had: undefined,
      held: false,
    };
  log.warn({ ...facts, serving: lasting.calendar.revision }, 'last good calendar kept');
  const { modified, since } = lasting;
  const own = { files: before?.files, had: before?.had, held: false };
  return { folder, id: lasting.id, calendar: lasting.calendar, modified, since, problems, ...own };
}

function vanished(holding: Holding, log: Log): Holding {
  const says = 'the folder is gone; the last good version is served until it returns or the service restarts';
  const known = holding.problems.some((one) => one.says === says);
  const facts = { calendar: holding.id, folder: holding.folder };
  if (!known) log.warn(facts, 'calendar folder gone, last good calendar kept');
  return { ...holding, problems: [placeless(holding.folder, says)] };
}

/** One problem as the fields of a log line. */
function fieldsOf({ at, rule, says }: Problem): object {
  return { at: `${at.file}:${at.line}:${at.column}`, rule, says };
}
