import { schedule } from 'node-cron';

/** A task that takes longer is taken for lost: the next one must not wait for it for ever. */
const lostAfterTicks = 15;

/**
 * Wakes a task at every full minute, in UTC (a local hour is skipped when the clocks change), one at a time. The task
 * itself decides whether something is due, so a minute that was slept through is made up for. Returns what ends it.
 */
export function everyMinute(task: () => Promise<void>, failed: (error: unknown) => void): () => Promise<void> {
  let running: Promise<void> | undefined;
  let waited = 0;
  const wake = async (): Promise<void> => {
    if (running && ++waited < lostAfterTicks) return;
    waited = 0;
    const own = task().catch(failed);
    running = own;
    await own;
    if (running === own) running = undefined;
  };
  const job = schedule('* * * * *', wake, { timezone: 'Etc/UTC' });
  return async () => {
    await job.destroy();
    await running;
  };
}
