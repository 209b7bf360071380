import type { Digest, Item, Letter, Note } from '../domain/reminders/letter.ts';
import type { Format } from './words/format.ts';
import type { Instant, Zone } from '../domain/time/time.ts';
import type { Templates } from './words/words.ts';
import type { Wish } from '../domain/reminders/wish.ts';
import { joinFeeds } from '../domain/feed/feed.ts';
import { offStatus } from '../domain/calendar/off.ts';
import { patchVersions } from '../domain/calendar/patch.ts';
import { cutoff } from '../domain/calendar/deadline.ts';
import { daysBetween, millis } from '../domain/time/time.ts';
import { announcedDay } from '../domain/when/when.ts';
import { briefDate, cutoffWords, hasCutoff, longDate, midnightOf, shortMoment } from './words/cutoff.ts';
import { leftWords } from './words/timeleft.ts';
import { htmlMarkup } from './html.ts';
import { plainMarkup } from './text.ts';
import { oneLine, openWords } from './words/words.ts';

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
      const titles = letter.calendars.map(({ title }) => title).join(', ');
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

/** When a mail is sent, in the subscriber's zone. */
export function comingWhen(at: Instant, zone: Zone): string {
  return shortMoment(at, zone);
}

/** `In 7 days: Code Freeze (Kubernetes 1.30), Wed 6 March, and 2 more`; empty for no items. */
export function comingSubject(items: readonly Item[], at: Instant, zone: Zone): string {
  const [first, ...rest] = items;
  if (!first) return '';
  const more = rest.length === 0 ? '' : `, and ${rest.length} more`;
  return oneLine(`${itemSubject(first, at, zone)}${more}`);
}

function itemSubject(item: Item, at: Instant, zone: Zone): string {
  const { kind, event, when, before } = item;
  const day = briefDate(announcedDay(when));
  switch (kind) {
    case 'reminder':
      return `${capital(daysWords(item, at, zone))}: ${event.title}, ${day}`;
    case 'moved':
      return `Moved: ${event.title}, from ${before ? briefDate(announcedDay(before)) : 'before'} to ${day}`;
    case 'restored':
      return `On again: ${event.title}, ${day}`;
    case 'off':
      return `${capital(offWords(item))}: ${event.title}, was ${day}`;
  }
}

/** `in 7 days`, counted from the reader's day to the announced day. */
function daysWords({ days, event, when }: Item, at: Instant, zone: Zone): string {
  if (days > 1) return `in ${days} days`;
  if (days === 1) return 'tomorrow';
  // past in the subscriber's zone, but not yet overall
  return days === 0
    ? 'today'
    : `open until ${shortMoment(cutoff({ kind: event.kind, when }), zone, midnightOf({ kind: event.kind, when }))}`;
}

function offWords({ event }: Item): string {
  return offStatus(event.milestones[0]) ?? 'without a date now';
}

function noteSubject({ kind, titles }: Note): string {
  const of = oneLine(titles.join(', '));
  const subjects: Readonly<Record<Note['kind'], string>> = {
    confirm: `Please confirm: reminders of ${of} deadlines`,
    welcome: `You are subscribed: reminders of ${of} deadlines`,
    known: `You are subscribed already: reminders of ${of} deadlines`,
    goodbye: `You are unsubscribed from ${of} deadlines`,
    export: `What is kept of you: ${of} deadlines`,
    erase: `Please confirm: remove everything kept of you (${of} deadlines)`,
  };
  return subjects[kind];
}

function digestData(letter: Digest): object {
  const { items, links, wish, titles, at, zone } = letter;
  const told = items.map((item) => itemData(item, at, zone));
  return {
    titles,
    links,
    zone,
    items: told,
    wish: wishWords(wish),
    changes: told.filter(({ kind }) => kind !== 'reminder'),
    reminders: told.filter(({ kind }) => kind === 'reminder'),
  };
}

function itemData(item: Item, at: Instant, zone: Zone): Readonly<Record<string, unknown>> {
  const { kind, event, when, before } = item;
  const [first] = event.milestones;
  const end = cutoff({ kind: event.kind, when });
  return {
    kind,
    title: event.title,
    days: daysWords(item, at, zone),
    off: offWords(item),
    id: first.id,
    event: event.kind,
    name: first.name,
    release: first.release,
    patches: patchVersions(event.milestones),
    day: dayWords(item),
    before: before && longDate(announcedDay(before)),
    shift: before && kind === 'moved' ? shiftWords(item, before) : undefined,
    here: hasCutoff(event) ? shortMoment(end, zone, midnightOf({ kind: event.kind, when })) : undefined,
    there: hasCutoff(event) ? cutoffWords({ ...event, cutoff: end }) : undefined,
    left: leftWords(millis(end) - millis(at)),
    link: event.link,
  };
}

function dayWords({ event, when }: Item): string {
  const [first, last] = [announcedDay(when), event.last];
  return event.last > first ? `${longDate(first)} to ${longDate(last)}` : longDate(first);
}

/** `you have a week more` */
function shiftWords({ when }: Item, before: NonNullable<Item['before']>): string {
  const days = daysBetween(announcedDay(before), announcedDay(when));
  if (days === 0) return 'the day is the same, the time is another';
  return `you have ${span(Math.abs(days))} ${days > 0 ? 'more' : 'less'}`;
}

function span(days: number): string {
  if (days % 7 === 0) return days === 7 ? 'a week' : `${days / 7} weeks`;
  return days === 1 ? 'a day' : `${days} days`;
}

function noteData({ titles, links, link, wish, ahead, zone }: Note): object {
  return {
    titles,
    links,
    link,
    zone,
    wish: wishWords(wish),
    ahead: ahead.map(({ at: mailed, items }) => ({
      at: shortMoment(mailed, zone),
      items: items.map((item) => ({ title: item.event.title, day: dayWords(item) })),
    })),
  };
}

/** Why a subscriber gets the letter: what they asked for. */
export function wishWords({ leads, zone, hour, changes, kinds, roles, milestones }: Wish): object {
  const words = leads.map((lead) =>
    lead === 0 ? 'on the day' : lead === 1 ? '1 day before' : `${lead} days before`,
  );
  return {
    leads: words,
    zone,
    hour: `${String(hour).padStart(2, '0')}:00`,
    changes,
    only: [...(kinds ?? []), ...(roles ?? []), ...(milestones ?? [])],
  };
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
