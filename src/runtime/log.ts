import type { Logger } from 'pino';
import { pino } from 'pino';

/** One JSON line an event on standard output, with the instant as text. */
export function openLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'event',
    },
    pino.destination({ sync: true }),
  );
}
