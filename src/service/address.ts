import type { Address } from './subscription.ts';
import { quote } from '../domain/nearest.ts';

/** RFC 5321 4.5.3.1: of an address, and of what stands before its @. */
const longest = { address: 254, local: 64 };

/** What a local part may be without quotes (RFC 5322 3.2.3), and letters of other scripts (RFC 6531). */
const atoms = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** One address, nothing else: no name, no list, no control characters. `says` names what was found and wanted. */
export function readAddress(
  text: string,
  hash: (key: string) => string,
): { readonly address: Address } | { readonly says: string } {
  const trimmed = text.trim().normalize('NFC');
  const wrong = {
    says: `address: found ${quote(trimmed.slice(0, 80))}, wanted one mail address, such as jo@example.org`,
  };
  const cut = trimmed.lastIndexOf('@');
  const [local, domain] = [trimmed.slice(0, cut), domainOf(trimmed.slice(cut + 1))];
  if (cut < 1 || !domain || !atoms.test(local) || Buffer.byteLength(local) > longest.local) return wrong;
  const address = `${local}@${domain}`;
  if (Buffer.byteLength(address) > longest.address) return wrong;
  const key = address.toLowerCase();
  return { address: { address, key, folded: fold(key), hash: hash(key) } };
}

/** In ASCII, with a dot in it; `undefined` for a literal or what is no name. */
function domainOf(text: string): string | undefined {
  if (/[\s/:?#@[\]\\%]/.test(text) || text === '') return undefined;
  const url = URL.canParse(`http://${text}/`) ? new URL(`http://${text}/`).hostname : '';
  const labels = url.split('.');
  return labels.length > 1 && labels.every((one) => label.test(one)) && !/^\d+$/.test(labels.at(-1) ?? '')
    ? url
    : undefined;
}

/** Addresses that one mailbox reads, as far as anybody can tell: what follows a plus, and dots where a host ignores them. */
function fold(key: string): string {
  const [local = '', domain = ''] = key.split('@');
  const plain = local.split('+')[0] ?? local;
  const google = domain === 'gmail.com' || domain === 'googlemail.com';
  return google ? `${plain.replaceAll('.', '')}@gmail.com` : `${plain || local}@${domain}`;
}
