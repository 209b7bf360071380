import { schedule } from 'node-cron';
import { setTimeout } from 'node:timers/promises';

/** After this many wakes without progress a task counts as lost, so that the next run can start. */
const lostAfterTicks = 15;

/** Calling `progress` shows that a long run is not lost. */
type Task = (stop: AbortSignal, progress: () => void) => Promise<void>;

/** Signals running tasks to stop; resolves when all have ended, or after `within` seconds if given. */
export type End = (within?: number) => Promise<void>;

/** As `everyMinute`, but every five seconds: for cheap tasks that people wait for. */
export function everyFiveSeconds(task: Task, failed: (error: unknown) => void): End {
  return waking({ pattern: '*/5 * * * * *', seconds: 5 }, task, failed);
}

/**
 * Runs a task now and at the given second of every minute, in UTC (local hours may be skipped when clocks
 * change), never twice at a time. The task decides what is due, so missed minutes are made up for.
 */
export function everyMinute(task: Task, failed: (error: unknown) => void, second = 0): End {
  return waking({ pattern: `${second} * * * * *`, seconds: 60 }, task, failed);
}

interface Rhythm {
  readonly pattern: string;
  /** The interval between wakes. */
  readonly seconds: number;
}

/** After this many missed wakes the scheduler counts as stalled. */
const missable = 2.5;

function waking({ pattern, seconds }: Rhythm, task: Task, failed: (error: unknown) => void): End {
  const now = (): number => performance.now();
  let rung = now();
  const stop = new AbortController();
  const runs = runsOf(task, { stop: stop.signal, lostAfter: lostAfterTicks * seconds, failed, now });
  const wake = (): void => {
    // a destroyed job may still fire once
    if (stop.signal.aborted) return;
    rung = now();
    runs.wake();
  };
  // node-cron's own warnings about late wakes would break up the log
  const begin = (): ReturnType<typeof schedule> =>
    schedule(pattern, wake, { timezone: 'Etc/UTC', suppressMissedWarning: true });
  let job = begin();
  // if the system clock jumps ahead and back, node-cron waits for the later time; this clock is monotonic
  const supervisor = setInterval(() => {
    if (now() - rung < missable * seconds * 1000) return;
    void job.destroy();
    job = begin();
    wake();
  }, seconds * 1000);
  wake();
  return async (within) => {
    stop.abort();
    clearInterval(supervisor);
    await job.destroy();
    await runs.ended(within);
  };
}

/** The runs of one task. */
interface Runs {
  /** Starts a run, unless one is active and not lost. */
  wake(): void;
  /** Resolves when all ended, also lost ones. */
  ended(within: number | undefined): Promise<void>;
}

interface CronOptions {
  readonly stop: AbortSignal;
  /** In seconds. */
  readonly lostAfter: number;
  readonly failed: (error: unknown) => void;
  /** A monotonic clock, in milliseconds. */
  readonly now: () => number;
}

/** One run at a time, unless it is lost: no progress for `lostAfter` seconds. */
export function runsOf(task: Task, { stop, lostAfter, failed, now }: CronOptions): Runs {
  const running = new Set<Promise<void>>();
  let newest: { readonly run: Promise<void>; seen: number } | undefined;
  return {
    wake: () => {
      if (newest && running.has(newest.run)) {
        if (now() - newest.seen < lostAfter * 1000) return;
        failed(new Error(`no progress for ${lostAfter} seconds: another run starts beside it`));
      }
      const own = { run: Promise.resolve(), seen: now() };
      const progress = (): void => {
        own.seen = now();
      };
      own.run = task(stop, progress)
        .catch(failed)
        .finally(() => running.delete(own.run));
      running.add(own.run);
      newest = own;
    },
    ended: async (within) => {
      const all = Promise.all(running);
      const late = new AbortController();
      const ends =
        within === undefined ? [all] : [all, setTimeout(within * 1000, undefined, { signal: late.signal })];
      await Promise.race(ends);
      late.abort();
    },
  };
}
