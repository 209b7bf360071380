import type { Catalog } from '../publish/catalog.ts';
import type { Channel } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Tokens } from '../ports/tokens.ts';

/** What the verbs of mail are opened with, besides tables: each picks what it uses. */
export interface MailParts {
  readonly catalog: Catalog;
  readonly channel: Channel;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly log: Log;
  /** Where readers reach the service. */
  readonly publicUrl: string;
}

/** How letters are sent. */
export interface Delivering {
  /** How long a silent worker keeps its letters, in seconds. */
  readonly leaseSeconds: number;
  /** Shared by all runs. */
  readonly connections: number;
  /** What to do with a letter that a server may or may not have. */
  readonly unknown: 'replay' | 'park';
  /** After `stop`: how long until a run has ended, including the wait for answers past the last byte. */
  readonly stopSeconds: number;
}
