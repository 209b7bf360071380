import type { Logger } from 'pino';
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
    destination,
  );
}
