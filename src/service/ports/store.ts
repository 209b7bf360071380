import type { Instant } from '../../domain/time/time.ts';
import type { Letters, Outbox } from './outbox.ts';
import type { Ownership } from './ownership.ts';
import type { People, Suppressions } from './people.ts';
import type { Announcements, Plans } from './plans.ts';
import type { Texts } from './texts.ts';
import type { News } from '../../domain/history/news.ts';

/** A file of a calendar, as it was when the calendar was good. */
export interface StoredFile {
  readonly name: string;
  readonly text: string;
}

/** Published changes that the files' own history lacks. */
export type { News };

/** The version of a calendar that every replica serves. */
export interface Accepted {
  readonly calendar: string;
  readonly revision: string;
  readonly files: readonly StoredFile[];
  /** Since when it is the accepted one. */
  readonly since: Instant;
}

/** The facts about the accepted version that are needed often. */
export interface Standing extends Pick<Accepted, 'revision' | 'since'> {
  /** When another process, alive as far as anybody knows, last reported having exactly these files. */
  readonly backed: Instant | undefined;
}

/** A version that moves or cancels too much at once to be accepted without approval. */
export interface Held {
  readonly calendar: string;
  readonly revision: string;
  readonly since: Instant;
  /** What it would change, in words, one line each. */
  readonly says: string;
  readonly approved: boolean;
}

interface Acceptance {
  readonly next: Accepted;
  readonly news: News;
  /** The revision that was accepted when the change was computed. */
  readonly before: string | undefined;
}

/**
 * A port: which versions are served. Every call may throw a Failure when the database is unavailable; nothing that is
 * read for feeds may depend on it.
 */
export interface Versions {
  accepted(calendar: string): Promise<Accepted | undefined>;
  /** As `accepted`, without the files. */
  acceptedHead(calendar: string): Promise<Standing | undefined>;
  /** Reports that this process has these files at that instant. */
  heartbeat(calendar: string, revision: string, at: Instant): Promise<void>;
  /** When a revision was first accepted; `undefined` when it never was. */
  acceptedAt(calendar: string, revision: string): Promise<Instant | undefined>;
  /**
   * Accepts a revision and records its news, both or neither, and only while `before` is still accepted: of
   * several replicas that see the same change, one records it. Answers whether it did.
   */
  accept(acceptance: Acceptance): Promise<boolean>;
  news(calendar: string): Promise<News>;
  /** Records a held version once; its first instant stays. */
  hold(held: Omit<Held, 'approved'>): Promise<void>;
  /** For all calendars, oldest first, without what was accepted since. */
  held(): Promise<readonly Held[]>;
}

/** What only a database can tell or keep of calendars. */
export interface CalendarStore extends Versions {
  /** The ids of the calendars that have an accepted version. */
  calendars(): Promise<readonly string[]>;
  /** Reports that this process, about to end, has no files now, and that its host holds no SQLite file. */
  leave(host: string): Promise<void>;
  /** Approves a held revision; answers whether there is one. */
  approve(revision: string): Promise<boolean>;
}

/** The mail side: each who uses it names the ports that it needs. */
export type MailStore = People & Suppressions & Announcements & Plans & Outbox & Letters & Ownership;

/** Everything that is kept between processes. */
export interface Store extends CalendarStore {
  /** Its name in messages. */
  readonly where: string;
  /** Creates or upgrades the tables, as any other first call does; safe when several processes start. */
  migrate(): Promise<void>;
  /** Why a write failed: kept for a minute, then until one succeeds; `undefined` when none did. */
  readonly trouble: () => string | undefined;
  /** What was fetched from origins. */
  readonly texts: Texts;
  readonly mail: MailStore;
  close(): Promise<void>;
}
