import type { Clock } from './clock.ts';
import type { Instant } from '../domain/time.ts';
import type { Log } from './log.ts';
import type { Sync, Synced } from './sync.ts';
import { instantOf, millis, plus } from '../domain/time.ts';

interface Syncing {
  readonly sync: Sync;
  readonly clock: Clock;
  readonly log: Log;
  /** An ISO 8601 duration. */
  readonly every: string;
  /** Told when files were replaced. */
  readonly replaced: () => Promise<void>;
}

/**
 * Syncs all calendars when it is due: at its first call, then in the minute that is `every` after that in which the last
 * began, for who wakes it at full minutes comes some milliseconds earlier or later. What happened is logged.
 */
export function openSyncer({
  sync,
  clock,
  log,
  every,
  replaced,
}: Syncing): (stop?: AbortSignal) => Promise<void> {
  let last: Instant | undefined;
  return async (stop) => {
    const now = minuteOf(clock());
    // a clock that was set back would have it wait for long
    if (last !== undefined && last <= now && now < plus(last, every)) return;
    last = now;
    const found = await sync(undefined, { dryRun: false, accept: false, ...(stop && { stop }) });
    if (found.length === 0) log.warn({}, 'no calendar names sources');
    for (const one of found) tell(one, log);
    if (found.some(wasReplaced)) await replaced();
  };
}

function minuteOf(at: Instant): Instant {
  return instantOf(Math.floor(millis(at) / 60_000) * 60_000);
}

function wasReplaced({ files }: Synced): boolean {
  return files.some(({ outcome }) => outcome === 'replaced');
}

function tell(synced: Synced, log: Log): void {
  const { folder, files, changes, problems } = synced;
  for (const { name, url, outcome, says } of files) {
    const facts = { folder, file: name, url, outcome, ...(says !== undefined && { says }) };
    if (outcome === 'failed' || outcome === 'refused') log.error(facts, 'sync failed');
    else if (outcome === 'held') log.warn(facts, 'sync held');
    else log.info(facts, 'synced');
  }
  const told = changes.map(({ kind, release, id }) => `${kind} ${release}/${id}`);
  if (told.length > 0 && wasReplaced(synced)) log.info({ folder, changes: told }, 'schedule changed');
  else if (told.length > 0) log.warn({ folder, changes: told }, 'schedule change held');
  for (const { at, rule, says, blocks } of problems) {
    if (blocks) log.error({ at: `${at.file}:${at.line}:${at.column}`, rule, says }, 'sync refused');
  }
}
