import type { Digest, Item, Letter, Note } from '../domain/reminders/letter.ts';
import type { Format } from './words/format.ts';
import type { Instant, Zone } from '../domain/time/time.ts';
import type { Templates } from './words/words.ts';
import type { Wish } from '../domain/reminders/wish.ts';
import { joinFeeds } from '../domain/feed/feed.ts';
import { printed, zoneTitle } from '../domain/banner/printed.ts';
import { blockData, blocksOf, blockSubject, dayWords } from './letterblocks.ts';
import { clockMoment } from './words/cutoff.ts';
import { htmlMarkup } from './html.ts';
import { plainMarkup } from './text.ts';
import { joined, oneLine, openWords } from './words/words.ts';

/** The parts of a letter. */
export interface Written {
  readonly subject: string;
  readonly text: string;
  /** `undefined` for plain text only. */
  readonly html: string | undefined;
  /** An iCalendar object with METHOD:PUBLISH; only in letters about deadlines. */
  readonly calendar: string | undefined;
}

/** Writes letters by the templates `letter-<kind>`. Throws a TemplateError when one is missing. */
export function openLetters(templates: Templates, formats: readonly Format[]): (letter: Letter) => Written {
  const kinds = ['confirm', 'digest', 'erase', 'export', 'goodbye', 'known', 'welcome'] as const;
  const names = kinds.map((kind) => `letter-${kind}`);
  const text = openWords(templates, plainMarkup, [...names, 'letter-stale']);
  const html = openWords(templates, htmlMarkup, names);
  const part = remembering(formats.find((format) => format.part)?.part);
  return (letter) => {
    if (letter.kind === 'stale') {
      const titles = joined(letter.calendars.map(({ title }) => title));
      const subject = oneLine(`Out of date: ${titles}`);
      const calendars = letter.calendars.map((one) => ({ ...one, since: one.since.slice(0, 10) }));
      const body = text('letter-stale', { subject, calendars, home: letter.home });
      return { subject, text: `${body}\n`, html: undefined, calendar: undefined };
    }
    const data = letter.kind === 'digest' ? digestData(letter) : noteData(letter);
    const subject =
      letter.kind === 'digest' ? comingSubject(letter.items, letter.at, letter.zone) : noteSubject(letter);
    const feed = letter.kind === 'digest' ? joinFeeds(letter.feeds) : undefined;
    return {
      subject,
      text: `${text(`letter-${letter.kind}`, { ...data, subject })}\n`,
      html: letter.html ? `${html(`letter-${letter.kind}`, { ...data, subject })}\n` : undefined,
      calendar: feed && part?.(feed, `${letter.links.home}${feed.name}.ics`),
    };
  };
}

/** Many subscribers get the same events. */
const mostParts = 50;

type CalendarPart = NonNullable<Format['part']>;

function remembering(part: CalendarPart | undefined): CalendarPart | undefined {
  const known = new Map<string, string>();
  return (
    part &&
    ((feed, source) => {
      const events = feed.events.map(({ uid, sequence, changed }) => `${uid} ${sequence} ${changed}`);
      const key = [source, feed.calendar.revision, feed.title, ...events].join('\n');
      const text = known.get(key) ?? part(feed, source);
      if (known.size >= mostParts) known.clear();
      known.set(key, text);
      return text;
    })
  );
}

/** When an email is sent, in the subscriber's zone. */
export function comingWhen(at: Instant, zone: Zone): string {
  return clockMoment(at, zone);
}

/** `In 7 days: Code Freeze (Example 1.30), Wed 6 March; and 2 more`; empty for no items. */
export function comingSubject(items: readonly Item[], at: Instant, zone: Zone): string {
  const [first] = blocksOf(items, { at, zone });
  if (!first) return '';
  const more = items.length - first.length;
  return oneLine(`${blockSubject(first, { at, zone })}${more === 0 ? '' : `; and ${more} more`}`);
}

function noteSubject({ kind, titles }: Note): string {
  const of = oneLine(joined(titles));
  const subjects: Readonly<Record<Note['kind'], string>> = {
    confirm: `Please confirm: reminders of ${of} deadlines`,
    welcome: `You are subscribed: reminders of ${of} deadlines`,
    known: `You are already subscribed: reminders of ${of} deadlines`,
    goodbye: `You are unsubscribed from ${of} deadlines`,
    export: `Your data: reminders of ${of} deadlines`,
    erase: `Please confirm: delete your data (reminders of ${of} deadlines)`,
  };
  return subjects[kind];
}

function digestData({ items, links, wish, titles, at, zone }: Digest): object {
  const blocks = blocksOf(items, { at, zone }).map((block) => blockData(block, { at, zone }));
  const hasAoe = items.some(({ kind, event, when }) => kind !== 'off' && printed(when, event.zone).aoe);
  return { titles, links, zone: zoneTitle(zone), blocks, hasAoe, wish: wishWords(wish) };
}

function noteData({ titles, links, link, wish, ahead, zone }: Note): object {
  return {
    titles,
    links,
    link,
    zone: zoneTitle(zone),
    wish: wishWords(wish),
    ahead: ahead.map(({ at, items }) => ({
      at: clockMoment(at, zone),
      items: items.map((item) => ({ title: item.event.title, day: dayWords(item) })),
    })),
  };
}

/** Why a subscriber gets the letter: what they asked for. */
export function wishWords({
  leads,
  zone,
  hour,
  changes,
  roles = [],
  kinds = [],
  milestones = [],
}: Wish): object {
  return {
    only: [...roles, ...kinds, ...milestones],
    leads: leads.map((lead) => (lead === 0 ? 'on the day' : `${daysOf(lead)} before`)),
    often: oftenWords(leads),
    zone: zoneTitle(zone),
    hour: `${String(hour).padStart(2, '0')}:00`,
    changes,
  };
}

/** `7 days and 1 day before, and on the day`; `undefined` for no reminders. */
function oftenWords(leads: readonly number[]): string | undefined {
  const before = leads.filter((lead) => lead > 0).map(daysOf);
  const parts = [
    ...(before.length > 0 ? [`${joined(before)} before`] : []),
    ...(leads.includes(0) ? ['on the day'] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(', and ');
}

function daysOf(lead: number): string {
  return lead === 1 ? '1 day' : `${lead} days`;
}
