import type { Log } from '../ports/log.ts';
import type { Sync, Synced } from '../ports/sync.ts';
import { milestoneKey } from '../../domain/calendar/milestonekey.ts';

interface Syncing {
  readonly sync: Sync;
  readonly log: Log;
  /** An ISO 8601 duration. */
  readonly every: string;
  /** Called when calendars must be read again. */
  readonly taken: () => Promise<void>;
}

/** Syncs each calendar that is due, in one of all processes. Logs what happened, a lasting failure once. */
export function openSyncer({ sync, log, every, taken }: Syncing): (stop?: AbortSignal) => Promise<void> {
  /** What was last logged for each failing address. */
  const failing = new Map<string, string>();
  const tell = ({ folder, files, changes, problems }: Synced): void => {
    for (const { name, url, outcome, says = '' } of files) {
      const facts = { folder, file: name, url, outcome, ...(says !== '' && { says }) };
      const bad = outcome === 'failed' || outcome === 'refused';
      if (!bad && failing.delete(url)) log.info(facts, 'source answers again');
      if (bad && failing.get(url) !== `${outcome} ${says}`) log.error(facts, 'sync failed');
      if (bad) failing.set(url, `${outcome} ${says}`);
      else if (outcome === 'taken' || outcome === 'replaced') log.info(facts, 'synced');
    }
    const told = changes.map((one) => `${one.kind} ${milestoneKey(one)}`);
    if (told.length > 0) log.info({ folder, changes: told }, 'schedule changed');
    for (const { at, rule, says, blocks } of problems)
      if (blocks) log.error({ at: `${at.file}:${at.line}:${at.column}`, rule, says }, 'sync refused');
  };
  return async (stop) => {
    const wish = { dryRun: false, accept: true, every };
    const found = await sync(undefined, { ...wish, ...(stop && { stop }) });
    for (const one of found) tell(one);
    if (found.some(({ isRenewed }) => isRenewed)) await taken();
  };
}
