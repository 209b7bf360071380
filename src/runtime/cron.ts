import { schedule } from 'node-cron';

/** A task that takes longer is taken for lost: the next one must not wait for it for ever. */
const lostAfterTicks = 15;

/** As `everyMinute`, at every fifth second: for what people wait for, and what costs little. */
export function everyFiveSeconds(task: Task, failed: (error: unknown) => void): () => Promise<void> {
  return waking({ pattern: '*/5 * * * * *', seconds: 5 }, task, failed);
}

/**
 * Wakes a task now and at every full minute, in UTC (a local hour is skipped when the clocks change), one at a time. The
 * task itself decides whether something is due, so a minute that was slept through is made up for. Returns what stops the
 * task that runs, waits for it and ends them all.
 */
export function everyMinute(task: Task, failed: (error: unknown) => void): () => Promise<void> {
  return waking({ pattern: '* * * * *', seconds: 60 }, task, failed);
}

type Task = (stop: AbortSignal) => Promise<void>;

interface Rhythm {
  readonly pattern: string;
  /** From one wake to the next. */
  readonly seconds: number;
}

/** So many wakes may be missed before the one who wakes is taken for stalled. */
const missable = 2.5;

function waking(
  { pattern, seconds }: Rhythm,
  task: Task,
  failed: (error: unknown) => void,
): () => Promise<void> {
  let rung = performance.now();
  let running: Promise<void> | undefined;
  let waited = 0;
  const stop = new AbortController();
  const wake = async (): Promise<void> => {
    // a job that is destroyed may have been about to ring
    if (stop.signal.aborted) return;
    rung = performance.now();
    if (running && ++waited < lostAfterTicks) return;
    waited = 0;
    const own = task(stop.signal).catch(failed);
    running = own;
    await own;
    if (running === own) running = undefined;
  };
  // its warnings of a late wake would stand between the lines of the log
  const begin = (): ReturnType<typeof schedule> =>
    schedule(pattern, wake, { timezone: 'Etc/UTC', suppressMissedWarning: true });
  let job = begin();
  // a clock that jumps ahead and back leaves it waiting for the time that it jumped to; this clock never jumps
  const supervisor = setInterval(() => {
    if (performance.now() - rung < missable * seconds * 1000) return;
    void job.destroy();
    job = begin();
    void wake();
  }, seconds * 1000);
  void wake();
  return async () => {
    stop.abort();
    clearInterval(supervisor);
    await job.destroy();
    await running;
  };
}
