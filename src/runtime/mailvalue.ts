import { createPrivateKey } from 'node:crypto';

/** Each returns what is expected, or `undefined` if valid. */
export function smtp(value: string): string | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const fits = url && /^smtps?:$/.test(url.protocol) && url.hostname !== '' && !/^\/./.test(url.pathname);
  return fits
    ? undefined
    : 'smtp://user:password@host:587, with special characters encoded, such as %40 for @';
}

export function mailbox(value: string): string | undefined {
  return mailboxIn(value)
    ? undefined
    : 'a name and an address, such as Release Calendar <calendar@example.org>';
}

/** Parses `Name <address>` or an address; `undefined` if invalid. */
export function mailboxIn(value: string): { readonly name: string; readonly address: string } | undefined {
  const [, name = '', bracketed, bare] = /^(?:([^<>\r\n"]*)<([^<>\s]+)>|([^<>\s]+))$/.exec(value) ?? [];
  const address = bracketed ?? bare ?? '';
  return /^[^\s@<>(),;:"]+@[a-z0-9.-]+$/i.test(address) ? { name: name.trim(), address } : undefined;
}

export function domain(value: string): string | undefined {
  return /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value)
    ? undefined
    : 'a domain name, such as mail.example.org';
}

export function rsaKey(value: string): string | undefined {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(value);
    const bits = asymmetricKeyDetails?.modulusLength ?? 0;
    return asymmetricKeyType === 'rsa' && bits >= 1024
      ? undefined
      : 'an RSA key of 1024 bits or more (RFC 8301)';
  } catch {
    return 'a private RSA key in PEM, such as "openssl genrsa 2048" prints';
  }
}

const leastSecret = 32;

export function secrets(value: string): string | undefined {
  const short = value.split(',').some((one) => one.trim().length < leastSecret);
  return short ? `${leastSecret} characters or more, such as "openssl rand -hex 32" prints` : undefined;
}

export function longText(value: string): string | undefined {
  return value.length >= 16 && !/\s/.test(value) ? undefined : '16 characters or more, without spaces';
}

export function proxies(value: string): string | undefined {
  const fits =
    /^\d{1,2}$/.test(value) || value.split(',').every((one) => /^[0-9a-f.:]+(\/\d{1,3})?$/i.test(one.trim()));
  return fits && value !== 'true'
    ? undefined
    : 'a number of proxies, or addresses and networks separated by commas';
}

export function proxiesIn(value: string): readonly string[] | number | false {
  if (value === '') return false;
  return /^\d{1,2}$/.test(value) ? Number(value) : value.split(',').map((one) => one.trim());
}
