import { anyOf } from '../domain/problem/anyof.ts';
import { duration, instantOf, plus } from '../domain/time/time.ts';

export interface Setting {
  /** Empty when left out. */
  readonly fallback?: string;
  readonly about: string;
  /** What is expected, or `undefined` if it is valid. */
  readonly wanted: (value: string) => string | undefined;
}

export const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

export function between(low: number, high: number): Setting['wanted'] {
  return (value) =>
    /^\d+$/.test(value) && Number(value) >= low && Number(value) <= high
      ? undefined
      : `a whole number from ${low} to ${high}`;
}

export function oneOf(values: readonly string[]): Setting['wanted'] {
  return (value) => (values.includes(value) ? undefined : anyOf(values));
}

export function webAddress(value: string): string | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  // no spaces or control characters
  const plain = !/[\s\p{C}]/u.test(value);
  const fits =
    plain &&
    url &&
    /^https?:$/.test(url.protocol) &&
    url.search === '' &&
    url.hash === '' &&
    url.username === '';
  return fits ? undefined : 'an http or https address, such as https://calendar.example.org';
}

export function contact(value: string): string | undefined {
  const fits = URL.canParse(value) && /^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/.test(value);
  return fits ? undefined : 'a mailto or https address, such as mailto:security@example.org';
}

export function postgres(value: string): string | undefined {
  return /^postgres(ql)?:\/\//.test(value) ? undefined : 'postgres://user:password@host:port/database';
}

export function offOrAMinute(value: string): string | undefined {
  if (value === 'off') return undefined;
  const long = duration(value) !== undefined && plus(instantOf(0), value) >= plus(instantOf(0), 'PT1M');
  return long ? undefined : 'an ISO 8601 duration of a minute or more, such as PT1H, or off';
}

export const anything: Setting['wanted'] = (value) =>
  value.includes('\0') ? 'text without NUL characters' : undefined;
