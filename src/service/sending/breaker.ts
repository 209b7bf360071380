import type { Fault } from '../../domain/reminders/fault.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Log } from '../ports/log.ts';
import { instantOf, millis } from '../../domain/time/time.ts';

/** Sending pauses, because it is we who are refused. */
interface Pause {
  readonly since: Instant;
  /** The latest answer. */
  readonly says: string;
  /** When a single letter is tried again. */
  readonly next: Instant;
}

/** A permanent refusal. */
interface Refusal {
  readonly fault: Fault;
  readonly domain: string;
  readonly says: string;
  /** The run that got it, by which an operator may undo the effects. */
  readonly cause: string;
  readonly now: Instant;
}

/**
 * Tells servers that refuse us from servers that refuse a letter, so that our own mistake does not end
 * letters. Each process learns this by itself, and forgets it when it ends.
 */
export interface Breaker {
  /** How many letters may be claimed: all, one as a trial, or none. */
  allows(now: Instant): 'all' | 'one' | 'none';
  /** Until when a domain that refused by its policy gets nothing; `undefined` when it may get letters. */
  waits(domain: string, now: Instant): Instant | undefined;
  taken(domain: string, now: Instant): void;
  /** Whose fault a refusal is, given those before it. */
  refused(refusal: Refusal): Fault;
  /** The connection, the login or TLS was refused permanently. */
  unreachable(says: string, now: Instant): void;
  readonly pause: Pause | undefined;
  /** The causes whose effects are to be undone, collected since a pause began. */
  wronged(): readonly string[];
  /** The effects of a cause have been undone. */
  righted(cause: string): void;
  /** The last trial that was allowed tried nothing, so another one may. */
  untried(): void;
  /** No letter is waiting to be tried. */
  idle(): void;
  /** A connection was made, so a pause for refused connections is over. */
  reached(): void;
}

/** So many refusals in a row, from at least so many domains, show that it is we who are refused. */
const tooMany = { refusals: 5, domains: 2 };

/** In seconds; doubles each time. */
const tries = { first: 5, longest: 300 };
const domainWaits = { first: 300, longest: 14_400 };

/** How long an accepted letter speaks against a text that seems to say we are refused. */
const recentMs = 3_600_000;

/** How many refusals in a row are remembered. */
const mostRow = 1_000;

/** How many domains are remembered. */
const mostDomains = 10_000;

interface Open {
  since: Instant;
  says: string;
  next: Instant;
  step: number;
  /** The connection or the login was refused, not a letter. */
  isOfConnection: boolean;
}

export function openBreaker(log: Log): Breaker {
  let open: Open | undefined;
  let row: Refusal[] = [];
  let causes: string[] = [];
  const takenAt = new Map<string, Instant>();
  const domains = new Map<string, { readonly until: Instant; readonly step: number }>();

  const close = (): void => {
    if (open !== undefined) log.info({ since: open.since }, 'sending resumed');
    open = undefined;
    row = [];
  };
  const trip = (says: string, now: Instant, isOfConnection: boolean): void => {
    const step = open === undefined ? 0 : open.step + 1;
    const next = after(now, { ...tries, step });
    if (open === undefined)
      log.error({ says: says.slice(0, 300), next }, 'sending paused: the mail server refuses this service');
    open = { since: open?.since ?? now, says, next, step, isOfConnection };
    // we were refused, so it was not their policy
    for (const { domain } of row) domains.delete(domain);
    causes = [...new Set([...causes, ...row.map(({ cause }) => cause)])];
  };
  /** Other domains take our letters, or did when this one began to refuse. */
  const isRefuted = (domain: string, now: Instant): boolean =>
    domains.has(domain) ||
    [...takenAt].some(([other, at]) => other !== domain && millis(now) - millis(at) < recentMs);

  return {
    allows: (now) => {
      if (open === undefined) return 'all';
      // after the clock was set back, this would wait for too long
      const isFar = millis(open.next) - millis(now) > tries.longest * 1000;
      if (open.next > now && !isFar) return 'none';
      // other runs beside this one wait for the trial's result
      open.next = after(now, { ...tries, step: open.step });
      return 'one';
    },
    waits: (domain, now) => {
      const until = domains.get(domain)?.until;
      const isFar = until !== undefined && millis(until) - millis(now) > domainWaits.longest * 1000;
      return until !== undefined && until > now && !isFar ? until : undefined;
    },
    taken: (domain, now) => {
      close();
      domains.delete(domain);
      remember(takenAt, domain, now);
    },
    refused: (refusal) => {
      const { domain, says, now } = refusal;
      row = [...row, refusal].slice(-mostRow);
      const isOurs =
        refusal.fault === 'ours' ||
        (refusal.fault === 'seems-ours' && !isRefuted(domain, now)) ||
        open !== undefined;
      const isRow =
        row.length >= tooMany.refusals && new Set(row.map((one) => one.domain)).size >= tooMany.domains;
      if (isOurs || isRow) {
        trip(says, now, false);
        return 'ours';
      }
      if (refusal.fault !== 'domain' && refusal.fault !== 'seems-ours') return refusal.fault;
      const known = domains.get(domain);
      // of letters sent at the same time, only the first refusal counts
      if (known && known.until > now) return 'domain';
      const step = (known?.step ?? -1) + 1;
      remember(domains, domain, { until: after(now, { ...domainWaits, step }), step });
      return 'domain';
    },
    unreachable: (says, now) => trip(says, now, true),
    get pause() {
      return open && { since: open.since, says: open.says, next: open.next };
    },
    wronged: () => causes,
    righted: (cause) => {
      causes = causes.filter((one) => one !== cause);
    },
    untried: () => {
      if (open) open.next = open.since;
    },
    idle: close,
    reached: () => {
      if (open?.isOfConnection === true) close();
    },
  };
}

interface Wait {
  readonly first: number;
  readonly longest: number;
  readonly step: number;
}

function after(now: Instant, { first, longest, step }: Wait): Instant {
  return instantOf(millis(now) + Math.min(longest, first * 2 ** Math.min(step, 20)) * 1000);
}

function remember<T>(known: Map<string, T>, name: string, value: T): void {
  known.delete(name);
  known.set(name, value);
  const [oldest] = known.size > mostDomains ? known.keys() : [];
  if (oldest !== undefined) known.delete(oldest);
}
