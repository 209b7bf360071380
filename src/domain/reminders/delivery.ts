import type { Fault, Refused } from './fault.ts';
import type { Instant } from '../time/time.ts';
import { instantOf, millis } from '../time/time.ts';

/** What became of one attempt to hand over a letter (RFC 5321 4.2.1). */
export type ServerReply =
  | { readonly kind: 'taken'; readonly queueId: string | undefined; readonly says: string }
  /** `code` is 400 to 599. */
  | ({ readonly kind: 'refused' } & Refused)
  /** The connection was lost before any byte of the letter, before its last byte, or after that. */
  | { readonly kind: 'lost'; readonly after: 'nothing' | 'body' | 'dot'; readonly says: string }
  /** We withheld the last byte, because the letter was no longer ours. */
  | { readonly kind: 'withdrawn' };

interface FateContext {
  readonly now: Instant;
  /** How often it was refused or lost before. */
  readonly refusals: number;
  /** Random, from 0 to below 1. */
  readonly chance: number;
  /** Whether a doubtful delivery may be settled by sending the same bytes again. */
  readonly replay: boolean;
  /** Whose fault a permanent refusal is. */
  readonly fault: Fault | undefined;
  /** The id by which an operator may undo a refusal's effects. */
  readonly cause: string;
}

type Fate =
  | { readonly state: 'sent'; readonly queueId: string | undefined; readonly says: string }
  | {
      readonly state: 'queued';
      readonly at: Instant;
      readonly says: string;
      readonly because: 'answered';
    }
  | { readonly state: 'failed'; readonly says: string; readonly blames: Blamed; readonly cause: string }
  | { readonly state: 'unknown'; readonly at?: Instant; readonly says: string };

/** What a failed letter says about its address: nothing, one more failure, or that nobody is there. */
export type Blamed = 'nobody' | 'address' | 'address-for-good';

/** What a reply means for a delivery; `undefined` when another worker has it. */
export function fateOf(reply: ServerReply, around: FateContext): Fate | undefined {
  switch (reply.kind) {
    case 'taken':
      return { state: 'sent', queueId: reply.queueId, says: reply.says };
    case 'refused':
      return refused(reply, around);
    case 'lost':
      return lost(reply, around);
    case 'withdrawn':
      return undefined;
  }
}

function refused({ code, says }: Refused, around: FateContext): Fate {
  const { fault, cause } = around;
  const again = { state: 'queued', at: later(waits.get(code) ?? usual, around), says } as const;
  if (code < 500 || fault === undefined) return { ...again, because: 'answered' };
  if (fault === 'gone') return { state: 'failed', says, blames: 'address-for-good', cause };
  if (fault === 'mailbox') return { state: 'failed', says, blames: 'address', cause };
  // our own fault says nothing about this letter; a problem of a letter or domain may pass before its cutoff
  const isOurs = fault === 'ours' || fault === 'seems-ours';
  return { ...again, ...(isOurs && { at: later(ourWaits, around) }), because: 'answered' };
}

/** Greylisting asks for a few minutes, a full mailbox for more, a closing server for one (RFC 5321 4.2.2). */
const waits: ReadonlyMap<number, Wait> = new Map([
  [421, { first: 60, longest: 900 }],
  [452, { first: 900, longest: 4 * 3600 }],
]);
const usual: Wait = { first: 300, longest: 4 * 3600 };
/** Short, since the breaker decides when letters may go; a letter refused repeatedly lets others go first. */
const ourWaits: Wait = { first: 5, longest: 300 };
/** Short, since a server that comes back should be noticed soon. */
const lostWaits = { nothing: { first: 5, longest: 60 }, body: { first: 10, longest: 300 } };

/** In seconds. */
interface Wait {
  readonly first: number;
  readonly longest: number;
}

function lost({ after, says }: Extract<ServerReply, { kind: 'lost' }>, around: FateContext): Fate {
  if (after !== 'dot')
    return { state: 'queued', at: later(lostWaits[after], around), says, because: 'answered' };
  return { state: 'unknown', ...(around.replay && { at: later(lostWaits.body, around) }), says };
}

/** Doubles each time, with a random spread so that not all retry at once. */
function later({ first, longest }: Wait, { now, refusals, chance }: FateContext): Instant {
  const wait = Math.min(longest, first * 2 ** Math.min(refusals, 20));
  return instantOf(millis(now) + Math.round(wait * (0.75 + chance / 2) * 1000));
}
