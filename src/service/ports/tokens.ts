/** What a link is for: one of another purpose is worth nothing. */
export type Purpose = 'confirm' | 'never' | 'preferences' | 'unsubscribe' | 'export' | 'erase';

/** What a token says. */
interface Claim {
  readonly subscription: string;
  readonly round: number;
}

/** A port: links that only we can have made, and the dice. */
export interface Tokens {
  /** A new identity: 128 random bits in hex. */
  readonly id: () => string;
  /** From 0 to below 1, for what must not happen to all at once. */
  readonly chance: () => number;
  /** `until` in milliseconds since 1970; 0 for what never expires. */
  sign(purpose: Purpose, claim: Claim, until: number): string;
  /** `undefined` for every token that is not ours, not for this, or over; all of them alike. */
  read(purpose: Purpose, token: string, now: number): Claim | undefined;
  /** A hash of an address that nobody without the secret can look for. */
  hash(text: string): string;
  /** Equal for processes with the same secret. */
  readonly fingerprint: string;
}
