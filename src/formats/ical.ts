import type { Feed } from '../domain/feed/feed.ts';
import type { FeedEvent } from '../domain/feed/feedevent.ts';
import type { Format } from './words/format.ts';
import type { Alarm } from '../domain/feed/alarm.ts';
import type { ICalEvent, ICalEventData } from 'ical-generator';
import type { Templates } from './words/words.ts';
import ical, {
  ICalAlarmRelatesTo,
  ICalAlarmType,
  ICalCalendarMethod,
  ICalEventClass,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { ringsAfter } from '../domain/feed/alarm.ts';
import { memoized } from '../domain/memo/memoized.ts';
import { addDays } from '../domain/time/time.ts';
import { contentLines, escapeText } from './words/contentline.ts';
import { describe } from './words/eventwords.ts';
import { oneLine, printable } from './words/words.ts';
import { plainWords } from './text.ts';

const sixHours = 6 * 3600;
/** The CSS color name and the same color in hex, for Apple. */
const colour = { name: 'royalblue', hex: '#4169E1' };

const statuses = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
} as const;

/**
 * An iCalendar feed (RFC 5545, RFC 7986): all-day events, UTC only, so no VTIMEZONE. Each event is written once,
 * and a feed is put together of the texts of its events.
 */
export function icalendar(templates: Templates): Format {
  const words = plainWords(templates);
  const described = memoized((event: FeedEvent) => printable(describe(event, words)));
  const linked = memoized((event: FeedEvent) => eventText(event, described(event), event.link ?? ''));
  const write = (feed: Feed, source: string, method?: ICalCalendarMethod): Written => {
    const triggers = {
      allday: feed.alarms.map((alarm) => triggerLine(alarm, false)),
      timed: feed.alarms.map((alarm) => triggerLine(alarm, true)),
    };
    const events = feed.events.map((event) => {
      // without a link of its own an event links to its feed
      const text = event.link === undefined ? eventText(event, described(event), source) : linked(event);
      const rings = event.rings ? triggers[event.timed ? 'timed' : 'allday'] : [];
      const alarms = rings.map((trigger) => alarmed(event).replace(/^TRIGGER.*\r\n/m, trigger));
      return alarms.length === 0 ? text : [text.slice(0, -eventEnd.length), ...alarms, eventEnd].join('');
    });
    return { head: calendarText(feed, source, method).slice(0, -calendarEnd.length), events };
  };
  return {
    name: 'ics',
    media: 'text/calendar; charset=utf-8',
    pieces: function* ({ events }) {
      for (const event of events) yield event.link === undefined ? described(event) : linked(event);
    },
    feed: (feed, source) => joined(small(write(feed, source))),
    part: (feed, source) => joined(write(feed, source, ICalCalendarMethod.PUBLISH)),
  };
}

/** The lines of a calendar, without its end, and of each of its events. */
interface Written {
  readonly head: string;
  readonly events: readonly string[];
}

const eventEnd = 'END:VEVENT\r\n';
const calendarEnd = 'END:VCALENDAR\r\n';

function joined({ head, events }: Written): string {
  return `${head}${events.join('')}${calendarEnd}`;
}

/** Google's limit. */
const mostBytes = 1_000_000;

/** Drops the oldest events from a feed that is too large. */
function small({ head, events }: Written): Written {
  const bytes = [head, ...events, calendarEnd].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes < mostBytes || events.length === 0) return { head, events };
  return small({ head, events: events.slice(Math.ceil(events.length / 10)) });
}

function calendarText(feed: Feed, source: string, method?: ICalCalendarMethod): string {
  const title = escapeText(oneLine(feed.title));
  const description = escapeText(feed.description);
  const calendar = ical({
    name: title,
    description,
    prodId: { company: 'release-calendar', product: 'release-calendar', language: 'EN' },
    scale: 'gregorian',
    source,
    ttl: sixHours,
    // only in letters (RFC 5546 1.4); a subscribed feed has none
    ...(method && { method }),
    ...(feed.homepage !== undefined && { url: feed.homepage }),
  });
  return contentLines(calendar.toString(), [
    `DESCRIPTION:${description}`,
    `LAST-MODIFIED:${feed.changed.replace(/[-:]|\.\d+/g, '')}`,
    `COLOR:${colour.name}`,
    `X-APPLE-CALENDAR-COLOR:${colour.hex}`,
  ]);
}

/** Without alarms. */
function eventText(event: FeedEvent, description: string, url: string): string {
  const changed = new Date(event.changed);
  const cancelled = event.status === 'cancelled';
  const { timed } = event;
  return componentOf('VEVENT', {
    id: event.uid,
    sequence: event.sequence,
    // RFC 5545 3.8.7.2: the last change in a feed; the current time would change the bytes at every request
    stamp: changed,
    lastModified: changed,
    created: new Date(event.created),
    ...(timed
      ? { start: new Date(timed.start), end: new Date(timed.end) }
      : // RFC 5545 3.6.1: an all-day event ends on the day after its last
        { start: event.first, end: addDays(event.last, 1), allDay: true }),
    summary: oneLine(cancelled ? `CANCELLED: ${event.title}` : event.title),
    description,
    status: statuses[event.status],
    transparency: ICalEventTransparency.TRANSPARENT,
    class: ICalEventClass.PUBLIC,
    categories: [event.kind, ...event.roles].map((name) => ({ name: oneLine(name) })),
    url,
  });
}

/** An alarm of an event, whenever it rings: what of it depends on that is one line. */
const alarmed = memoized(({ title }: FeedEvent) => alarmText(oneLine(title), { days: 1, minutes: 0 }, false));

function triggerLine(alarm: Alarm, isTimed: boolean): string {
  return /^TRIGGER.*\r\n/m.exec(alarmText('', alarm, isTimed))?.[0] ?? '';
}

function alarmText(description: string, alarm: Alarm, isTimed: boolean): string {
  // the end of a timed event is its cutoff; all-day events start at the reader's midnight
  const when = isTimed ? { triggerBefore: alarm.days * 86_400 } : { trigger: -ringsAfter(alarm) };
  return componentOf('VALARM', { start: new Date(0) }, (event) =>
    event
      .createAlarm({ type: ICalAlarmType.display, description, ...when })
      // createAlarm() ignores `relatesTo`
      .relatesTo(isTimed ? ICalAlarmRelatesTo.end : ICalAlarmRelatesTo.start),
  );
}

/** Cuts the lines of a component out of a calendar that has it once. */
function componentOf(name: string, data: ICalEventData, adds?: (event: ICalEvent) => unknown): string {
  const calendar = ical();
  const event = calendar.createEvent(data);
  adds?.(event);
  const text = contentLines(calendar.toString(), []);
  const end = `END:${name}\r\n`;
  return text.slice(text.indexOf(`BEGIN:${name}`), text.indexOf(end) + end.length);
}
