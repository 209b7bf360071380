import type { MailAddress } from '../ports/people.ts';
import { expected } from '../../domain/problem/expected.ts';
import { quote } from '../../domain/problem/suggestion.ts';

/** In octets, for an address and for what stands before its @ (RFC 5321 4.5.3.1). */
const longest = { address: 254, local: 64 };

/** What a local part may be without quotes (RFC 5322 3.2.3), and letters of other scripts (RFC 6531). */
const atoms = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** One address, nothing else: no name, list or control characters. `says` what was expected and found. */
export function readAddress(
  text: string,
  hash: (key: string) => string,
): { readonly address: MailAddress } | { readonly says: string } {
  const trimmed = text.trim().normalize('NFC');
  const wrong = {
    says: `address: ${expected('one email address, such as jo@example.org', quote(trimmed.slice(0, 80)))}`,
  };
  const cut = trimmed.lastIndexOf('@');
  const [local, domain] = [trimmed.slice(0, cut), domainOf(trimmed.slice(cut + 1))];
  if (cut < 1 || !domain || !atoms.test(local) || Buffer.byteLength(local) > longest.local) return wrong;
  const address = `${local}@${domain}`;
  if (Buffer.byteLength(address) > longest.address) return wrong;
  const key = address.toLowerCase();
  return { address: { address, key, folded: fold(key), hash: hash(key) } };
}

/** The domain in ASCII, with a dot in it; `undefined` for a literal or an invalid name. */
function domainOf(text: string): string | undefined {
  if (/[\s/:?#@[\]\\%]/.test(text) || text === '') return undefined;
  const url = URL.canParse(`http://${text}/`) ? new URL(`http://${text}/`).hostname : '';
  const labels = url.split('.');
  return labels.length > 1 && labels.every((one) => label.test(one)) && !/^\d+$/.test(labels.at(-1) ?? '')
    ? url
    : undefined;
}

/** Hosts that give mailboxes disposable names after a hyphen. */
const hyphened = /^(yahoo\.[a-z.]+|ymail\.com|rocketmail\.com|myyahoo\.com)$/;
/** Hosts that deliver `anything@name.host` to the mailbox `name@host`. */
const subdomained =
  /^(?:[^.]+\.)*([^.]+)\.(fastmail\.(?:com|fm|net|org|co\.uk)|sent\.com|messagingengine\.com)$/;

/**
 * One form for all addresses of a mailbox, as far as anybody can tell: drops what follows a plus, dots where
 * a host ignores them, and what a host lets people add after a hyphen or before a subdomain.
 */
function fold(key: string): string {
  const cut = key.lastIndexOf('@');
  const [local, domain] = [key.slice(0, cut), key.slice(cut + 1)];
  const plain = local.split('+')[0] || local;
  if (domain === 'gmail.com' || domain === 'googlemail.com')
    return `${plain.replaceAll('.', '') || plain}@gmail.com`;
  if (hyphened.test(domain)) return `${plain.split('-')[0] || plain}@${domain}`;
  const [, name, host] = subdomained.exec(domain) ?? [];
  return name !== undefined && host !== undefined ? `${name}@${host}` : `${plain}@${domain}`;
}
