import type { ChokidarOptions, FSWatcher } from 'chokidar';
import { realpath } from 'node:fs/promises';

/** Waits for a silence of this long, so that an editor's rename or a link's flip is one change. */
const quietMs = 150;
/** How long a burst of changes may keep on. */
const longestMs = 300;
/** How often a flipped link above the folder is looked for: no file event tells of it. */
const lookMs = 500;

/** Calls `changed` after each burst of changes below a folder, one call at a time, also when the folder itself is swapped. */
export async function watchFolder(
  root: string,
  changed: () => Promise<void>,
  options: { readonly poll: boolean },
): Promise<() => Promise<void>> {
  // a command that only reads does without it
  const { watch } = await import('chokidar');
  const open = (folder: string, soon: () => void): FSWatcher => {
    const how: ChokidarOptions = {
      ignoreInitial: true,
      usePolling: options.poll,
      interval: lookMs,
      depth: 4,
    };
    const watcher = watch(folder, how);
    watcher.on('all', soon);
    // what changed while nobody watched yet is read too
    watcher.on('ready', soon);
    // a folder that cannot be watched is still read by the next change of its link
    watcher.on('error', soon);
    return watcher;
  };
  const calls = oneAtATime(changed);
  let stopped = false;
  let real = await place(root);
  let watcher = open(real ?? root, calls.soon);
  const timer = setInterval(() => {
    void place(root).then(async (now) => {
      if (now === real || stopped) return;
      real = now;
      await watcher.close();
      if (stopped) return;
      watcher = open(real ?? root, calls.soon);
      calls.soon();
    });
  }, lookMs);
  timer.unref();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await Promise.all([calls.stop(), watcher.close()]);
  };
}

async function place(root: string): Promise<string | undefined> {
  return realpath(root).catch(() => undefined);
}

interface Calls {
  readonly soon: () => void;
  /** Ends once the call that runs has. */
  readonly stop: () => Promise<void>;
}

function oneAtATime(call: () => Promise<void>): Calls {
  let quiet: NodeJS.Timeout | undefined;
  let burst: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let over = false;
  let again = false;
  const forget = (): void => {
    clearTimeout(quiet);
    clearTimeout(burst);
    burst = undefined;
  };
  const run = async (): Promise<void> => {
    if (over) return;
    if (running) {
      again = true;
      return;
    }
    running = call().finally(() => {
      running = undefined;
    });
    await running;
    if (again) {
      again = false;
      soon();
    }
  };
  const soon = (): void => {
    // a file that is written without a rest must not keep others waiting
    burst ||= setTimeout(() => fire(), longestMs);
    clearTimeout(quiet);
    quiet = setTimeout(() => fire(), quietMs);
  };
  const fire = (): void => {
    forget();
    void run();
  };
  return {
    soon,
    stop: async () => {
      over = true;
      forget();
      await running;
    },
  };
}
