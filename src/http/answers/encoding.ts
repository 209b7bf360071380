import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** The content codings we offer, the smallest result first. */
export const codings = ['br', 'gzip', 'identity'] as const;
export type Coding = (typeof codings)[number];

/** In bytes. */
const least = 256;

/** Encodes a body; every coding has its own strong ETag (RFC 9110 8.8.3.3). */
export function encode(body: Buffer, coding: Coding): Buffer {
  if (coding === 'br') {
    const size = { [constants.BROTLI_PARAM_SIZE_HINT]: body.length, [constants.BROTLI_PARAM_QUALITY]: 6 };
    return brotliCompressSync(body, { params: size });
  }
  // gzipSync writes no timestamp, so equal input gives equal bytes
  return coding === 'gzip' ? gzipSync(body, { level: 9 }) : body;
}

/** Only longer texts are worth compressing. */
export function isWorthCoding(media: string, body: Buffer): boolean {
  return body.length >= least && /^(text\/|application\/(json|xml|atom\+xml|yaml)|image\/svg)/.test(media);
}

export function tagFor(tag: string, coding: Coding): string {
  return coding === 'identity' ? tag : `${tag.slice(0, -1)}-${coding}"`;
}
