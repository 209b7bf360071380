import type { Instant } from './time.ts';
import { instantOf, millis } from './time.ts';

/** What became of one attempt to hand over a letter (RFC 5321 4.2.1). */
export type Reply =
  | { readonly kind: 'taken'; readonly queueId: string | undefined; readonly says: string }
  | {
      readonly kind: 'refused';
      readonly code: number;
      readonly says: string;
      /** Which part of it was refused; what is said of the sender, or of us, is no fault of the address. */
      readonly of: 'us' | 'sender' | 'recipient' | 'content';
    }
  /** The connection was lost: before any byte of the letter, before its last, or after that. */
  | { readonly kind: 'lost'; readonly after: 'nothing' | 'body' | 'dot'; readonly says: string }
  /** We did not send the last byte: the letter was not ours any more. */
  | { readonly kind: 'withdrawn' };

interface Around {
  readonly now: Instant;
  /** How often it was refused or lost before. */
  readonly refusals: number;
  /** From 0 to below 1. */
  readonly chance: number;
  /** Whether what is in doubt may be settled by sending the same bytes again. */
  readonly replay: boolean;
}

type Fate =
  | { readonly state: 'sent'; readonly queueId: string | undefined; readonly says: string }
  | { readonly state: 'queued'; readonly at: Instant; readonly says: string; readonly because: 'answered' }
  | { readonly state: 'failed'; readonly says: string; readonly blames: Blamed }
  | { readonly state: 'unknown'; readonly at?: Instant; readonly says: string };

/** What a letter that failed says of its address: nothing, one more failure, or that nobody is there. */
export type Blamed = 'nobody' | 'address' | 'address-for-good';

/** What a reply makes of a delivery; `undefined` when it is another's already. */
export function fateOf(reply: Reply, around: Around): Fate | undefined {
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

function refused({ code, says, of }: Extract<Reply, { kind: 'refused' }>, around: Around): Fate {
  if (code >= 500 && (of === 'recipient' || of === 'content'))
    return {
      ...{ state: 'failed', says },
      blames: of === 'recipient' && isNobody(code, says) ? 'address-for-good' : 'address',
    };
  // a sender or a login that is refused is for an operator to put right, and no letter's fault
  return { state: 'queued', at: later(waits.get(code) ?? usual, around), says, because: 'answered' };
}

/** Greylisting asks for a few minutes, a full mailbox for more; a server that closes wants a moment (RFC 5321 4.2.2). */
const waits: ReadonlyMap<number, Wait> = new Map([
  [421, { first: 60, longest: 900 }],
  [452, { first: 900, longest: 4 * 3600 }],
]);
const usual: Wait = { first: 300, longest: 4 * 3600 };
/** A server that comes back is to be found soon. */
const lostWaits = { nothing: { first: 5, longest: 60 }, body: { first: 10, longest: 300 } };

/** In seconds. */
interface Wait {
  readonly first: number;
  readonly longest: number;
}

/** The mailbox or its domain does not exist (RFC 3463 3.2), or is not said to be anything else. */
function isNobody(code: number, says: string): boolean {
  const status = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(says)?.[0];
  if (status !== undefined) return /^5\.(1\.(1|2|3|6|10)|2\.1)$/.test(status);
  return code === 550 || code === 551 || code === 553;
}

function lost({ after, says }: Extract<Reply, { kind: 'lost' }>, around: Around): Fate {
  if (after !== 'dot')
    return { state: 'queued', at: later(lostWaits[after], around), says, because: 'answered' };
  return { state: 'unknown', ...(around.replay && { at: later(lostWaits.body, around) }), says };
}

/** Twice as long each time, not all at once. */
function later({ first, longest }: Wait, { now, refusals, chance }: Around): Instant {
  const wait = Math.min(longest, first * 2 ** Math.min(refusals, 20));
  return instantOf(millis(now) + Math.round(wait * (0.75 + chance / 2) * 1000));
}
