/** A port: one line per event, facts first, like pino. Never tokens, never addresses. */
export interface Log {
  info(facts: object, event: string): void;
  warn(facts: object, event: string): void;
  error(facts: object, event: string): void;
}
