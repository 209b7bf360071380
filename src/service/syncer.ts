import type { Clock } from './clock.ts';
import type { Instant } from '../domain/time.ts';
import type { Log } from './log.ts';
import type { Sync, Synced } from './sync.ts';
import { plus } from '../domain/time.ts';

interface Syncing {
  readonly sync: Sync;
  readonly clock: Clock;
  readonly log: Log;
  /** An ISO 8601 duration. */
  readonly every: string;
  /** Told when files were replaced. */
  readonly replaced: () => Promise<void>;
}

/** Syncs all calendars when it is due: at its first call, then `every` after the last began. What happened is logged. */
export function openSyncer({ sync, clock, log, every, replaced }: Syncing): () => Promise<void> {
  let next: Instant | undefined;
  return async () => {
    const now = clock();
    if (next !== undefined && now < next) return;
    next = plus(now, every);
    const found = await sync(undefined, { dryRun: false, accept: false });
    for (const one of found) tell(one, log);
    if (found.some(({ files }) => files.some(({ outcome }) => outcome === 'replaced'))) await replaced();
  };
}

function tell({ folder, files, changes, problems }: Synced, log: Log): void {
  for (const { name, url, outcome, says } of files) {
    const facts = { folder, file: name, url, outcome, ...(says !== undefined && { says }) };
    if (outcome === 'failed' || outcome === 'refused') log.error(facts, 'sync failed');
    else if (outcome === 'held') log.warn({ ...facts, changes: changes.length }, 'sync held');
    else log.info(facts, 'synced');
  }
  const moved = changes.map(({ kind, release, id }) => `${kind} ${release}/${id}`);
  if (moved.length > 0) log.info({ folder, changes: moved }, 'schedule changed');
  for (const { at, rule, says, blocks } of problems) {
    if (blocks) log.error({ at: `${at.file}:${at.line}:${at.column}`, rule, says }, 'sync refused');
  }
}
