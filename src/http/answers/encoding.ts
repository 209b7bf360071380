import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** The content codings we offer, the smallest result first. */
export const codings = ['br', 'gzip', 'identity'] as const;
export type Coding = (typeof codings)[number];

/** Codings by the `Accept-Encoding` that asks for them. */
export interface Codings {
  get(wish: string): Coding | undefined;
  set(wish: string, coding: Coding): unknown;
}

/** In bytes. */
const least = 256;

const inBrotli = promisify(brotliCompress);
const inGzip: (body: Buffer, options: { readonly level: number }) => Promise<Buffer> = promisify(gzip);

/** Encodes a body beside the event loop; every coding has its own strong ETag (RFC 9110 8.8.3.3). */
export async function encode(body: Buffer, coding: Coding): Promise<Buffer> {
  if (coding === 'br') {
    const size = { [constants.BROTLI_PARAM_SIZE_HINT]: body.length, [constants.BROTLI_PARAM_QUALITY]: 6 };
    return inBrotli(body, { params: size });
  }
  // gzip writes no timestamp here, so equal input gives equal bytes
  return coding === 'gzip' ? inGzip(body, { level: 9 }) : body;
}

/** Only longer texts are worth compressing. */
export function isWorthCoding(media: string, body: Buffer): boolean {
  return body.length >= least && /^(text\/|application\/(json|xml|atom\+xml|yaml)|image\/svg)/.test(media);
}

export function tagFor(tag: string, coding: Coding): string {
  return coding === 'identity' ? tag : `${tag.slice(0, -1)}-${coding}"`;
}
