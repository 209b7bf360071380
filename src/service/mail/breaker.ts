import type { Fault } from '../../domain/reminders/fault.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Log } from '../ports/log.ts';
import { instantOf, millis } from '../../domain/time/time.ts';

/** Sending pauses, for it is we who are refused. */
interface Pause {
  readonly since: Instant;
  /** What was answered last. */
  readonly says: string;
  /** When one letter is tried again. */
  readonly next: Instant;
}

/** What was refused for good. */
interface Refusal {
  readonly fault: Fault;
  readonly domain: string;
  readonly says: string;
  /** The run that it was told to: by it an operator may undo what refusals did. */
  readonly cause: string;
  readonly now: Instant;
}

/**
 * Tells a mail server that refuses us from one that refuses a letter: what it ends would be lost for our own mistake. Each
 * process learns it by itself, and forgets it when it ends.
 */
export interface Breaker {
  /** How many letters may be claimed: all there are, one to try whether it is over, or none. */
  allows(now: Instant): 'all' | 'one' | 'none';
  /** Until when nothing is sent to a domain that refused by its policy; `undefined` when it may be. */
  waits(domain: string, now: Instant): Instant | undefined;
  taken(domain: string, now: Instant): void;
  /** Whose fault a refusal is in the light of those before it. */
  refused(refusal: Refusal): Fault;
  /** The connection, the login or TLS was refused for good. */
  unreachable(says: string, now: Instant): void;
  readonly pause: Pause | undefined;
  /** The causes whose ends are to be undone, since a pause began. */
  wronged(): readonly string[];
  /** What a cause ended is as it was before. */
  righted(cause: string): void;
  /** The trial that was allowed last has tried nothing: another is. */
  untried(): void;
  /** No letter waits to be tried. */
  idle(): void;
  /** A connection was made: what it was refused for is over. */
  reached(): void;
}

/** So many refusals in a row, of at least so many domains, are no accident. */
const tooMany = { refusals: 5, domains: 2 };

/** In seconds; twice as long each time. */
const tries = { first: 5, longest: 300 };
const domainWaits = { first: 300, longest: 14_400 };

/** So long what was taken speaks against a text that seems to say we are refused. */
const recentMs = 3_600_000;

/** Refusals in a row that are remembered. */
const mostRow = 1_000;

/** Domains that are remembered. */
const mostDomains = 10_000;

interface Open {
  since: Instant;
  says: string;
  next: Instant;
  step: number;
  /** The connection or the login was refused, and no letter. */
  isOfConnection: boolean;
}

export function openBreaker(log: Log): Breaker {
  let open: Open | undefined;
  let row: Refusal[] = [];
  let causes: string[] = [];
  const takenAt = new Map<string, Instant>();
  const domains = new Map<string, { readonly until: Instant; readonly step: number }>();

  const close = (): void => {
    if (open !== undefined) log.info({ since: open.since }, 'sending goes on');
    open = undefined;
    row = [];
  };
  const trip = (says: string, now: Instant, isOfConnection: boolean): void => {
    const step = open === undefined ? 0 : open.step + 1;
    const next = after(now, { ...tries, step });
    if (open === undefined) log.error({ says: says.slice(0, 300), next }, 'sending pauses: we are refused');
    open = { since: open?.since ?? now, says, next, step, isOfConnection };
    // it was not their policy
    for (const { domain } of row) domains.delete(domain);
    causes = [...new Set([...causes, ...row.map(({ cause }) => cause)])];
  };
  /** Others take our letters, or did when this domain began to say so. */
  const isRefuted = (domain: string, now: Instant): boolean =>
    domains.has(domain) ||
    [...takenAt].some(([other, at]) => other !== domain && millis(now) - millis(at) < recentMs);

  return {
    allows: (now) => {
      if (open === undefined) return 'all';
      // a clock that was set back would have it wait for long
      const isFar = millis(open.next) - millis(now) > tries.longest * 1000;
      if (open.next > now && !isFar) return 'none';
      // others that run beside this one wait for what it finds
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
      // of letters that were on their way together the first counts
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
