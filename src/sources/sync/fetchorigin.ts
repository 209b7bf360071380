import type { Fetched, Origins, Validators } from '../../service/ports/origin.ts';
import { Failure } from '../../service/ports/failure.ts';
import { mayAsk, mayFollow, usableValidators } from '../../service/ports/origin.ts';
import { hasNul, maxBytes, notUtf8, sayTooLong } from '../files/files.ts';
import { expected } from '../../domain/problem/expected.ts';
import { plainLine, quote } from '../../domain/problem/suggestion.ts';

const maxRedirects = 5;
const htmlPage = expected('YAML or Markdown', 'an HTML page');

/** Fetches schedules over HTTP. `limitMs` covers the whole exchange, including redirects and body. */
export function openOrigins({ limitMs = 10_000 }: { readonly limitMs?: number } = {}): Origins {
  return {
    fetch: async (url, known, told) => {
      const stop = new AbortController();
      const signal = told ? AbortSignal.any([stop.signal, told]) : stop.signal;
      const late = expected(`a complete answer within ${limitMs / 1000} s`, 'none');
      const timer = setTimeout(() => stop.abort(new Failure(late)), limitMs);
      try {
        return await exchange(url, usableValidators(known), signal);
      } catch (error) {
        throw error instanceof Failure ? new Failure(`${withoutLogin(url)}: ${error.message}`) : error;
      } finally {
        clearTimeout(timer);
        // discards whatever is still arriving
        stop.abort();
      }
    },
  };
}

async function exchange(url: string, known: Validators, signal: AbortSignal): Promise<Fetched> {
  const headers = {
    ...(known.etag !== undefined && { 'if-none-match': known.etag }),
    ...(known.modified !== undefined && { 'if-modified-since': known.modified }),
  };
  const answer = await follow(address(url), (at) => ask(at, headers, signal));
  if (answer.status === 304 && Object.keys(headers).length > 0) return { kind: 'same' };
  if (answer.status === 404) return { kind: 'absent', says: `${withoutLogin(url)}: ${sayStatus(404)}` };
  refuse(answer);
  const bytes = await readBody(answer, signal);
  const validators = usableValidators({
    etag: answer.headers.get('etag') ?? '',
    modified: answer.headers.get('last-modified') ?? '',
  });
  return { kind: 'new', text: readText(bytes), bytes, validators };
}

function ask(at: URL, validators: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response> {
  // Node's fetch accepts truncated compressed bodies as complete, so compression is not allowed
  const headers = { 'user-agent': 'release-calendar', 'accept-encoding': 'identity', ...validators };
  const answer = fetch(at, { headers, signal, redirect: 'manual', credentials: 'omit' });
  return answerWithin(answer, signal, () => 'none');
}

/** Turns errors into a one-line Failure. */
async function answerWithin<T>(coming: Promise<T>, signal: AbortSignal, found: () => string): Promise<T> {
  try {
    return await coming;
  } catch (error) {
    if (signal.reason instanceof Failure) throw signal.reason;
    if (signal.aborted) throw new Failure('stopped before the complete answer had arrived');
    if (error instanceof Failure) throw error;
    throw new Failure(expected('a complete answer', `${found()} (${reason(error)})`));
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return plainLine(String(error));
  if (error.cause instanceof Error) return reason(error.cause);
  // when all addresses of a host fail, Node's error has only a code
  return plainLine(error.message || ('code' in error ? String(error.code) : error.name));
}

async function follow(start: URL, ask: (at: URL) => Promise<Response>): Promise<Response> {
  let at = start;
  for (let hops = 0; hops <= maxRedirects; hops++) {
    const answer = await ask(at);
    if (![301, 302, 303, 307, 308].includes(answer.status)) return answer;
    at = next(at, answer.headers.get('location'));
  }
  throw new Failure(expected(`at most ${maxRedirects} redirects`, 'more'));
}

function next(from: URL, location: string | null): URL {
  const to = location === null ? null : URL.parse(location, from.href);
  if (!to) throw new Failure(expected('an address', 'a redirect that leads nowhere'));
  if (hasLogin(to)) throw new Failure(expected('a redirect without a user or password', 'one with them'));
  if (mayFollow(from, to)) return to;
  const wanted = 'a redirect to an https address, not one of this machine';
  throw new Failure(expected(wanted, quote(to.href)));
}

function address(text: string): URL {
  const url = URL.parse(text);
  if (!url) throw new Failure(expected('an https address', 'no address'));
  if (hasLogin(url)) throw new Failure(expected('an address without a user or password', 'one with them'));
  if (mayAsk(url)) return url;
  throw new Failure(expected('https (http for this machine only)', url.protocol.slice(0, -1)));
}

function hasLogin({ username, password }: URL): boolean {
  return username !== '' || password !== '';
}

function withoutLogin(text: string): string {
  const url = URL.parse(text);
  if (!url) return quote(text);
  url.username = url.password = '';
  return url.href;
}

function sayStatus(status: number): string {
  return expected('status 200', `${status}`);
}

function refuse({ status, headers }: Response): void {
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() || 'identity';
  const length = Number(headers.get('content-length'));
  if (status !== 200) throw new Failure(sayStatus(status));
  if (/^text\/html\b|^application\/xhtml/i.test(headers.get('content-type') ?? ''))
    throw new Failure(htmlPage);
  if (encoding !== 'identity')
    throw new Failure(expected('no content encoding', `${quote(encoding)}, which was not asked for`));
  if (length > maxBytes) throw new Failure(sayTooLong(`${length}`));
}

async function readBody({ body }: Response, signal: AbortSignal): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const all = async (): Promise<void> => {
    for await (const part of body ?? []) {
      length += part.length;
      if (length > maxBytes) throw new Failure(sayTooLong('more'));
      parts.push(part);
    }
  };
  await answerWithin(all(), signal, () => `one that ends early, after ${length} bytes`);
  return Buffer.concat(parts);
}

function readText(bytes: Buffer): string {
  if (bytes.includes(0)) throw new Failure(hasNul);
  const text = decode(bytes);
  if (text.trim() === '') throw new Failure(expected('a schedule', 'an empty text'));
  if (/^\s*(<\?xml[^>]*>\s*)?<(!doctype html|html)[\s>]/i.test(text)) throw new Failure(htmlPage);
  return text;
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Failure(notUtf8);
  }
}
