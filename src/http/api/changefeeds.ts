import type { HandlerRequest, Handler, Route } from '../answers/handler.ts';
import type { Format } from '../../formats/words/format.ts';
import type { Service } from '../../service/service.ts';
import { filterNames } from '../../domain/feed/filter.ts';
import { schemas } from '../../formats/jsonschema.ts';
import { formatFiles, formatFor, inFormats, passing } from '../answers/formatted.ts';
import { granted, queryOf } from '../answers/handler.ts';
import { at, calendarInPath, filters, inQuery, queryNames } from '../answers/operation.ts';

const stateValues = [
  at,
  inQuery('release', 'Versions, separated by commas, to ask about their freezes only'),
  inQuery('milestone', 'Ids of milestones, separated by commas, instead of the calendar’s gate'),
  inQuery('kind', 'Kinds, separated by commas, instead of the calendar’s gate'),
];
const reminderValues = [
  inQuery('lead', 'Days before each milestone, separated by commas'),
  inQuery('hour', 'Hour of the day, 0 to 23'),
  inQuery('tz', 'A city or time zone: Berlin, PT, UTC+8 or Europe/Berlin'),
];

/** What changes: freezes in force, moved dates, reminders. */
export function changeRoutes(service: Service, formats: readonly Format[]): readonly Route[] {
  const changed = inFormats(formats, 'changes', schemas.changes);
  return [
    {
      path: '/:calendar/state.:format',
      handler: stateAnswer(service, formats),
      files: () => formatFiles(formats, 'state'),
      operation: {
        path: '/{calendar}/state.json',
        says: 'Which freezes are in force, now or at an instant',
        values: [calendarInPath, ...stateValues],
        answers: inFormats(formats, 'state', schemas.state).answers,
        examples: ['/{calendar}/state.json', '/{calendar}/state.json?at={day}&release={release}'],
      },
    },
    {
      path: '/:calendar/changes.:format',
      handler: changesAnswer(service, formats),
      files: () => formatFiles(formats, 'changes'),
      operation: {
        says: 'Dates that moved, newest first',
        values: [calendarInPath, changed.format],
        answers: changed.answers,
        examples: ['/{calendar}/changes.json', '/{calendar}/changes.atom'],
      },
    },
    {
      path: '/:calendar/reminders.:format',
      handler: reminders(service, formats),
      files: () => formatFiles(formats, 'bulletins'),
      operation: {
        path: '/{calendar}/reminders.atom',
        says: 'Reminders for feed readers, without an email address',
        values: [calendarInPath, ...reminderValues, ...filters],
        answers: inFormats(formats, 'bulletins').answers,
        examples: ['/{calendar}/reminders.atom?lead=7,1&tz=Europe/Berlin'],
      },
    },
  ];
}

/** Moved dates, once they have stood for the quiet time. */
function changesAnswer({ publish, publicUrl }: Service, formats: readonly Format[]): Handler {
  return (asked) => {
    const { calendar: id = '', format: name = '' } = asked.params;
    const format = formatFor(formats, name, 'changes');
    const { calendar, moves, until } = granted(publish.changes(id));
    return passing(
      format.media,
      format.changes(calendar, moves, `${publicUrl}/${id}/changes.${name}`),
      until,
    );
  };
}

/** Freezes in force, to gate builds. */
function stateAnswer({ publish }: Service, formats: readonly Format[]): Handler {
  return (asked) => {
    const { calendar = '', format: name = '' } = asked.params;
    const format = formatFor(formats, name, 'state');
    const query = queryOf(asked, queryNames(stateValues));
    const { state, until } = granted(publish.state({ calendar, query }));
    return passing(format.media, format.state(state), until);
  };
}

/** Reminders without a mail subscription. */
function reminders({ publish, publicUrl }: Service, formats: readonly Format[]): Handler {
  return (asked) => {
    const { calendar: id = '', format: name = '' } = asked.params;
    const format = formatFor(formats, name, 'bulletins');
    const query = queryOf(asked, [...queryNames(reminderValues), ...filterNames]);
    const { calendar, bulletins, until } = granted(publish.bulletins({ calendar: id, query }));
    const self = `${publicUrl}/${id}/reminders.${name}${sorted(asked)}`;
    return passing(format.media, format.bulletins(calendar, bulletins, self), until);
  };
}

/** Equal queries get the same URL, in any order. */
function sorted({ query }: HandlerRequest): string {
  const values = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return values.length === 0 ? '' : `?${values.toSorted().join('&')}`;
}
