/** What a link is for; it is not valid for another purpose. */
export type Purpose = 'confirm' | 'never' | 'preferences' | 'unsubscribe' | 'export' | 'erase';

/** The content of a token. */
interface Claim {
  readonly subscription: string;
  readonly round: number;
}

/** A port: links that only we can have made, and random numbers. */
export interface Tokens {
  /** A new id: 128 random bits in hex. */
  readonly id: () => string;
  /** A random number from 0 to below 1, to spread out what must not happen all at once. */
  readonly chance: () => number;
  /** `until` in milliseconds since 1970; 0 for what never expires. */
  sign(purpose: Purpose, claim: Claim, until: number): string;
  /** `undefined`, without distinction, for every token that is forged, expired or for another purpose. */
  read(purpose: Purpose, token: string, now: number): Claim | undefined;
  /** A hash of an address that nobody without the secret can search for. */
  hash(text: string): string;
  /** Equal for processes with the same secret. */
  readonly fingerprint: string;
}
