import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { CalendarReading, Source } from '../ports/source.ts';
import type { Clock } from '../ports/clock.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Ledger } from './ledger.ts';
import type { Log } from '../ports/log.ts';
import type { Problem } from '../../domain/problem/rule.ts';
import type { ServedCalendar } from './servedcalendar.ts';
import { changedId, heldProblem, placeless, takenIds } from './servedcalendar.ts';
import { isGood } from '../ports/source.ts';
import { plus } from '../../domain/time/time.ts';

interface Keeping {
  readonly clock: Clock;
  readonly log: Log;
  readonly ledger: Ledger;
}

/** The calendars in memory. A reload swaps each at once, or not at all: the last good version stays. */
export interface Catalog {
  calendars(): readonly Calendar[];
  holdings(): readonly ServedCalendar[];
  /** Of the source itself, and of a reload that failed. */
  problems(): readonly Problem[];
  /** Reads everything anew. */
  load(how: { readonly settled: boolean }): Promise<void>;
  /** Loads when the files change; returns what ends it. */
  follow(): Promise<() => Promise<void>>;
  /** Loads again when another replica, somebody's word or time changed what is to be served. */
  look(): Promise<void>;
  /** Is given each other version of a calendar before it is served, and waited for. */
  ahead(prepare: (calendar: Calendar) => Promise<void>): void;
  /** Rises with each load that changed what is served. */
  generation(): number;
  /** True once a good calendar has been loaded: an empty mount must not replace a service that works. */
  ready(): boolean;
}

/** Other processes ask the sources too, and what they were answered is seen by reading again. */
const asksAgain = 'PT1H';

/** With what a reading takes to see whether files rest, some seconds together. */
const mostReads = 8;

export function openCatalog(source: Source, { clock, log, ledger }: Keeping): Catalog {
  let holdings: ReadonlyMap<string, ServedCalendar> = new Map();
  let problems: readonly Problem[] = [];
  let generation = 0;
  let unsettled = false;
  let loaded: Instant | undefined;
  let prepare: (calendar: Calendar) => Promise<void> = () => Promise.resolve();

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
      // what was never served is not missed
      if (holding.state !== 'unreadable') next.set(folder, vanished(holding, log));
      else next.delete(folder);
    }
    for (const one of reading.problems) log.error(fieldsOf(one), 'source unreadable');
    const known = new Set([...holdings.values()].map(({ calendar }) => calendar));
    for (const { calendar } of next.values()) if (calendar && !known.has(calendar)) await prepare(calendar);
    if (served(next) !== served(holdings)) generation++;
    holdings = next;
    problems = reading.problems;
    loaded = clock();
    return reading.unsettled;
  };

  /** Files that still change are read again until they rest, but not for ever: then `look` comes back to them. */
  const readAll: Catalog['load'] = async (how) => {
    let changes = true;
    for (let reads = 0; changes && reads < mostReads; reads++) changes = await readOnce(how);
    unsettled = changes;
    if (changes) log.warn({ reads: mostReads }, 'files keep changing');
  };

  const isFollowing = (): boolean =>
    [...holdings.values()].some(({ calendar }) => (calendar?.origins ?? []).length > 0);

  let last: Promise<unknown> = Promise.resolve();
  /** One after another: an older reading must not end last. */
  const load: Catalog['load'] = (how) => {
    const own = last.then(() => readAll(how));
    last = own.catch(() => undefined);
    return own;
  };

  const reload = async (): Promise<void> => {
    try {
      await load({ settled: true });
    } catch (error) {
      // whatever broke, what is served stays, and healthz says that it is old
      log.error({ error: error instanceof Error ? error.stack : String(error) }, 'reload failed');
      problems = [placeless(source.where, `could not be read again (${String(error)})`)];
    }
  };

  return {
    calendars: () => [...holdings.values()].flatMap(({ calendar }) => calendar ?? []),
    holdings: () => [...holdings.values()],
    problems: () => problems,
    ahead: (wanted) => {
      prepare = wanted;
    },
    generation: () => generation,
    load,
    look: async () => {
      if (unsettled || (isFollowing() && loaded && plus(loaded, asksAgain) <= clock())) return reload();
      for (const holding of holdings.values()) {
        if (holding.state === 'unreadable' || holding.files === undefined) continue;
        const { id = '', files, calendar, state } = holding;
        // of a folder that is gone nothing can be served but by somebody's word
        const held = state === 'held' || state === 'gone';
        if (await ledger.isStale({ id, files, served: calendar.revision, held })) return reload();
      }
    },
    follow: () => source.watch(reload),
    ready: () => [...holdings.values()].some(({ calendar }) => calendar),
  };
}

function served(holdings: ReadonlyMap<string, ServedCalendar>): string {
  return [...holdings.values()]
    .map(
      ({ calendar, id }) =>
        `${id ?? ''} ${calendar?.revision ?? ''} ${calendar?.changed ?? ''} ${askedDays(calendar)}`,
    )
    .join();
}

/** On which days its sources answered last: what is said to be old goes by them. */
function askedDays(calendar: Calendar | undefined): string {
  const { knownOut = '', origins = [] } = calendar ?? {};
  return [knownOut, ...origins.map(({ file, answered = '' }) => `${file} ${answered}`)].join();
}

interface Acceptance {
  readonly before: ServedCalendar | undefined;
  readonly others: readonly ServedCalendar[];
  readonly now: Instant;
  readonly log: Log;
  readonly ledger: Ledger;
}

async function accept(reading: CalendarReading, around: Acceptance): Promise<ServedCalendar> {
  const { before, others } = around;
  const { calendar } = reading;
  const kept = [...(before ? changedId(before, reading) : []), ...takenIds(reading, others)];
  return calendar && isGood(reading) && kept.length === 0
    ? ruled({ ...reading, calendar }, around)
    : keep(reading, [...reading.problems, ...kept], around);
}

/** What is served of files that are good. */
async function ruled(
  reading: CalendarReading & { readonly calendar: Calendar },
  { before, now, log, ledger }: Acceptance,
): Promise<ServedCalendar> {
  const { folder, id, revision } = reading;
  const known = before?.calendar ? before : undefined;
  const { calendar, held, modified } = await ledger.rule({ ...reading, had: known?.had });
  const last = known?.calendar.revision === calendar.revision ? known : undefined;
  const facts = { calendar: id ?? folder, revision };
  const serving = { ...facts, serving: calendar.revision };
  if (held !== undefined) {
    log.error({ ...facts, says: held }, 'change held');
    log.warn(serving, 'last good calendar kept');
  } else if (!last && calendar.revision === revision) log.info(facts, 'calendar loaded');
  else if (!last) log.warn(serving, 'files differ from what is served');
  else if (last.problems.some(({ blocks }) => blocks)) log.info(facts, 'calendar readable again');
  const problems =
    held === undefined ? reading.problems : [...reading.problems, heldProblem(folder, revision, held)];
  return {
    ...{ folder, id, problems, modified, files: revision, state: held === undefined ? 'good' : 'held' },
    // readers that compare find the same object while nothing changed
    calendar: last && isEqual(last.calendar, calendar) ? last.calendar : calendar,
    since: last?.since ?? now,
    had: calendar.revision === revision ? revision : known?.had,
  };
}

/** Of one revision: whether its news and what its sources answered are the same too. */
function isEqual(one: Calendar, other: Calendar): boolean {
  return one.changed === other.changed && askedDays(one) === askedDays(other);
}

/** What is served of files that are not good: the last good version, if there is one. */
async function keep(
  { folder, id, revision }: CalendarReading,
  problems: readonly Problem[],
  { before, now, log, ledger }: Acceptance,
): Promise<ServedCalendar> {
  const facts = { calendar: id ?? folder, revision };
  for (const one of problems.filter(({ blocks }) => blocks))
    log.error({ ...facts, ...fieldsOf(one) }, 'calendar unreadable');
  const known = before?.calendar ? before : undefined;
  const last = known || id === undefined ? undefined : await ledger.last(id, folder);
  const fresh = last && { ...last, id, since: now, files: undefined, had: undefined };
  const served = known ?? fresh;
  if (!served) return { state: 'unreadable', folder, id, problems };
  log.warn({ ...facts, serving: served.calendar.revision }, 'last good calendar kept');
  const { calendar, modified, since, files, had } = served;
  return { state: 'kept', folder, id: served.id, calendar, modified, since, files, had, problems };
}

type Gone = Exclude<ServedCalendar, { readonly state: 'unreadable' }>;

function vanished(holding: Gone, log: Log): ServedCalendar {
  const { folder, id } = holding;
  const says = 'the folder is gone; the last good version is served until it returns or the service restarts';
  if (holding.state !== 'gone')
    log.warn({ calendar: id, folder }, 'calendar folder gone, last good calendar kept');
  return { ...holding, state: 'gone', problems: [placeless(folder, says)] };
}

/** One problem as the fields of a log line. */
function fieldsOf({ at, rule, says }: Problem): object {
  return { at: `${at.file}:${at.line}:${at.column}`, rule, says };
}
