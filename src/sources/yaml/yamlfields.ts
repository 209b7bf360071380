import { z } from 'zod';
import { hint, quote } from '../../domain/problem/suggestion.ts';
import { duration, instant, yearMonth, zone, zoneNames } from '../../domain/time/time.ts';

// oxlint-disable-next-line no-control-regex -- line breaks inside a folded text become spaces, all others are refused
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

/** A single line of text, not empty. */
export const line = z
  .string()
  .transform((text) => text.replace(/\s+/g, ' ').trim())
  .refine((text) => text !== '', 'text')
  .refine((text) => text.length <= 500, 'at most 500 characters')
  .refine((text) => !control.test(text), 'text without control characters');

/** Text of one or more paragraphs. */
export const prose = z
  .string()
  .transform((text) => text.trim())
  .refine((text) => text.length <= 10_000, 'at most 10,000 characters')
  .refine((text) => !control.test(text), 'text without control characters');

/** A key with an empty value counts as absent. */
export function orNothing<T extends z.ZodType>(schema: T): z.ZodPreprocess<z.ZodOptional<T>> {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
}

/** In upstream files `""`, `N/A`, an empty map and an absent key all mean "none". */
export function noneOr<T extends z.ZodType>(schema: T): z.ZodPreprocess<z.ZodOptional<T>> {
  return z.preprocess((value) => (value === '' || value === 'N/A' ? undefined : value), schema.optional());
}

/** Whether a link is safe in Markdown, HTML and iCalendar. */
export function isLink(text: string): boolean {
  return /^(https?|mailto):[!#-;=?-[\]_a-z~%]+$/i.test(text) && URL.canParse(text);
}

export const link = z.string().refine(isLink, 'a web address, such as https://...');

export const id = z
  .string()
  .refine(
    (text) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text),
    'a slug of lowercase letters, digits, and single dashes',
  )
  .refine((text) => text.length <= 80, 'at most 80 characters');

/** An id or a list of ids. */
export const ids = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(id, { error: 'an id or a list of ids' }),
);

/** What the keys of a file by milestones are. */
export const wantedKey = '<release>/<milestone id>, such as 1.38/feature-freeze';

export const milestoneKeys = z.string().regex(/^[A-Za-z0-9._-]+\/[a-z0-9]+(-[a-z0-9]+)*$/, wantedKey);

const versionForm = /^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/;

/** A version must be safe in URLs. `title` suggests where to put a free-form name instead. */
function versionOf(title: (text: string) => string): z.ZodType<string, string> {
  return z.string().transform((text, context) => {
    const wanted =
      text === 'deadlines'
        ? 'a version that is not the name of another feed, such as "1.30"'
        : text.length > 40
          ? 'a version of at most 40 characters, such as "1.30"'
          : versionForm.test(text)
            ? undefined
            : 'a version of letters and digits, with . _ or - between them, such as "1.30"';
    if (wanted === undefined) return text;
    const slug = slugOf(text);
    const isNear = / /.test(text) && text.length <= 40 && versionForm.test(slug);
    const near = isNear ? `; did you mean "${slug}"${title(text)}?` : '';
    context.addIssue({ code: 'custom', message: wanted, params: { near } });
    return z.NEVER;
  });
}

function slugOf(text: string): string {
  const plain = text.normalize('NFKD').replace(/\p{M}+/gu, '');
  return plain.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[._-]+|[._-]+$/g, '');
}

export const version = versionOf(() => '');

/** For our own format, where a release can have a title too. */
export const titledVersion = versionOf((text) => `, with title: ${quote(text)}`);

export const yesNo = z.enum(['true', 'false']).transform((text) => text === 'true');

/** A text that a reader of the domain understands; `near` may suggest another. */
export function readBy<T>(
  read: (text: string) => T | undefined,
  wanted: string,
  near: (text: string) => string = () => '',
): z.ZodType<T, string> {
  return z.string().transform((text, context) => {
    const found = read(text);
    if (found !== undefined) return found;
    context.addIssue({ code: 'custom', message: wanted, params: { near: near(text) } });
    return z.NEVER;
  });
}

export const zoneName = readBy(zone, 'an IANA zone, UTC, or AoE', (text) => hint(text, zoneNames()));

export const moment = readBy(instant, 'an instant, such as 2026-11-25T00:00:00Z');

export const month = readBy(yearMonth, 'a month, such as 2026-12');

export const length = z
  .string()
  .refine((text) => duration(text) !== undefined, 'an ISO 8601 duration, such as P4DT22H');

/** A text or a list of texts. */
export const lines = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(line, { error: 'text or a list of texts' }),
);
