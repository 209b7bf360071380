import type { ChokidarOptions, FSWatcher } from 'chokidar';
import { realpath } from 'node:fs/promises';

/** Waits for this much silence, so that an editor's rename or a switched link counts as one change. */
const quietMs = 150;
/** The longest wait during a burst. */
const longestMs = 300;
/** How often to check links above the folder, whose changes cause no file events. */
const lookMs = 500;

/** Calls `changed` after each burst of changes, one call at a time, even if the folder is swapped. */
export async function watchFolder(
  root: string,
  changed: () => Promise<void>,
  options: { readonly poll: boolean },
): Promise<() => Promise<void>> {
  // read-only commands do not need it
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
    // picks up changes made before the watcher was ready
    watcher.on('ready', soon);
    // an unwatchable folder is read again when its link changes
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
  /** Waits for the running call. */
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
    // a file that is written without pause must not delay the others
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
