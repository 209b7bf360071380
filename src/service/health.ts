import type { Catalog } from './publish/catalog.ts';
import type { MailHealth } from './mail/mailhealth.ts';
import type { ServedCalendar } from './publish/servedcalendar.ts';
import type { Service } from './service.ts';
import type { Instant } from '../domain/time/time.ts';
import { staleness } from '../domain/cycle/stale.ts';
import { mailHealth } from './mail/mailhealth.ts';
import type { Problem } from '../domain/problem/rule.ts';

/** The whole state, for people, not for probes. */
export interface Health {
  readonly status: 'ok' | 'look';
  /** Why a database write failed: kept for a minute, then until one succeeds; `null` when none did. */
  readonly database: string | null;
  readonly calendars: readonly object[];
  readonly problems: readonly object[];
  /** `null` for a process without a store. */
  readonly mail: MailHealth | null;
}

/**
 * `look` when a person should: a calendar has no good version, or is older than its files or old by its own
 * rule. `revision` is served, `files` the last good ones here; `other` while they differ, as in a deploy.
 */
export function health(catalog: Catalog, now: Instant): Omit<Health, 'mail' | 'database'> {
  const calendars = catalog.holdings().map((one) => ({
    id: one.id ?? null,
    folder: one.folder,
    state: stateOf(one),
    revision: one.calendar?.revision ?? null,
    files: (one.calendar && one.files) ?? null,
    since: (one.calendar && one.since) ?? null,
    stale: (one.calendar && staleness(one.calendar, now)) ?? null,
    problems: one.problems.map(fields),
  }));
  const fine =
    catalog.problems().length === 0 &&
    calendars.every(({ state, stale }) => (state === 'good' || state === 'other') && stale === null);
  return { status: fine ? 'ok' : 'look', calendars, problems: catalog.problems().map(fields) };
}

function stateOf(one: ServedCalendar): 'good' | 'kept' | 'unreadable' | 'other' {
  if (one.state === 'good') return one.files === one.calendar.revision ? 'good' : 'other';
  return one.state === 'unreadable' ? 'unreadable' : 'kept';
}

type HealthDependencies = Pick<Service, 'catalog' | 'mailing' | 'clock' | 'store'>;

/** Like `health`, but also looks at mail and the database. */
export async function wholeHealth({ catalog, mailing, clock, store }: HealthDependencies): Promise<Health> {
  const mail = mailing ? await mailHealth(mailing, clock) : null;
  const { status, ...calendars } = health(catalog, clock());
  const database = store?.trouble() ?? null;
  return { status: mail?.look || database !== null ? 'look' : status, database, ...calendars, mail };
}

function fields({ at, severity, rule, says }: Problem): object {
  return { at: `${at.file}:${at.line}:${at.column}`, severity, rule, says };
}
