import type { Logger } from 'pino';
import { pino } from 'pino';

/** One JSON line an event on standard output, with the instant as text. */
export function openLog(level: string): Logger {
  const destination = pino.destination({ sync: true });
  // a service goes on when nobody reads its log any more, or the disk that keeps it is full
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
