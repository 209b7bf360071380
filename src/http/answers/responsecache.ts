import type { Catalog } from '../../service/publish/catalog.ts';
import type { Coding, Codings } from './encoding.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Reply, Tagged } from './reply.ts';
import { LRUCache } from 'lru-cache';
import { tagged } from './reply.ts';

interface Entry extends Tagged {
  readonly generation: number;
}

/** Caches replies by URL until the calendars change or the reply expires. */
export interface ResponseCache {
  find(address: string, now: Instant): Tagged | undefined;
  /** `generation` is that of the calendars which the reply tells of. */
  keep(address: string, reply: Reply, generation: number): Tagged;
  generation(): number;
  /** The preferred coding by `Accept-Encoding` value, filled as requests come in. */
  readonly preferredCodings: Codings;
}

/** Bounded in entries and bytes; the least recently used entries are dropped first. */
export function openResponseCache(catalog: Catalog): ResponseCache {
  const entries = new LRUCache<string, Entry>({
    max: 1_000,
    maxSize: 64 * 1_048_576,
    // its codings together are smaller than the body
    sizeCalculation: ({ reply, worthCoding }) => Math.max(1, reply.body.length * (worthCoding ? 2 : 1)),
  });
  return {
    // clients could fill it
    preferredCodings: new LRUCache<string, Coding>({ max: 100 }),
    find: (address, now) => {
      const entry = entries.get(address);
      const until = entry?.reply.until;
      if (entry?.generation === catalog.generation() && (until === undefined || until > now)) return entry;
      entries.delete(address);
      return undefined;
    },
    generation: () => catalog.generation(),
    keep: (address, reply, generation) => {
      const entry = { ...tagged(reply), generation };
      entries.set(address, entry);
      return entry;
    },
  };
}
