import type { Clock } from './clock.ts';
import type { Catalog } from './catalog.ts';
import type { Log } from './log.ts';
import type { Problem } from '../domain/rule.ts';
import type { Publish } from './publish.ts';

/** Everything that commands and pages may ask for. */
export interface Service {
  readonly publish: Publish;
  readonly catalog: Catalog;
  /** What is wrong at a path: a folder of calendars, a calendar or one file. */
  readonly check: (path: string) => Promise<readonly Problem[]>;
  /** Where its calendars lie. */
  readonly where: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Template texts by name. */
  readonly templates: ReadonlyMap<string, string>;
  /** Where it is reached from outside, without a slash at its end. Links are made from it, never from a Host header. */
  readonly publicUrl: string;
}
