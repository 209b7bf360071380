import type { Checking } from './upkeep/checkpath.ts';
import type { Instant } from '../domain/time/time.ts';
import type { Keeper } from '../service/ports/keep.ts';
import type { Posts } from '../service/ports/posts.ts';
import type { Checked } from '../service/ports/checked.ts';
import type { KeptReading, ReadingCache } from './readingcache.ts';
import type { Source } from '../service/ports/source.ts';
import type { Sync } from '../service/ports/sync.ts';
import type { Texts } from '../service/ports/texts.ts';
import { digestOf, readingKey } from './readingcache.ts';
import { Failure } from '../service/ports/failure.ts';

/** Everything that reads schedules: what parses YAML is loaded when it is first needed. */
export interface Sources {
  readonly source: Source;
  readonly keeper: Keeper;
  readonly sync: Sync;
  readonly posts: Posts;
  check(path: string, how: Omit<Checking, 'shapes'>): Promise<Checked>;
}

interface Opening {
  /** The folder of calendars. */
  readonly where: string;
  readonly poll: boolean;
  readonly texts: Texts;
  readonly clock: () => Instant;
  /** Readings of before and what wrote them; `undefined` where none are kept. */
  readonly cache: { readonly readings: ReadingCache; readonly program: string } | undefined;
}

export function lazySources({ where, poll, texts, clock, cache }: Opening): Sources {
  const all = () => import('./index.ts');
  // one for the whole process, as of what follows: it remembers what it read
  let reading: Promise<Source> | undefined;
  const source = (): Promise<Source> =>
    (reading ??= all().then(({ calendarsIn }) => calendarsIn(where, { poll, texts })));
  const keeper = async (): Promise<Keeper> => (await all()).keeperOf(where, clock);
  let syncing: Promise<Sync> | undefined;
  const sync = (): Promise<Sync> => (syncing ??= all().then(({ syncOf }) => syncOf(where, clock, texts)));
  const posts = async (): Promise<Posts> => (await import('./upkeep/postsfolder.ts')).posts;
  const read: Source['read'] = async (how) => {
    const key = cache && !how.settled ? await readingKey(where, cache.program) : undefined;
    if (!cache || key === undefined) return (await source()).read(how);
    const known = await cache.readings.find(key);
    if (known && (await isCurrent(known, texts))) return known.reading;
    const fetched = new Map<string, string>();
    const of: Texts['of'] = async (calendar) => {
      const found = await texts.of(calendar);
      fetched.set(calendar, digestOf(found));
      return found;
    };
    const reading = await (await all()).calendarsIn(where, { poll, texts: { ...texts, of } }).read(how);
    // not where something was away, or the files changed meanwhile
    const isWhole = reading.calendars.every(({ lacks }) => !lacks);
    if (isWhole && (await readingKey(where, cache.program)) === key)
      await cache.readings.keep(key, { reading, fetched });
    return reading;
  };
  return {
    source: {
      where,
      read,
      parse: async (...ask) => (await source()).parse(...ask),
      watch: async (changed) => (await source()).watch(changed),
    },
    keeper: {
      import: async (ask) => (await keeper()).import(ask),
      exists: async (path) => (await keeper()).exists(path),
      renew: async (...ask) => (await keeper()).renew(...ask),
      breaks: async (...ask) => (await keeper()).breaks(...ask),
      save: async (...ask) => (await keeper()).save(...ask),
      readText: async (path) => (await keeper()).readText(path),
      record: async (moves) => (await keeper()).record(moves),
      since: async (...ask) => (await keeper()).since(...ask),
      compare: async (ask) => (await keeper()).compare(ask),
      historyOf: async (ask) => (await keeper()).historyOf(ask),
    },
    sync: async (...ask) => (await sync())(...ask),
    posts: {
      read: async (file) => (await posts()).read(file),
      write: async (...ask) => (await posts()).write(...ask),
    },
    check: async (...ask) => (await all()).check(...ask),
  };
}

/** Whether what was fetched is still the same; not where nobody can be asked. */
async function isCurrent({ fetched }: KeptReading, texts: Texts): Promise<boolean> {
  try {
    for (const [calendar, digest] of fetched) if (digestOf(await texts.of(calendar)) !== digest) return false;
    return true;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return false;
  }
}
