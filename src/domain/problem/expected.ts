/**
 * `expected X, found Y`: what every message about something from outside says. Both are noun phrases; a hint at
 * the nearest valid value ends `found`.
 */
export function expected(wanted: string, found: string): string {
  return `expected ${wanted}, found ${found}`;
}
