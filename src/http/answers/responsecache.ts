import type { Catalog } from '../../service/publish/catalog.ts';
import type { Coding } from './encoding.ts';
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
  keep(address: string, reply: Reply): Tagged;
  /** The preferred coding by `Accept-Encoding` value, filled as requests come in. */
  readonly preferredCodings: Map<string, Coding>;
}

/** Bounded in entries and bytes; the least recently used entries are dropped first. */
export function openResponseCache(catalog: Catalog): ResponseCache {
  const entries = new LRUCache<string, Entry>({
    max: 1_000,
    maxSize: 64 * 1_048_576,
    sizeCalculation: ({ reply }) => Math.max(1, reply.body.length),
  });
  return {
    preferredCodings: new Map(),
    find: (address, now) => {
      const entry = entries.get(address);
      const until = entry?.reply.until;
      if (entry?.generation === catalog.generation() && (until === undefined || until > now)) return entry;
      entries.delete(address);
      return undefined;
    },
    keep: (address, reply) => {
      const entry = { ...tagged(reply), generation: catalog.generation() };
      entries.set(address, entry);
      return entry;
    },
  };
}
