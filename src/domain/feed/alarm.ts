/** A reminder that a calendar app rings by itself: so many days before, at a minute of the reader's day. */
export interface Alarm {
  readonly days: number;
  /** Minutes since midnight, on the reader's clock. */
  readonly minutes: number;
}

const nine = 9 * 60;
const mostDays = 60;

/** Reads `7d` (at 09:00) or `7d@18:00`; `undefined` for anything else. */
export function readAlarm(text: string): Alarm | undefined {
  const [, days, hour, minute] = /^(\d{1,2})d(?:@([01]\d|2[0-3]):([0-5]\d))?$/.exec(text) ?? [];
  if (days === undefined || Number(days) > mostDays) return undefined;
  return { days: Number(days), minutes: hour === undefined ? nine : Number(hour) * 60 + Number(minute) };
}

/** Writes what `readAlarm` reads: `7d`, `7d@18:00`. */
export function writeAlarm({ days, minutes }: Alarm): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return minutes === nine ? `${days}d` : `${days}d@${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/**
 * Seconds from the start of an all-day event to its ringing, negative before it. An all-day event starts at
 * the reader's midnight, so 7d is six days and fifteen hours before it (RFC 5545 3.8.6.3).
 */
export function ringsAfter({ days, minutes }: Alarm): number {
  return minutes * 60 - days * 86_400;
}
