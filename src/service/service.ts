import type { Clock } from './ports/clock.ts';
import type { Catalog } from './publish/catalog.ts';
import type { Keeper } from './ports/keep.ts';
import type { Log } from './ports/log.ts';
import type { Mailing } from './mail/mailing.ts';
import type { Posts } from './ports/posts.ts';
import type { Checked } from './ports/checked.ts';
import type { Publish } from './publish/publish.ts';
import type { Store } from './ports/store.ts';
import type { Sync } from './ports/sync.ts';
import type { Texts } from './ports/texts.ts';

interface CheckWish {
  /** A git revision: changes since then are reported too. */
  readonly against?: string | undefined;
  /** The calendar of the newsletter whose posts are checked; the only one there is when left out. */
  readonly calendar?: string | undefined;
  /** The year of dates of a single file that name none. */
  readonly year?: number | undefined;
}

/**
 * What a process does with the store. `serve` accepts what the files say, for everybody. `tell` writes, and
 * `ask` only reads, what a service does, with the calendars that services accepted instead of files.
 */
export type Remembering = 'serve' | 'tell' | 'ask';

/** Everything that commands and pages may ask for. */
export interface Service {
  readonly publish: Publish;
  readonly catalog: Catalog;
  /** Reads and checks a path: a folder of calendars, a calendar or one file. */
  readonly check: (path: string, how?: CheckWish) => Promise<Checked>;
  readonly keeper: Keeper;
  readonly sync: Sync;
  /** What was fetched from origins. */
  readonly texts: Texts;
  readonly posts: Posts;
  /** The store, for processes wired to one. */
  readonly store?: Store;
  /** Subscriptions and letters, for processes with a store. Throws a Failure if its secret is missing. */
  readonly mailing?: () => Promise<Mailing>;
  /** Connects to the mail server and logs in, without sending; throws a Failure. Absent without a server. */
  readonly reachMail?: () => Promise<void>;
  /** Where its calendars lie. */
  readonly where: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Template texts by name. */
  readonly templates: ReadonlyMap<string, string>;
  /** Its outside address, without a slash at the end. Links are made from it, not from a Host header. */
  readonly publicUrl: string;
  /** Where to report a vulnerability: a `mailto:` or `https:` address. */
  readonly securityContact: string | undefined;
}
