import type { DestinationStream, Logger } from 'pino';
import { pino } from 'pino';

/** Logs one JSON line per event to standard output, with ISO timestamps. */
export function openLog(level: string): Logger {
  const destination = pino.destination({ sync: true });
  // keep running when standard output is closed or its disk is full
  destination.on('error', () => undefined);
  return pino(
    {
      level,
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'event',
    },
    gathered(destination),
  );
}

/** Lines of requests wait for each other so long, or for so many. */
const [gatherMs, mostLines] = [50, 100];

/** A line of a request that is written alone takes as long as its answer; every other is written at once. */
function gathered(destination: DestinationStream): DestinationStream {
  let lines: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (lines.length > 0) destination.write(lines.join(''));
    lines = [];
  };
  process.on('exit', flush);
  return {
    write: (line) => {
      lines.push(line);
      if (lines.length >= mostLines || !line.endsWith('"event":"request"}\n')) return flush();
      timer ??= setTimeout(flush, gatherMs).unref();
    },
  };
}
