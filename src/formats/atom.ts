import type { ReminderEntry } from '../domain/reminders/reminderentry.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { Format } from './words/format.ts';
import type { Instant } from '../domain/time/time.ts';
import type { Move } from '../domain/history/move.ts';
import type { Templates, Words } from './words/words.ts';
import { zoneOf } from '../domain/calendar/calendar.ts';
import { ownerOf, patchTrain, patchVersions } from '../domain/calendar/patch.ts';
import { instantOf, millis } from '../domain/time/time.ts';
import { announcedDay, isDated } from '../domain/when/when.ts';
import { escapeHtml } from './words/words.ts';
import { daysLate } from '../domain/calendar/actual.ts';
import { asksOf } from './words/asks.ts';
import { briefDay } from './words/briefwhen.ts';
import { cutoffWords, isClosing } from './words/cutoff.ts';
import { closingDay, happens } from '../domain/calendar/deadline.ts';
import { longDayOf, longWhen } from './words/longwhen.ts';
import { oneLine } from './words/words.ts';
import { plainWords } from './text.ts';

/** Atom feeds (RFC 4287) of changed dates and of reminders. */
export function atom(templates: Templates): Format {
  const words = plainWords(templates);
  return {
    name: 'atom',
    media: 'application/atom+xml; charset=utf-8',
    changes: (calendar, found, self) =>
      write(
        { calendar, self, what: 'changes' },
        found.map((move) => moved(calendar, move)),
      ),
    bulletins: (calendar, found, self) =>
      write(
        { calendar, self, what: 'reminders' },
        found.map((one) => reminder(calendar, one, words)),
      ),
  };
}

interface Entry {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly link: string | undefined;
  readonly at: Instant;
}

interface Head {
  readonly calendar: Calendar;
  /** The feed's URL. */
  readonly self: string;
  readonly what: 'changes' | 'reminders';
}

/** `entries` newest first. Entries of the same instant are spread by 1 ms: feed readers sort by time. */
function write({ calendar, self, what }: Head, entries: readonly Entry[]): string {
  const dated = apart(entries);
  const updated = dated[0]?.at ?? calendar.changed;
  const title = what === 'changes' ? `${calendar.title}: changed dates` : `${calendar.title}: deadlines`;
  return [
    '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">',
    `<id>${xml(tag(calendar, what))}</id>`,
    `<title>${xml(title)}</title>`,
    `<updated>${updated}</updated>`,
    `<author><name>${xml(calendar.title)}</name></author>`,
    `<link rel="self" type="application/atom+xml" href="${xml(self)}"/>`,
    ...(calendar.homepage === undefined ? [] : [`<link rel="alternate" href="${xml(calendar.homepage)}"/>`]),
    ...dated.map(entry),
    '</feed>\n',
  ].join('\n');
}

function entry({ id, title, text, link, at }: Entry): string {
  const lines = [
    `<id>${xml(id)}</id>`,
    `<title>${xml(title)}</title>`,
    `<updated>${at}</updated>`,
    ...(link === undefined ? [] : [`<link rel="alternate" href="${xml(link)}"/>`]),
    `<content type="text">${xml(text)}</content>`,
  ];
  return `<entry>\n${lines.join('\n')}\n</entry>`;
}

/** RFC 4151: an id independent of the URL. */
function tag({ domain }: Calendar, path: string): string {
  return `tag:${domain},2020:${path}`;
}

function apart(entries: readonly Entry[]): readonly Entry[] {
  const spread: Entry[] = [];
  for (const one of entries) {
    const older = entries.slice(spread.length + 1).filter(({ at }) => at === one.at).length;
    const last = spread.at(-1);
    const at = Math.min(millis(one.at) + older, last ? millis(last.at) - 1 : Infinity);
    spread.push({ ...one, at: instantOf(at) });
  }
  return spread;
}

function xml(text: string): string {
  return escapeHtml(oneLine(text));
}

/** One id for a late train, whichever branch reports it. */
function lateId({ milestone: { release, id, kind, patch }, before, after }: Move): string {
  const [planned, out] = [before.when, after.when].map((when) => (isDated(when) ? announcedDay(when) : ''));
  return patch === undefined
    ? `changes/${release}/${id}/late`
    : `changes/${patchTrain}/${kind}-${planned ?? ''}/${out ?? ''}`;
}

function moved(calendar: Calendar, move: Move): Entry {
  const { milestone, kind, before, after, notice } = move;
  const { release, id, name, link } = milestone;
  const of = `${name} (${ownerOf(milestone, calendar)})`;
  const [was, is] = [longWhen(before.when, zoneOf(calendar)), longWhen(after.when, zoneOf(calendar))];
  const titles = {
    moved: `${of} moved to ${is}`,
    filled: `${of} now has a date: ${is}`,
    unset: `${of} no longer has a date`,
    cancelled: `${of} is canceled`,
    postponed: `${of} is postponed`,
    gone: `${of} is no longer on the schedule`,
    restored: `${of} is back on the schedule: ${is}`,
    late: `${of} came out ${daysLate(milestone) ?? 0} days late, on ${is}`,
    renamed: `${before.name ?? id} is now called ${of}`,
  };
  const told =
    kind === 'filled' || kind === 'renamed'
      ? ''
      : kind === 'late'
        ? `Planned for ${was}.`
        : `It was ${was}. `;
  const days = notice === undefined ? '' : `Announced ${notice} ${notice === 1 ? 'day' : 'days'} ahead.`;
  return {
    id: tag(calendar, kind === 'late' ? lateId(move) : `changes/${release}/${id}/${after.version}`),
    title: titles[kind],
    text: `${told}${notice !== undefined && notice < 0 ? '' : days}`.trim() || titles[kind],
    link: link ?? calendar.homepage,
    at: after.since,
  };
}

function reminder(calendar: Calendar, bulletin: ReminderEntry, words: Words): Entry {
  const { kind, milestone, when, before, lead, days, version, appears } = bulletin;
  const { release, id, name, link } = milestone;
  const zone = zoneOf(calendar);
  const of = `${name} (${ownerOf(milestone, calendar)})`;
  const day = briefDay(closingDay({ kind: milestone.kind, when }));
  const inDays = days <= 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;
  const titles = {
    reminder: `${of} is ${inDays}, ${day}`,
    moved: `${of} moved to ${day}`,
    off: `${of} is no longer on ${day}`,
  };
  return {
    id: tag(calendar, `reminders/${release}/${id}/${version}/${kind === 'reminder' ? lead : kind}`),
    title: titles[kind],
    text: words('bulletin', {
      kind,
      event: milestone.kind,
      happens: happens(milestone),
      asks: asksOf(milestone),
      name,
      release,
      patches: patchVersions([milestone]),
      when: longDayOf(when),
      cutoff: isClosing({ ...milestone, when }) ? cutoffWords({ ...milestone, when }, zone) : undefined,
      before: before && (longDayOf(before) === longDayOf(when) ? longWhen(before, zone) : longDayOf(before)),
    }),
    link: link ?? calendar.homepage,
    at: appears,
  };
}
