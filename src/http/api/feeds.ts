import type { Answer } from '../../service/ports/refusal.ts';
import type { HandlerRequest, Handler, Route } from '../answers/handler.ts';
import type { Feed, Selection } from '../../domain/feed/feed.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { PlainDate } from '../../domain/time/time.ts';
import type { Steps } from '../answers/turns.ts';
import type { Format } from '../../formats/words/format.ts';
import type { Reply } from '../answers/reply.ts';
import type { Service } from '../../service/service.ts';
import { feed } from '../../domain/feed/feed.ts';
import { feedFacts } from '../../domain/feed/feedfacts.ts';
import { feedAddress } from '../../service/publish/feedname.ts';
import { feedNames } from '../../domain/feed/feednames.ts';
import { filterNames } from '../../domain/feed/filter.ts';
import { anyOf } from '../../domain/problem/anyof.ts';
import { expected } from '../../domain/problem/expected.ts';
import { quote } from '../../domain/problem/suggestion.ts';
import { refuse } from '../../service/ports/refusal.ts';
import { schemas } from '../../formats/jsonschema.ts';
import { formatFiles, formatFor, inFormats } from '../answers/formatted.ts';
import { granted, queryOf, readQuery } from '../answers/handler.ts';
import { calendarInPath, filters, inPath, inQuery, queryNames, releaseInPath } from '../answers/operation.ts';
import { staleAt } from '../../domain/cycle/stale.ts';
import { addDays, dayIn, startOfDay, utc } from '../../domain/time/time.ts';

/** Feeds by file name, in each format. */
export function feedRoutes(service: Service, formats: readonly Format[]): readonly Route[] {
  const { format, answers } = inFormats(formats, 'feed', schemas.feed);
  const files = (names: Iterable<string>): readonly { readonly file: string }[] =>
    [...names].flatMap((name) =>
      formatFiles(formats, 'feed').map((one) => ({ file: `${name}.${one.format}` })),
    );
  return [
    {
      path: '/:file',
      handler: feedByName(service, formats),
      files: (calendar) => files(feedNames(calendar).keys()),
      operation: {
        path: '/{feed}.{format}',
        says: 'The feed of a calendar, of its deadlines, of a release or of a role',
        values: [
          inPath('feed', 'The name of a feed, such as example-deadlines or example-1.38'),
          format,
          ...filters,
        ],
        answers,
        examples: [
          '/{calendar}-deadlines.ics',
          '/{calendar}.json?kind=freeze&release={release}',
          '/{calendar}-{release}.ics?alarms=7d,1d',
        ],
      },
    },
    {
      path: '/:calendar/:file',
      handler: feedOfRelease(service, formats),
      files: ({ releases }) => files(releases.map(({ version }) => version)),
      operation: {
        path: '/{calendar}/{release}.{format}',
        says: 'The feed of a release',
        values: [calendarInPath, releaseInPath, format, ...filters],
        answers,
        examples: ['/{calendar}/{release}.json', '/{calendar}/{release}.ics'],
      },
    },
    {
      path: '/feed.:format',
      handler: feedOfSeveral(service, formats),
      operation: {
        path: '/feed.ics',
        says: 'Several calendars in one feed',
        values: [...several, ...filters],
        answers: { 'text/calendar': undefined },
        examples: ['/feed.ics?calendar={calendar}'],
      },
    },
  ];
}

/** `/example.ics`, `/example-deadlines.ics`, `/example-1.38.json`: by file name. */
function feedByName(service: Service, formats: readonly Format[]): Handler {
  const { publish } = service;
  return (asked) =>
    feedIn(asked, asked.params['file'] ?? '', {
      ...{ service, formats },
      find: (name, query) => publish.feedNamed(name, query),
      exists: (name) => publish.calendars().some((one) => feedNames(one).has(name)),
    });
}

/** `/example/1.38.ics`: the same feed. */
function feedOfRelease(service: Service, formats: readonly Format[]): Handler {
  const { publish } = service;
  return (asked) => {
    const { calendar = '', file = '' } = asked.params;
    return feedIn(asked, file, {
      ...{ service, formats },
      find: (release, query) => publish.feed({ calendar, release, query }),
      exists: (release) => 'value' in publish.release({ calendar, release }),
    });
  };
}

const several = [inQuery('calendar', 'Ids of calendars, separated by commas')];

/** `/feed.ics?calendar=example,other`: iCalendar only; a JSON feed has a single calendar. */
function feedOfSeveral(service: Service, formats: readonly Format[]): Handler {
  return (asked) => {
    const { format = '' } = asked.params;
    if (format !== 'ics') {
      const says = expected('feed.ics', quote(`feed.${format}`));
      return granted(refuse('unknown-format', says));
    }
    const { calendar = '', ...query } = queryOf(asked, [...queryNames(several), ...filterNames]);
    const ids = calendar === '' ? [] : [...new Set(calendar.split(','))];
    const found = granted(service.publish.feedOf(ids, query));
    return replyOf(found, 'ics', { service, formats });
  };
}

interface Writing {
  readonly service: Service;
  readonly formats: readonly Format[];
}

interface Finding extends Writing {
  readonly find: (name: string, query: Readonly<Record<string, string>>) => Answer<Feed>;
  readonly exists: (name: string) => boolean;
}

/** Of a file, the name before its last dot and the extension after it; `undefined` without a dot. */
function feedIn(asked: HandlerRequest, file: string, finding: Finding): Steps<Reply> | undefined {
  const dot = file.lastIndexOf('.');
  if (dot < 0) return undefined;
  const query = readQuery(asked, filterNames);
  const found = finding.find(file.slice(0, dot), 'value' in query ? query.value : {});
  if ('value' in found) {
    granted(query);
    return replyOf(found.value, file.slice(dot + 1), finding);
  }
  // `/example-1.38` lacks its extension; it does not mean format `38` of a feed `example-1`
  if (found.refusal.kind !== 'malformed-query' && finding.exists(file)) {
    const names = formatFiles(finding.formats, 'feed').map(({ format }) => `${file}.${format}`);
    const says = expected(anyOf(names), quote(file));
    return granted(refuse('unknown-format', says));
  }
  return granted<never>(found);
}

function* replyOf(found: Feed, extension: string, { service, formats }: Writing): Steps<Reply> {
  const format = formatFor(formats, extension, 'feed');
  const address = feedAddress(found, service.publicUrl, format.name);
  const now = service.clock();
  const tomorrow = startOfDay(addDays(dayIn(now, utc), 1), utc);
  yield* format.pieces?.(found) ?? [];
  return {
    media: format.media,
    body: Buffer.from(format.feed(found, address)),
    // old events leave a calendar's feed at the start of a UTC day
    until: [tomorrow, staleAt(found.calendar, now) ?? tomorrow].toSorted()[0],
    // staleness comes and goes, so a JSON feed that mentions it has no usable Last-Modified
    ...((format.name === 'ics' || !found.calendar.stale) && { modified: found.modified }),
    cache: 'feed',
    fileName: `${found.name}.${format.name}`,
    canonical: address,
  };
}

/** Writes what feeds of a calendar are made of before anybody waits for it. */
export function* feedsAhead(calendar: Calendar, formats: readonly Format[], today: PlainDate): Steps<void> {
  feedFacts(calendar, today);
  yield;
  // what each step has to do should be little, so that of all comes last
  const selections: readonly Selection[] = [
    ...calendar.releases.map(({ version }) => ({ release: version })),
    {},
  ];
  for (const selection of selections) {
    const found = feed(calendar, selection, today);
    yield;
    for (const { pieces } of formats) yield* pieces?.(found) ?? [];
  }
}
