/** The request headers of a conditional GET. */
interface ConditionalHeaders {
  readonly 'if-none-match'?: string | undefined;
  readonly 'if-modified-since'?: string | undefined;
}

/** The current version of the answer; `modified` in milliseconds since 1970. */
export interface KnownVersion {
  readonly tag: string;
  readonly modified: number | undefined;
}

/**
 * Whether to answer 304: tags are compared weakly and take precedence over dates (RFC 9110 13.1.2, 13.1.3,
 * 13.2.2). An invalid date is ignored.
 */
export function isFresh(asked: ConditionalHeaders, { tag, modified }: KnownVersion): boolean {
  const tags = asked['if-none-match'];
  if (tags !== undefined) return tags === tag || tags.trim() === '*' || tagsIn(tags).includes(tag);
  const since = dateOf(asked['if-modified-since']);
  return since !== undefined && modified !== undefined && Math.floor(modified / 1000) * 1000 <= since;
}

/** Entity tags without the weak prefix `W/`. */
function tagsIn(list: string): readonly string[] {
  return [...list.matchAll(/(?:W\/)?("[!#-~\u0080-\u00ff]*")/g)].map(([, tag = '']) => tag);
}

/** The three date formats a client may send (RFC 9110 5.6.7); the last one implies UTC without saying so. */
const httpDates = [
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/,
  /^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/,
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/,
];

function dateOf(text: string | undefined): number | undefined {
  if (text === undefined || !httpDates.some((form) => form.test(text))) return undefined;
  const found = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(found) ? undefined : found;
}
