/** What a token or an address looks like, and what may still be encoded of one. */
const tokenLike = /[\w%-]{50,}={0,2}/g;
const addressLike = /[^\s/?&=]*(@|%(25)*40)[^\s/?&=]*/gi;

/**
 * An address as a log may have it: who has a link's token is its reader, and who fills a form is known by its address. What
 * belongs to subscriptions, however it is spelt, loses all that follows their name.
 */
export function untold(url: string): string {
  const plain = decoded(url).replaceAll(/\/{2,}/g, '/');
  const own = /subscriptions(\/(confirm|never|preferences|unsubscribe|export|erase)\b)?/i.exec(plain);
  if (own) return own.index + own[0].length < plain.length ? `/${own[0]}...` : `/${own[0]}`;
  return url.replaceAll(addressLike, '...').replaceAll(tokenLike, '...');
}

/** Decoded as often as somebody may have encoded it. */
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
