import type { Catalog } from './catalog.ts';
import type { MailHealth } from './mailhealth.ts';
import type { Service } from './service.ts';
import { mailHealth } from './mailhealth.ts';
import type { Problem } from '../domain/rule.ts';

/** The whole state, for people. Never a probe. */
export interface Health {
  readonly status: 'ok' | 'look';
  readonly calendars: readonly object[];
  readonly problems: readonly object[];
  /** `null` for a process that remembers nothing. */
  readonly mail: MailHealth | null;
}

/** `look` when a person should: a calendar without a good version, or one older than its files. */
export function health(catalog: Catalog): Omit<Health, 'mail'> {
  const calendars = catalog.holdings().map(({ folder, id, calendar, since, problems }) => ({
    id: id ?? null,
    folder,
    state: problems.some(({ blocks }) => blocks) ? (calendar ? 'kept' : 'unreadable') : 'good',
    revision: calendar?.revision ?? null,
    since: since ?? null,
    problems: problems.map(fields),
  }));
  const fine = catalog.problems().length === 0 && calendars.every(({ state }) => state === 'good');
  return { status: fine ? 'ok' : 'look', calendars, problems: catalog.problems().map(fields) };
}

type Asked = Pick<Service, 'catalog' | 'mailing' | 'clock'>;

/** As `health`, and letters: a person should look too when they wait. */
export async function wholeHealth({ catalog, mailing, clock }: Asked): Promise<Health> {
  const mail = mailing ? await mailHealth(mailing, clock) : null;
  const { status, ...calendars } = health(catalog);
  return { status: mail?.look ? 'look' : status, ...calendars, mail };
}

function fields({ at, severity, rule, says }: Problem): object {
  return { at: `${at.file}:${at.line}:${at.column}`, severity, rule, says };
}
