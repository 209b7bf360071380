/** A port: one line an event, facts first, as pino has it. Never tokens, never addresses. */
export interface Log {
  info(facts: object, event: string): void;
  warn(facts: object, event: string): void;
  error(facts: object, event: string): void;
}
