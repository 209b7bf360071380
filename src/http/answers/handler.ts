import type { Answer } from '../../service/ports/refusal.ts';
import type { Clock } from '../../service/ports/clock.ts';
import type { Format } from '../../formats/words/format.ts';
import type { ResponseCache } from './responsecache.ts';
import type { Reply } from './reply.ts';
import type { RequestHandler } from 'express';
import { refuse, sayUnknown } from '../../service/ports/refusal.ts';
import { send, sendRefusal } from './reply.ts';

/** Path parameters and query, unparsed. */
export interface HandlerRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
}

/** Depends only on (calendars, URL, now), so answers can be cached. `undefined`: the URL is not its own. */
export type Handler = (asked: HandlerRequest) => Answer<Reply> | undefined;

/** Caches the answers of handlers. */
export function keeper(kept: ResponseCache, clock: Clock): (handler: Handler) => RequestHandler {
  return (handler) => (request, response, next) => {
    const now = clock();
    const address = request.originalUrl;
    const before = kept.find(address, now);
    if (before) return send(request, response, { tagged: before, now, likings: kept.preferredCodings });
    const answer = handler({ params: textOf(request.params), query: request.query });
    if (!answer) return next();
    if ('refusal' in answer) return sendRefusal(response, answer.refusal);
    const tagged = kept.keep(address, answer.value);
    return send(request, response, { tagged, now, likings: kept.preferredCodings });
  };
}

function textOf(params: Readonly<Record<string, string | string[]>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]));
}

/**
 * The query values of a route, each at most once. Unknown or repeated ones are refused, because silently
 * ignoring a mistyped filter would give somebody the wrong dates.
 */
export function queryOf(
  { query }: HandlerRequest,
  known: readonly string[],
): Answer<Readonly<Record<string, string>>> {
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(query)) {
    if (!known.includes(key)) return refuse('malformed-query', sayUnknown('query value', key, known));
    if (typeof value !== 'string')
      return refuse('malformed-query', `${key}: found it several times, wanted it once`);
    values[key] = value;
  }
  return { value: values };
}

type Writer = 'banner' | 'card' | 'timeline' | 'section' | 'feed' | 'changes' | 'bulletins' | 'state';

/** The format of that name, if it can write what is asked for. */
export function formatFor<W extends Writer>(
  formats: readonly Format[],
  name: string,
  what: W,
): Answer<Format & { readonly [K in W]: NonNullable<Format[W]> }> {
  const able = formats.filter(
    (one): one is Format & { readonly [K in W]: NonNullable<Format[W]> } => !!one[what],
  );
  const found = able.find((one) => one.name === name);
  return found
    ? { value: found }
    : refuse(
        'unknown-format',
        sayUnknown(
          `${what === 'bulletins' ? 'reminders' : what} format`,
          name,
          able.map((one) => one.name),
        ),
      );
}
