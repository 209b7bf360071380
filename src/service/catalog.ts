import type { Calendar } from '../domain/calendar.ts';
import type { CalendarReading, Source } from './source.ts';
import type { Clock } from './clock.ts';
import type { Instant } from '../domain/time.ts';
import type { Log } from './log.ts';
import type { Problem } from '../domain/rule.ts';
import { isGood } from './source.ts';
import { problem } from '../domain/rule.ts';

/** One calendar as it is served, and what is wrong with its files now. */
interface Holding {
  readonly folder: string;
  /** The folder's name until its own id could be read. */
  readonly id: string | undefined;
  /** The last good version; `undefined` when there never was one. */
  readonly calendar: Calendar | undefined;
  /** The files that the last good version was read from. */
  readonly files: readonly string[];
  readonly since: Instant | undefined;
  /** Of the files as they are now; the served version may be older. */
  readonly problems: readonly Problem[];
}

/** The calendars in memory. A reload swaps each at once, or not at all: the last good version stays. */
export interface Catalog {
  calendars(): readonly Calendar[];
  holdings(): readonly Holding[];
  /** Of the source itself, and of a reload that failed. */
  problems(): readonly Problem[];
  /** Reads everything anew. */
  load(how: { readonly settled: boolean }): Promise<void>;
  /** Loads when the files change; returns what ends it. */
  follow(): Promise<() => Promise<void>>;
  /** Rises with each load that changed what is served. */
  generation(): number;
  /** True once a good calendar has been loaded: an empty mount must not replace a service that works. */
  ready(): boolean;
}

export function openCatalog(source: Source, clock: Clock, log: Log): Catalog {
  let holdings: ReadonlyMap<string, Holding> = new Map();
  let problems: readonly Problem[] = [];
  let generation = 0;

  const load: Catalog['load'] = async (how) => {
    const reading = await source.read(how);
    const next = new Map(holdings);
    for (const one of reading.calendars) {
      const others = [...next.values()].filter(({ folder }) => folder !== one.folder);
      next.set(one.folder, accept(one, { before: holdings.get(one.folder), others, now: clock(), log }));
    }
    const seen = new Set(reading.calendars.map(({ folder }) => folder));
    for (const [folder, holding] of holdings) {
      if (seen.has(folder) || reading.unsettled) continue;
      // what was never served is not missed
      if (holding.calendar) next.set(folder, vanished(holding, log));
      else next.delete(folder);
    }
    for (const one of reading.problems) log.error(fieldsOf(one), 'source unreadable');
    if (served(next) !== served(holdings)) generation++;
    holdings = next;
    problems = reading.problems;
    // files that still change are read again until they rest
    if (reading.unsettled) await load(how);
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
    generation: () => generation,
    load,
    follow: () => source.watch(reload),
    ready: () => [...holdings.values()].some(({ calendar }) => calendar),
  };
}

function served(holdings: ReadonlyMap<string, Holding>): string {
  return [...holdings.values()].map(({ calendar, id }) => `${id ?? ''} ${calendar?.revision ?? ''}`).join();
}

interface Acceptance {
  readonly before: Holding | undefined;
  readonly others: readonly Holding[];
  readonly now: Instant;
  readonly log: Log;
}

function accept(reading: CalendarReading, { before, others, now, log }: Acceptance): Holding {
  const { folder, id, calendar, files } = reading;
  const lost = before ? [...goneFiles(before, reading), ...changedId(before, reading)] : [];
  const kept = [...lost, ...takenIds(reading, others)];
  const problems = [...reading.problems, ...kept];
  const facts = { calendar: id ?? folder, revision: reading.revision };
  if (calendar && isGood(reading) && kept.length === 0) {
    const same = before?.calendar?.revision === calendar.revision;
    if (!same) log.info(facts, 'calendar loaded');
    else if (before.problems.some(({ blocks }) => blocks)) log.info(facts, 'calendar good again');
    return { folder, id, calendar, files, since: same ? before.since : now, problems };
  }
  for (const one of problems.filter(({ blocks }) => blocks)) {
    log.error({ ...facts, ...fieldsOf(one) }, 'calendar unreadable');
  }
  if (!before?.calendar) return { folder, id, calendar: undefined, files: [], since: undefined, problems };
  log.warn({ ...facts, serving: before.calendar.revision }, 'last good calendar kept');
  return { ...before, problems };
}

/**
 * A milestone that is gone with its file is a problem, never a cancellation: a wrong branch or a lost mount looks so.
 * One that is gone from a file that is still there was taken out.
 */
function goneFiles({ calendar, files, folder }: Holding, now: CalendarReading): readonly Problem[] {
  const lost = files.filter((name) => !now.files.includes(name));
  if (!calendar || !now.calendar || lost.length === 0) return [];
  const left = new Set(milestoneKeys(now.calendar));
  const missing = milestoneKeys(calendar).filter((key) => !left.has(key)).length;
  if (missing === 0) return [];
  const says = `${lost.join(', ')} gone, and ${missing} milestones with it; wanted the file back, or a restart to take the folder as it is`;
  return [placeless(folder, says)];
}

/** Another id is another address and another UID for everything: readers would lose the calendar they subscribed to. */
function changedId(before: Holding, { calendar, idAt }: CalendarReading): readonly Problem[] {
  const was = before.calendar?.id;
  if (was === undefined || !calendar || calendar.id === was) return [];
  const says = `the id changed from "${was}" to "${calendar.id}"; wanted "${was}", or a restart to serve the new one`;
  return [problem(idAt, { rule: 'duplicate', says }, { blocks: true })];
}

/** An id that is served from another folder is not taken over: its readers would see another calendar's dates. */
function takenIds(reading: CalendarReading, others: readonly Holding[]): readonly Problem[] {
  const { calendar, idAt } = reading;
  const owner = others.find((other) => other.calendar?.id === calendar?.id);
  if (!owner || !isGood(reading)) return [];
  const says = `the id "${owner.calendar?.id ?? ''}" is served from ${owner.folder}; wanted another`;
  return [problem(idAt, { rule: 'duplicate', says }, { blocks: true })];
}

function milestoneKeys({ releases }: Calendar): readonly string[] {
  return releases.flatMap(({ milestones }) => milestones.map(({ release, id }) => `${release}/${id}`));
}

function vanished(holding: Holding, log: Log): Holding {
  const says = 'the folder is gone; the last good version is served until it returns or the service restarts';
  const known = holding.problems.some((one) => one.says === says);
  const facts = { calendar: holding.id, folder: holding.folder };
  if (!known) log.warn(facts, 'calendar folder gone, last good calendar kept');
  return { ...holding, problems: [placeless(holding.folder, says)] };
}

function placeless(file: string, says: string): Problem {
  return problem({ file, line: 1, column: 1 }, { rule: 'unreadable', says }, { blocks: true });
}

/** One problem as the fields of a log line. */
function fieldsOf({ at, rule, says }: Problem): object {
  return { at: `${at.file}:${at.line}:${at.column}`, rule, says };
}
