import type { Accepted, Versions, Held, News } from '../ports/store.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { PublishedState } from '../../domain/calendar/calendar.ts';

interface MemoryStore extends Versions {
  /** Copies what a database knows, for when it is away. */
  mirror(known: Accepted, news: News): void;
}

/** Keeps state only while the process lives: for a service without a database, or while it is away. */
export function memoryStore(): MemoryStore {
  const accepted = new Map<string, Accepted>();
  const firsts = new Map<string, Instant>();
  const news = new Map<string, Map<string, PublishedState[]>>();
  const holds = new Map<string, Held>();
  const keyOf = (calendar: string, revision: string): string => `${calendar} ${revision}`;
  return {
    accepted: (calendar) => Promise.resolve(accepted.get(calendar)),
    acceptedHead: (calendar) => {
      const found = accepted.get(calendar);
      const standing = found && {
        revision: found.revision,
        since: found.since,
        // no other process shares this memory
        backed: undefined,
      };
      return Promise.resolve(standing);
    },
    heartbeat: () => Promise.resolve(),
    acceptedAt: (calendar, revision) => Promise.resolve(firsts.get(keyOf(calendar, revision))),
    accept: ({ next, news: more, before }) => {
      if (accepted.get(next.calendar)?.revision !== before) return Promise.resolve(false);
      accepted.set(next.calendar, next);
      const key = keyOf(next.calendar, next.revision);
      firsts.set(key, firsts.get(key) ?? next.since);
      holds.delete(key);
      const known = news.get(next.calendar) ?? new Map<string, PublishedState[]>();
      for (const [milestone, told] of more) known.set(milestone, [...(known.get(milestone) ?? []), ...told]);
      news.set(next.calendar, known);
      return Promise.resolve(true);
    },
    news: (calendar): Promise<News> => Promise.resolve(news.get(calendar) ?? new Map()),
    hold: (held) => {
      const key = keyOf(held.calendar, held.revision);
      if (!holds.has(key)) holds.set(key, { ...held, approved: false });
      return Promise.resolve();
    },
    held: () => Promise.resolve([...holds.values()]),
    mirror: (known, more) => {
      accepted.set(known.calendar, known);
      firsts.set(keyOf(known.calendar, known.revision), known.since);
      news.set(known.calendar, new Map([...more].map(([key, told]) => [key, [...told]])));
    },
  };
}
