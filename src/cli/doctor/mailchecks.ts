import type { Check, Diagnosis } from './checkup.ts';
import type { Config } from '../../runtime/config.ts';
import { createPublicKey } from 'node:crypto';
import dns from 'node:dns/promises';
import { isIP } from 'node:net';
import { Failure } from '../../service/ports/failure.ts';

type Mail = Config['mail'];

/** What asks the mail server and DNS; nothing without a mail server. `reach` opens a connection and logs in. */
export function mailChecks({ mail }: Config, reach: (() => Promise<void>) | undefined): readonly Check[] {
  const { smtp, from } = mail;
  if (!smtp || !reach) return [{ name: 'mail', run: () => Promise.resolve(filesOnly) }];
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  return [
    { name: 'SMTP_URL', run: () => server(smtp, reach) },
    { name: 'SPF', run: () => asked(`the TXT records of ${domain}`, () => spf(domain, smtp.host)) },
    { name: 'DKIM', run: () => asked('the DKIM record', () => dkim(mail.dkim)) },
    { name: 'DMARC', run: () => asked(`the DMARC record of ${domain}`, () => dmarc(domain)) },
    { name: 'PTR', run: () => asked(`the address of ${smtp.host}`, () => ptr(smtp.host)) },
  ];
}

const filesOnly: Diagnosis = {
  level: 'warn',
  expected: 'a mail server',
  found: 'none: emails are written as files in DATA_DIR/mail',
  next: 'set SMTP_URL, MAIL_FROM and PUBLIC_URL to send them',
};

async function server(smtp: NonNullable<Mail['smtp']>, reach: () => Promise<void>): Promise<Diagnosis> {
  const how = smtp.clear ? 'without encryption' : 'over TLS';
  const user = smtp.user === undefined ? 'without a login' : `as ${smtp.user}`;
  try {
    await reach();
    return { level: 'ok', found: `${smtp.host}:${smtp.port} answers ${how}, ${user}` };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const expected = `an answer from ${smtp.host}:${smtp.port} ${how}, ${user}`;
    const next = 'compare SMTP_URL with what your mail provider says: host, port, user, password';
    return { level: 'fail', expected, found: error.message, next };
  }
}

/** DNS that does not answer is a finding, not an error of ours. */
async function asked(what: string, ask: () => Promise<Diagnosis>): Promise<Diagnosis> {
  try {
    return await ask();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const next = 'check whether this machine can query DNS; --offline skips this';
    return { level: 'fail', expected: what, found: `no answer from DNS (${code})`, next };
  }
}

/** The answer of DNS; nothing where there is no such name or record. */
async function known<T>(answer: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await answer;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
    throw error;
  }
}

async function texts(name: string, form: RegExp): Promise<readonly string[]> {
  const records = await known(dns.resolveTxt(name));
  return records.map((parts) => parts.join('')).filter((text) => form.test(text));
}

/** RFC 7208 4.5: more than one record is a permanent error. */
async function spf(domain: string, host: string): Promise<Diagnosis> {
  const found = await texts(domain, /^v=spf1( |$)/i);
  const [record = ''] = found;
  const expected = `one TXT record of ${domain} that begins with v=spf1`;
  if (found.length === 0)
    return { level: 'fail', expected, found: 'none', next: `add one, such as "v=spf1 ${sender(host)} -all"` };
  if (found.length > 1)
    return { level: 'fail', expected, found: `${found.length}`, next: 'join them into one record' };
  if (!/\s\+?all\b/i.test(record)) return { level: 'ok', found: record };
  const next = 'end it with -all or ~all';
  return { level: 'warn', expected: 'an SPF record that refuses other senders', found: record, next };
}

function sender(host: string): string {
  const version = isIP(host);
  return version === 0 ? `a:${host}` : `ip${version}:${host}`;
}

async function dkim(own: Mail['dkim']): Promise<Diagnosis> {
  if (!own) {
    const next = 'set DKIM_KEY and DKIM_SELECTOR, unless your mail server signs';
    return { level: 'warn', expected: 'a DKIM_KEY to sign emails with', found: 'none', next };
  }
  const name = `${own.selector}._domainkey.${own.domain}`;
  const key = createPublicKey(own.privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
  const found = await texts(name, /(^|;)\s*p=/i);
  const published = found.map((record) => /(?:^|;)\s*p=([^;]*)/i.exec(record)?.[1]?.replaceAll(/\s/g, ''));
  if (published.includes(key)) return { level: 'ok', found: `${name} has the public key of DKIM_KEY` };
  return {
    level: 'fail',
    expected: `a TXT record ${name} with the public key of DKIM_KEY`,
    found: found.length === 0 ? 'none' : 'another key',
    next: `publish "v=DKIM1; k=rsa; p=${key}"`,
  };
}

/** RFC 7489 6.6.3: the organizational domain's record counts for names below it. */
async function dmarc(domain: string): Promise<Diagnosis> {
  const parents = domain.split('.').map((_, index, labels) => labels.slice(index).join('.'));
  for (const name of parents.filter((one) => one.includes('.'))) {
    const [record] = await texts(`_dmarc.${name}`, /^v=DMARC1(\s*;|$)/i);
    if (record !== undefined) return { level: 'ok', found: `${name}: ${record}` };
  }
  return {
    level: 'warn',
    expected: `a TXT record _dmarc.${domain}`,
    found: 'none',
    next: `add "v=DMARC1; p=none; rua=mailto:dmarc@${domain}", with your address for reports, and make it stricter once the reports look good`,
  };
}

/** Many servers refuse mail from an address without a name. */
async function ptr(host: string): Promise<Diagnosis> {
  const addresses =
    isIP(host) > 0 ? [host] : [...(await known(dns.resolve4(host))), ...(await known(dns.resolve6(host)))];
  const [address] = addresses;
  const next = `ask whoever runs ${host} for a PTR record for each of its addresses`;
  if (address === undefined)
    return {
      level: 'fail',
      expected: `an address of ${host}`,
      found: 'none',
      next: 'check the host in SMTP_URL',
    };
  for (const one of addresses) {
    const names = await known(dns.reverse(one));
    if (names.length === 0)
      return { level: 'warn', expected: `a PTR record for ${one} (${host})`, found: 'none', next };
  }
  return { level: 'ok', found: `${address} is ${(await known(dns.reverse(address))).join(', ')}` };
}
