import type { Answer } from '../../service/ports/refusal.ts';
import type { HandlerRequest, Handler } from '../answers/handler.ts';
import type { Feed } from '../../domain/feed/feed.ts';
import type { Format } from '../../formats/words/format.ts';
import type { Reply } from '../answers/reply.ts';
import type { Service } from '../../service/service.ts';
import { feedAddress } from '../../service/publish/feedname.ts';
import { filterNames } from '../../domain/feed/filter.ts';
import { quote } from '../../domain/problem/suggestion.ts';
import { refuse } from '../../service/ports/refusal.ts';
import { formatFor, queryOf } from '../answers/handler.ts';
import { staleAt } from '../../domain/cycle/stale.ts';
import { addDays, dayIn, startOfDay, utc } from '../../domain/time/time.ts';

/** `/kubernetes.ics`, `/kubernetes-deadlines.ics`, `/kubernetes-1.38.json`: feeds by file name. */
export function feedByName(service: Service, formats: readonly Format[]): Handler {
  return (asked) => {
    const file = split(asked.params['file'] ?? '');
    if (file?.name === 'feed') return several({ asked, service, formats, ...file });
    return (
      file &&
      write({ asked, service, formats, ...file }, (name, query) => service.publish.feedNamed(name, query))
    );
  };
}

/** `/feed.ics?calendar=kubernetes,other`: iCalendar only; a JSON feed has a single calendar. */
function several(wanted: FeedRequest): Answer<Reply> {
  const { asked, service, formats } = wanted;
  if (wanted.extension !== 'ics')
    return refuse(
      'unknown-format',
      `no feed of several calendars in ${quote(wanted.extension)}; there is feed.ics`,
    );
  const query = queryOf(asked, ['calendar', ...filterNames]);
  if ('refusal' in query) return query;
  const { calendar = '', ...filters } = query.value;
  const ids = [...new Set(calendar.split(','))];
  if (calendar === '')
    return refuse('malformed-query', 'calendar: missing; wanted the ids of calendars, parted by commas');
  const found = service.publish.feedOf(ids, filters);
  return 'refusal' in found ? found : replyOf(found.value, { service, formats, extension: 'ics' });
}

/** `/kubernetes/1.38.ics`: the same feed. */
export function feedOfRelease(service: Service, formats: readonly Format[]): Handler {
  return (asked) => {
    const { calendar = '', file: segment = '' } = asked.params;
    const file = split(segment);
    return (
      file &&
      write({ asked, service, formats, ...file }, (release, query = {}) =>
        service.publish.feed({ calendar, release, query }),
      )
    );
  };
}

interface FeedRequest {
  readonly asked: HandlerRequest;
  readonly service: Service;
  readonly formats: readonly Format[];
  readonly name: string;
  readonly extension: string;
}

function write(
  { asked, service, formats, name, extension }: FeedRequest,
  find: (name: string, query?: Readonly<Record<string, string>>) => Answer<Feed>,
): Answer<Reply> {
  const query = queryOf(asked, filterNames);
  const found = find(name, 'value' in query ? query.value : {});
  if ('value' in found)
    return 'refusal' in query ? query : replyOf(found.value, { service, formats, extension });
  // `/kubernetes-1.38` lacks its extension; it does not mean format `38` of a feed `kubernetes-1`
  const isUnknown = found.refusal.kind !== 'malformed-query';
  return isUnknown && 'value' in find(`${name}.${extension}`)
    ? lacksExtension(formats, `${name}.${extension}`)
    : found;
}

function replyOf(
  feed: Feed,
  { service, formats, extension }: Omit<FeedRequest, 'asked' | 'name'>,
): Answer<Reply> {
  const format = formatFor(formats, extension, 'feed');
  if ('refusal' in format) return format;
  const address = feedAddress(feed, service.publicUrl, format.value.name);
  const now = service.clock();
  const tomorrow = startOfDay(addDays(dayIn(now, utc), 1), utc);
  const reply: Reply = {
    media: format.value.media,
    body: Buffer.from(format.value.feed(feed, address)),
    // old events leave a calendar's feed at the start of a UTC day
    until: [tomorrow, staleAt(feed.calendar, now) ?? tomorrow].toSorted()[0],
    // staleness comes and goes, so a JSON feed that mentions it has no usable Last-Modified
    ...((format.value.name === 'ics' || !feed.calendar.stale) && { modified: feed.modified }),
    cache: 'feed',
    fileName: `${feed.name}.${format.value.name}`,
    canonical: address,
  };
  return { value: reply };
}

function lacksExtension(formats: readonly Format[], name: string): Answer<Reply> {
  const names = formats.flatMap((one) => (one.feed ? `${name}.${one.name}` : []));
  return refuse(
    'unknown-format',
    `no feed ${quote(name)} without an extension; there is ${names.join(', ')}`,
  );
}

/** The name before the last dot and the extension after it; `undefined` without a dot. */
function split(file: string): { readonly name: string; readonly extension: string } | undefined {
  const dot = file.lastIndexOf('.');
  return dot < 0 ? undefined : { name: file.slice(0, dot), extension: file.slice(dot + 1) };
}
