import type { Logger } from 'pino';
import type { RequestWatch } from './checks.ts';

/** Logs each request when its answer is over, also one that its client did not wait for. */
export function openRequestLog(logger: Logger): RequestWatch {
  let requests = 0;
  return ({ method, url = '' }, response) => {
    const id = ++requests;
    const began = performance.now();
    response.once('close', () => {
      const req = { id, method, url: untold(url) };
      const responseTime = Math.round(performance.now() - began);
      // errors are logged where they are caught; a 503 is not an error of ours
      logger.info({ reqId: id, req, res: { status: response.statusCode }, responseTime }, 'request');
    });
  };
}

/** Matches tokens, and the @ of mail addresses, also when percent-encoded. */
const tokenLike = /[\w%-]{50,}={0,2}/g;
const addressLike = /@|%(25)*40/i;
/** What an address of ours is made of; looked at one by one, because a URL may be long. */
const parts = /[^\s/?&=]+/g;

/**
 * A URL that is safe to log: a token grants access to a subscription, and a form may contain a mail address.
 * Subscription URLs lose everything after their path, however they are encoded.
 */
export function untold(url: string): string {
  const plain = decoded(url).replaceAll(/\/{2,}/g, '/');
  const own = /subscriptions(\/(confirm|never|preferences|unsubscribe|export|erase)\b)?/i.exec(plain);
  if (own) return own.index + own[0].length < plain.length ? `/${own[0]}...` : `/${own[0]}`;
  return url
    .replaceAll(parts, (part) => (addressLike.test(part) ? '...' : part))
    .replaceAll(tokenLike, '...');
}

/** Undoes up to three layers of percent-encoding. */
function decoded(url: string): string {
  let text = url;
  for (let times = 0; times < 3; times++) {
    const next = text.replaceAll(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    if (next === text) break;
    text = next;
  }
  return text;
}
