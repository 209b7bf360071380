import type { Answer } from '../../service/ports/refusal.ts';
import type { HandlerRequest, Handler, Route } from '../answers/handler.ts';
import type { Feed } from '../../domain/feed/feed.ts';
import type { Steps } from '../../service/steps.ts';
import type { Format } from '../../formats/words/format.ts';
import type { Writing } from './feedreply.ts';
import type { Reply } from '../answers/reply.ts';
import type { Service } from '../../service/service.ts';
import { feedNames } from '../../domain/feed/feednames.ts';
import { filterNames } from '../../domain/feed/filter.ts';
import { anyOf } from '../../domain/problem/anyof.ts';
import { expected } from '../../domain/problem/expected.ts';
import { quote } from '../../domain/problem/suggestion.ts';
import { replyOf } from './feedreply.ts';
import { refuse } from '../../service/ports/refusal.ts';
import { schemas } from '../../formats/jsonschema.ts';
import { formatFiles, inFormats } from '../answers/formatted.ts';
import { granted, queryOf, readQuery } from '../answers/handler.ts';
import {
  calendarInPath,
  filters,
  inPath,
  inQuery,
  milestoneInPath,
  queryNames,
  releaseInPath,
} from '../answers/operation.ts';
import { milestoneIn } from '../pages/milestonepage.ts';
import { isToAdd } from '../pages/standing.ts';

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
      path: '/:calendar/:release/:milestone.ics',
      handler: feedOfMilestone(service, formats),
      files: ({ releases }) => {
        const now = service.clock();
        return releases.flatMap((release) =>
          release.milestones
            .filter((one) => isToAdd(one, { release, now }))
            .map(({ id }) => ({ release: release.version, milestone: id })),
        );
      },
      operation: {
        says: 'One milestone, for a calendar app',
        values: [calendarInPath, releaseInPath, milestoneInPath],
        answers: [{ format: 'ics', media: 'text/calendar' }],
        examples: ['/{calendar}/{release}/{milestone}.ics'],
      },
    },
    {
      path: '/feed.:format',
      handler: feedOfSeveral(service, formats),
      operation: {
        path: '/feed.ics',
        says: 'Several calendars in one feed',
        values: [...several, ...filters],
        answers: [{ format: 'ics', media: 'text/calendar' }],
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

/** `/example/1.38/code-freeze.ics`: the event that the feed of its release has. */
function feedOfMilestone(service: Service, formats: readonly Format[]): Handler {
  return ({ params }) => {
    const { calendar, release, milestone } = milestoneIn(service, params);
    const asked = { calendar: calendar.id, release: release.version };
    const found = granted(service.publish.feed({ ...asked, query: { milestone: milestone.id } }));
    const name = `${calendar.id}/${release.version}/${milestone.id}`;
    return replyOf({ ...found, name, query: '' }, 'ics', { service, formats });
  };
}

const several = [{ ...inQuery('calendar', 'Ids of calendars, separated by commas'), required: true }];

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
