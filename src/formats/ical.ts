import type { Feed, FeedItem } from '../domain/feed.ts';
import type { Format } from './format.ts';
import type { ICalCalendar } from 'ical-generator';
import type { Words } from './words.ts';
import ical, { ICalEventClass, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { plainDay, printed } from './day.ts';
import { addDays, aoe, dayIn, timeIn, utc, weekday, weekdayNames } from '../domain/time.ts';
import { contentLines, escapeText } from './contentline.ts';
import { oneLine, printable } from './words.ts';
import { patchVersions } from '../domain/patch.ts';

const sixHours = 6 * 3600;
/** The CSS name and the same colour in hex, for Apple. */
const colour = { name: 'royalblue', hex: '#4169E1' };

const statuses = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
} as const;

/** An iCalendar subscription feed (RFC 5545, RFC 7986): all-day events, UTC only, so no VTIMEZONE and no METHOD. */
export function icalendar(words: Words): Format {
  return {
    name: 'ics',
    media: 'text/calendar; charset=utf-8',
    feed: (feed, source) => write(feed, source, words),
  };
}

function write(feed: Feed, source: string, words: Words): string {
  const title = escapeText(oneLine(feed.title));
  const description = escapeText(feed.description);
  const calendar = ical({
    name: title,
    description,
    prodId: { company: 'release-calendar', product: 'release-calendar', language: 'EN' },
    scale: 'gregorian',
    source,
    ttl: sixHours,
    ...(feed.homepage !== undefined && { url: feed.homepage }),
  });
  for (const item of feed.items) addEvent(calendar, item, words);
  return contentLines(calendar.toString(), [
    `DESCRIPTION:${description}`,
    `LAST-MODIFIED:${feed.changed.replace(/[-:]|\.\d+/g, '')}`,
    `COLOR:${colour.name}`,
    `X-APPLE-CALENDAR-COLOR:${colour.hex}`,
  ]);
}

function addEvent(calendar: ICalCalendar, item: FeedItem, words: Words): void {
  const changed = new Date(item.changed);
  const cancelled = item.status === 'cancelled';
  calendar.createEvent({
    id: item.uid,
    sequence: cancelled ? Math.max(1, item.sequence) : item.sequence,
    // RFC 5545 3.8.7.2: in a feed, when the schedule last changed; now would change the bytes at every reading
    stamp: changed,
    lastModified: changed,
    created: new Date(item.created),
    start: item.first,
    // RFC 5545 3.6.1: the end of an all-day event is the day after its last
    end: addDays(item.last, 1),
    allDay: true,
    summary: oneLine(cancelled ? `CANCELLED: ${item.title}` : item.title),
    description: printable(describe(item, words)),
    status: statuses[item.status],
    transparency: ICalEventTransparency.TRANSPARENT,
    class: ICalEventClass.PUBLIC,
    categories: [item.kind, ...item.roles].map((name) => ({ name: oneLine(name) })),
    ...(item.link !== undefined && { url: item.link }),
  });
}

function describe(item: FeedItem, words: Words): string {
  const [first] = item.milestones;
  const { time } = printed(first.when);
  return words('event', {
    ...{ id: first.id, kind: item.kind, name: first.name, release: first.release, status: item.status },
    patches: patchVersions(item.milestones),
    roles: item.roles,
    notes: [...new Set(item.milestones.flatMap(({ note }) => note ?? []))],
    link: item.link,
    exact: time !== '' || first.when.kind === 'aoe',
    utc: moment(item, 'utc'),
    aoe: moment(item, 'aoe'),
  });
}

/** `Thursday 19 November 2026, 12:00 UTC`. */
function moment({ cutoff }: FeedItem, where: 'utc' | 'aoe'): string {
  const zone = where === 'utc' ? utc : aoe;
  const day = dayIn(cutoff, zone);
  const name = weekdayNames[weekday(day) - 1] ?? '';
  return `${name} ${plainDay(day)} ${day.slice(0, 4)}, ${timeIn(cutoff, zone)} ${where === 'utc' ? 'UTC' : 'AoE (UTC-12)'}`;
}
