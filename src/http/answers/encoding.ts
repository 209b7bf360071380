import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** The content codings of an answer, the smallest first. */
export const codings = ['br', 'gzip', 'identity'] as const;
export type Coding = (typeof codings)[number];

/** Less is not worth a header. */
const least = 256;

/** What a coding makes of a body; every coding has its own strong tag (RFC 9110 8.8.3.3). */
export function encode(body: Buffer, coding: Coding): Buffer {
  if (coding === 'br') {
    const size = { [constants.BROTLI_PARAM_SIZE_HINT]: body.length, [constants.BROTLI_PARAM_QUALITY]: 6 };
    return brotliCompressSync(body, { params: size });
  }
  // without a time in its head: the same bytes give the same bytes
  return coding === 'gzip' ? gzipSync(body, { level: 9 }) : body;
}

/** Only text that is long enough is worth coding. */
export function isWorthCoding(media: string, body: Buffer): boolean {
  return body.length >= least && /^(text\/|application\/(json|xml|atom\+xml|yaml)|image\/svg)/.test(media);
}

export function tagFor(tag: string, coding: Coding): string {
  return coding === 'identity' ? tag : `${tag.slice(0, -1)}-${coding}"`;
}
