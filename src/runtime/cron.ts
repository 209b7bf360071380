import { schedule } from 'node-cron';
import { setTimeout } from 'node:timers/promises';

/** A task that has made no progress for so many wakes is taken for lost: the next must not wait for it for ever. */
const lostAfterTicks = 15;

/** `progress` says that it is not lost, however long it takes. */
type Task = (stop: AbortSignal, progress: () => void) => Promise<void>;

/** Tells the tasks that run to stop, and ends when each has, or after so many seconds (for ever when left out). */
export type End = (within?: number) => Promise<void>;

/** As `everyMinute`, at every fifth second: for what people wait for, and what costs little. */
export function everyFiveSeconds(task: Task, failed: (error: unknown) => void): End {
  return waking({ pattern: '*/5 * * * * *', seconds: 5 }, task, failed);
}

/**
 * Wakes a task now and at that second of every minute, in UTC (a local hour is skipped when the clocks change), one at a time. The
 * task itself decides whether something is due, so a minute that was slept through is made up for.
 */
export function everyMinute(task: Task, failed: (error: unknown) => void, second = 0): End {
  return waking({ pattern: `${second} * * * * *`, seconds: 60 }, task, failed);
}

interface Rhythm {
  readonly pattern: string;
  /** From one wake to the next. */
  readonly seconds: number;
}

/** So many wakes may be missed before the one who wakes is taken for stalled. */
const missable = 2.5;

function waking({ pattern, seconds }: Rhythm, task: Task, failed: (error: unknown) => void): End {
  const now = (): number => performance.now();
  let rung = now();
  const stop = new AbortController();
  const runs = runsOf(task, { stop: stop.signal, lostAfter: lostAfterTicks * seconds, failed, now });
  const wake = (): void => {
    // a job that is destroyed may have been about to ring
    if (stop.signal.aborted) return;
    rung = now();
    runs.wake();
  };
  // its warnings of a late wake would stand between the lines of the log
  const begin = (): ReturnType<typeof schedule> =>
    schedule(pattern, wake, { timezone: 'Etc/UTC', suppressMissedWarning: true });
  let job = begin();
  // a clock that jumps ahead and back leaves it waiting for the time that it jumped to; this clock never jumps
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
  /** Begins one, unless one runs that is not lost. */
  wake(): void;
  /** All of them, also those that were taken for lost. */
  ended(within: number | undefined): Promise<void>;
}

interface CronOptions {
  readonly stop: AbortSignal;
  /** In seconds. */
  readonly lostAfter: number;
  readonly failed: (error: unknown) => void;
  /** Milliseconds of a clock that never jumps. */
  readonly now: () => number;
}

/** One at a time, but for one that is lost: it made no progress for `lostAfter`. */
export function runsOf(task: Task, { stop, lostAfter, failed, now }: CronOptions): Runs {
  const running = new Set<Promise<void>>();
  let newest: { readonly run: Promise<void>; seen: number } | undefined;
  return {
    wake: () => {
      if (newest && running.has(newest.run)) {
        if (now() - newest.seen < lostAfter * 1000) return;
        failed(new Error(`no progress for ${lostAfter} seconds: another is begun beside it`));
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
