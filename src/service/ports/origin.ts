import { createHash } from 'node:crypto';

/** What a server said of its text, sent back to ask whether that text is still the one (RFC 9110 8.8). */
export interface Validators {
  readonly etag?: string;
  readonly modified?: string;
}

/** Drops validators that cannot be sent, or that would match every text, such as `*`. */
export function usableValidators({ etag = '', modified = '' }: Validators): Validators {
  return {
    ...(/^(W\/)?"[!#-~\u0080-\u00ff]{0,500}"$/.test(etag) && { etag }),
    ...(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/.test(modified) && { modified }),
  };
}

/** `same` occurs only if validators were sent. */
export type Fetched =
  | { readonly kind: 'same' }
  /** The text does not exist: 404. */
  | { readonly kind: 'absent'; readonly says: string }
  | {
      readonly kind: 'new';
      readonly text: string;
      /** As received, so that a file is byte for byte what its origin has. */
      readonly bytes: Uint8Array;
      readonly validators: Validators;
    };

/** A port: where projects publish their schedules. */
export interface Origins {
  /** Asks once. Throws a `Failure` naming the address if the text came not in full, or not before `stop`. */
  fetch(url: string, known: Validators, stop?: AbortSignal): Promise<Fetched>;
}

/** Text that decides what people are told must come over https; a server on this machine need not. */
export function mayAsk({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopback({ hostname }));
}

/** A redirect never leads to plain http from elsewhere, nor from elsewhere to this machine. */
export function mayFollow(from: URL, to: URL): boolean {
  const stays = isLoopback(from) && (from.protocol === 'http:' || to.protocol === 'https:');
  return mayAsk(to) && (stays || !leadsHere(to));
}

function isLoopback({ hostname }: Pick<URL, 'hostname'>): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** Includes names and numbers that only some systems take for this machine. */
function leadsHere({ hostname }: URL): boolean {
  return /(^|\.)localhost\.?$|^(127|0)(\.\d+){3}$|^\[::1?\]$|^\[::ffff:(7f..|0):/.test(hostname);
}

/** The state of a file when it was last fetched. */
export interface OriginMark extends Validators {
  readonly url: string;
  /** The hash of the bytes that were written, in hex. */
  readonly sha256: string;
}

/** By file name. */
export type Marks = ReadonlyMap<string, OriginMark>;

export function markOf(url: string, bytes: Uint8Array, validators: Validators): OriginMark {
  return { url, ...validators, sha256: sha256(bytes) };
}

/** The validators to send for a file with these bytes: none unless it was fetched so from that address. */
export function validatorsOf(
  mark: OriginMark | undefined,
  url: string,
  bytes: Uint8Array | undefined,
): Validators {
  if (!bytes || mark?.url !== url || mark.sha256 !== sha256(bytes)) return {};
  const { etag, modified } = mark;
  return { ...(etag !== undefined && { etag }), ...(modified !== undefined && { modified }) };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
