import type { Answer } from '../../service/ports/refusal.ts';
import type { HandlerRequest, Handler } from '../answers/handler.ts';
import type { Format } from '../../formats/words/format.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Reply } from '../answers/reply.ts';
import type { Service } from '../../service/service.ts';
import { filterNames } from '../../domain/feed/filter.ts';
import { formatFor, queryOf } from '../answers/handler.ts';

/** `/kubernetes/changes.atom` and `.json`: moved dates, once they have stood for the quiet period. */
export function changesAnswer(service: Service, formats: readonly Format[]): Handler {
  return (asked) => {
    const { calendar: id = '', format: name = '' } = asked.params;
    const format = formatFor(formats, name, 'changes');
    if ('refusal' in format) return format;
    const query = queryOf(asked, []);
    if ('refusal' in query) return query;
    const found = service.publish.changes(id);
    if ('refusal' in found) return found;
    const { calendar, moves, until } = found.value;
    const text = format.value.changes(calendar, moves, `${service.publicUrl}/${id}/changes.${name}`);
    return replyWith(text, { media: format.value.media, until });
  };
}

/** `/kubernetes/state.json?at=&release=&milestone=&kind=`: freezes in force, to gate builds. */
export function stateAnswer(service: Service, formats: readonly Format[]): Handler {
  return (asked) => {
    const { calendar: id = '', format: name = '' } = asked.params;
    const format = formatFor(formats, name, 'state');
    if ('refusal' in format) return format;
    const query = queryOf(asked, ['at', 'kind', 'milestone', 'release']);
    if ('refusal' in query) return query;
    const found = service.publish.state({ calendar: id, query: query.value });
    if ('refusal' in found) return found;
    const { state, until } = found.value;
    return replyWith(format.value.state(state), { media: format.value.media, until });
  };
}

/** `/kubernetes/reminders.atom?lead=7,1&hour=9&tz=Europe/Berlin`: reminders without a mail subscription. */
export function reminders(service: Service, formats: readonly Format[]): Handler {
  return (asked) => {
    const { calendar: id = '', format: name = '' } = asked.params;
    const format = formatFor(formats, name, 'bulletins');
    if ('refusal' in format) return format;
    const query = queryOf(asked, ['hour', 'lead', 'tz', ...filterNames]);
    if ('refusal' in query) return query;
    const found = service.publish.bulletins({ calendar: id, query: query.value });
    if ('refusal' in found) return found;
    const { calendar, bulletins, until } = found.value;
    const self = `${service.publicUrl}/${id}/reminders.${name}${sorted(asked)}`;
    return replyWith(format.value.bulletins(calendar, bulletins, self), { media: format.value.media, until });
  };
}

/** Equal queries get the same URL, in any order. */
function sorted({ query }: HandlerRequest): string {
  const values = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return values.length === 0 ? '' : `?${values.toSorted().join('&')}`;
}

function replyWith(
  text: string,
  { media, until }: { readonly media: string; readonly until: Instant | undefined },
): Answer<Reply> {
  return { value: { media, body: Buffer.from(text), until, cache: 'banner' } };
}
