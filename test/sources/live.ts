import assert from 'node:assert/strict';
import type { Calendar } from '../../src/domain/calendar/calendar.ts';
import type { Catalog } from '../../src/service/publish/catalog.ts';
import { setTimeout } from 'node:timers/promises';
import { health } from '../service/healthy.ts';
import { calendarsIn } from '../../src/sources/index.ts';
import { instantOf } from '../../src/domain/time/time.ts';
import { openLedger } from '../../src/service/publish/ledger.ts';
import { openCatalog } from '../../src/service/publish/catalog.ts';
import { release } from './folder.ts';

/** One event of the log, as `warn last good calendar kept`, and its facts. */
interface Line {
  readonly event: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Calendars in memory, as the server has them. */
export interface Loaded {
  readonly catalog: Catalog;
  readonly log: readonly Line[];
  /** What is served now, as `one 2024-03-06`: each calendar, and the days of its milestones. */
  readonly serves: () => string;
}

export interface Live extends Loaded {
  /** Every state that was served so far, in order. */
  readonly served: readonly string[];
  /** Looks until it holds, at most the two seconds that a change may take. */
  readonly until: (what: string, holds: () => boolean) => Promise<void>;
}

/** Loads the calendars of a folder; each look at the clock is a second later. */
export async function load(root: string, options = { poll: false }): Promise<Loaded> {
  const log: Line[] = [];
  const write = (level: string) => (facts: object, event: string) =>
    void log.push({ event: `${level} ${event}`, facts: { ...facts } });
  let second = 0;
  const clock = () => instantOf(Date.UTC(2026, 0, 1, 0, 0, second++));
  const lines = { info: write('info'), warn: write('warn'), error: write('error') };
  const source = calendarsIn(root, options);
  const ledger = openLedger({ store: undefined, source, clock, log: lines });
  const catalog = openCatalog(source, { clock, log: lines, ledger });
  await catalog.load({ settled: false });
  return { catalog, log, serves: () => catalog.calendars().map(state).join(', ') };
}

function state({ id, releases }: Calendar): string {
  const days = releases.flatMap(({ milestones }) =>
    milestones.map(({ when }) => (when.kind === 'day' ? when.day : when.kind)),
  );
  return [id, ...days].join(' ');
}

/** What health tells of a calendar. */
export interface Told {
  readonly id: string | null;
  readonly state: string;
  readonly revision: string | null;
  readonly since: string | null;
  readonly problems: readonly { readonly at: string; readonly rule: string; readonly says: string }[];
}

export function healthOf({ catalog }: Loaded): readonly Told[] {
  return health(catalog).calendars as readonly Told[];
}

export function eventsOf({ log }: Loaded): readonly string[] {
  return log.map(({ event }) => event);
}

/** Follows a folder while the story lasts. */
export async function follow(
  root: string,
  story: (live: Live) => Promise<void>,
  options = { poll: false },
): Promise<void> {
  const loaded = await load(root, options);
  const served: string[] = [];
  const look = (): void => {
    if (loaded.serves() !== served.at(-1)) served.push(loaded.serves());
  };
  const until: Live['until'] = async (what, holds) => {
    // two seconds where nothing else runs; where much does, whoever never sees it is found all the same
    for (let turn = 0; ; turn++) {
      look();
      if (holds()) return;
      assert.ok(turn < 4_000, `in vain: ${what}; served: ${served.join(' then ')}`);
      await setTimeout(5);
    }
  };
  const looking = setInterval(look, 5);
  const stop = await loaded.catalog.follow();
  try {
    await story({ ...loaded, served, until });
  } finally {
    clearInterval(looking);
    await stop();
  }
}

/**
 * Tests that mostly wait: the first of them that runs begins them all, and each tells how it came out.
 * They share nothing, for each makes a folder of its own.
 */
export function together(stories: Readonly<Record<string, () => Promise<void>>>): void {
  let begun: ReadonlyMap<string, Promise<void>> | undefined;
  const begin = (): ReadonlyMap<string, Promise<void>> => {
    const told = Object.entries(stories).map(([rule, story]) => [rule, story()] as const);
    // a story that fails before its test asks is no lost promise
    for (const [, ending] of told) ending.catch(() => undefined);
    return new Map(told);
  };
  for (const rule of Object.keys(stories)) {
    it(rule, async () => {
      begun ??= begin();
      await begun.get(rule);
    });
  }
}

/** Release 1.30 with one milestone, on that day of March 2024. */
export function on(day: number): string {
  return release(`{name: Code Freeze, when: 2024-03-${String(day).padStart(2, '0')}}`);
}
