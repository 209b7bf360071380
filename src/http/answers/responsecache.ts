import type { Catalog } from '../../service/publish/catalog.ts';
import type { Coding } from './encoding.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Reply, Tagged } from './reply.ts';
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

const maxEntries = 1_000;
const maxBytes = 64 * 1_048_576;

/** Bounded in entries and bytes; the oldest entries are dropped first. */
export function openResponseCache(catalog: Catalog): ResponseCache {
  const entries = new Map<string, Entry>();
  let bytes = 0;
  const drop = (address: string, { reply }: Entry): void => {
    entries.delete(address);
    bytes -= reply.body.length;
  };
  return {
    preferredCodings: new Map(),
    find: (address, now) => {
      const entry = entries.get(address);
      if (!entry) return undefined;
      const { until } = entry.reply;
      if (entry.generation === catalog.generation() && (until === undefined || until > now)) return entry;
      drop(address, entry);
      return undefined;
    },
    keep: (address, reply) => {
      const before = entries.get(address);
      if (before) drop(address, before);
      const entry = { ...tagged(reply), generation: catalog.generation() };
      entries.set(address, entry);
      bytes += reply.body.length;
      for (const [oldest, other] of entries) {
        if (entries.size <= maxEntries && bytes <= maxBytes) break;
        drop(oldest, other);
      }
      return entry;
    },
  };
}
