import type { Item } from '../domain/reminders/letter.ts';
import type { Instant, Zone } from '../domain/time/time.ts';
import { offStatus } from '../domain/calendar/off.ts';
import { ownerOf, patchVersions } from '../domain/calendar/patch.ts';
import { releaseOf } from '../domain/calendar/calendar.ts';
import { closingDay, cutoff, happens } from '../domain/calendar/deadline.ts';
import { addDays, dayIn, daysBetween, millis, startOfDay } from '../domain/time/time.ts';
import { announcedDay, lastDay } from '../domain/when/when.ts';
import { announcedWords, briefDate, closingMoment, isClosing, longDate } from './words/cutoff.ts';
import { asksOf } from './words/asks.ts';
import { withoutYear } from './words/briefwhen.ts';
import { leftWords } from './words/timeleft.ts';
import { joined } from './words/words.ts';

/** Items of one moment, of which a letter says the same but for their names and what they ask. */
type Block = readonly [Item, ...Item[]];

/** The instant and the zone in which a letter is read. */
interface Reader {
  readonly at: Instant;
  readonly zone: Zone;
}

/** In the order of the first of each. */
export function blocksOf(items: readonly Item[], reader: Reader): readonly Block[] {
  const all = Map.groupBy(items, (item) =>
    JSON.stringify([blockTime(item, reader), item.calendar.id, owner(item)]),
  );
  return [...all.values()].flatMap(([first, ...rest]): Block[] => (first ? [[first, ...rest]] : []));
}

/** What the templates say of a block. */
export function blockData(block: Block, reader: Reader): object {
  return {
    ...blockTime(block[0], reader),
    title: titleOf(block),
    parts: block.map(({ event }) => {
      const [first] = event.milestones;
      const { name, kind, release } = first;
      return {
        name,
        kind,
        release,
        asks: asksOf(first),
        patches: patchVersions(event.milestones),
        link: event.link,
      };
    }),
  };
}

/** `In 7 days: Code Freeze and Test Freeze (Example 1.30), Wed 6 March` */
export function blockSubject(block: Block, reader: Reader): string {
  const [item] = block;
  const title = titleOf(block);
  const { kind, event, when, before, days } = item;
  const day = briefDate(closingDay({ kind: event.kind, when }));
  const start = `${labelOf(item)}: ${title}, `;
  if (kind === 'off') return `${start}was ${day}`;
  if (days <= 1 && closesOf(item)) return `${start}${soonWords(item, reader)}`;
  return `${start}${kind === 'moved' && before && days > 1 ? movedWords(item, before) : day}`;
}

/** `from Fri 6 March to Fri 13 March`; of a window whose end alone moved `its end from ...`. */
function movedWords({ event: { kind }, when }: Item, before: NonNullable<Item['before']>): string {
  const both = [before, when];
  const [was = '', is = ''] = both.map((one) => briefDate(closingDay({ kind, when: one })));
  const [first = '', last = ''] = both.map((one) => briefDate(lastDay(one)));
  if (was !== is) return `from ${was} to ${is}`;
  return first === last ? `to another time on ${is}` : `its end from ${first} to ${last}`;
}

function blockTime(item: Item, { at, zone }: Reader): object {
  const { kind, event, when, before } = item;
  const own = { kind: event.kind, when };
  const closing = kind !== 'off' &&
    closesOf(item) && {
      happens: happens(event),
      here: closingMoment(own, zone),
      announced: announcedWords(own, { reader: zone, zone: event.zone }),
      left: leftWords(millis(cutoff(own)) - millis(at)),
    };
  return {
    kind,
    label: labelOf(item),
    day: dayWords(item),
    ...(before && kind === 'moved' && moveOf(item, before, zone)),
    ...closing,
  };
}

function closesOf({ event, when }: Item): boolean {
  return isClosing({ kind: event.kind, when });
}

/**
 * `Fri 20 March`; where it closes before that day is over on the reader's clock `closes 18:00 your time`, with the
 * day where that is another than the label says.
 */
function soonWords({ event, when, days }: Item, { at, zone }: Reader): string {
  const own = { kind: event.kind, when };
  const day = closingDay(own);
  if (days >= 0 && cutoff(own) >= startOfDay(addDays(day, 1), zone)) return briefDate(day);
  const labeled = withoutYear(days >= 0 ? day : dayIn(at, zone));
  return `${happens(event) ? '' : 'closes '}${closingMoment(own, zone).replace(`${labeled}, `, '')} your time`;
}

/** `In 7 days`, counted from the reader's day to the day on which it closes; `Moved`; `Tomorrow, moved`. */
function labelOf(item: Item): string {
  const { kind, days } = item;
  if (kind === 'off') return offLabel(item);
  if (kind === 'reminder') return soonLabel(item);
  const news = kind === 'moved' ? 'Moved' : 'Back on the schedule';
  return days > 1 ? news : `${soonLabel(item)}, ${news.toLowerCase()}`;
}

function offLabel({ calendar, event: { milestones } }: Item): string {
  const [shown] = milestones;
  const release = releaseOf(calendar, shown.release);
  // an event shows what lost its date as canceled
  const own = release?.milestones.find(({ id }) => id === shown.id) ?? shown;
  const status = release?.status === 'cancelled' ? 'cancelled' : offStatus(own);
  return { cancelled: 'Canceled', postponed: 'Postponed', undated: 'Date withdrawn' }[status ?? 'undated'];
}

function soonLabel(item: Item): string {
  const { days } = item;
  if (days > 1) return `In ${days} days`;
  if (days === 1) return 'Tomorrow';
  // over by the reader's calendar, but not everywhere
  return days === 0 ? 'Today' : closesOf(item) ? 'Still open' : 'Now';
}

function owner({ event, calendar }: Item): string {
  return ` (${ownerOf(event.milestones[0], calendar)})`;
}

/** `Code Freeze and Test Freeze (Example 1.30)` */
function titleOf(block: Block): string {
  const of = owner(block[0]);
  return `${joined(block.map(({ event }) => (event.title.endsWith(of) ? event.title.slice(0, -of.length) : event.title)))}${of}`;
}

/** `Monday 9 November 2026 to Thursday 12 November 2026` */
export function dayWords({ when }: Pick<Item, 'when'>): string {
  const [first, last] = [announcedDay(when), lastDay(when)];
  return last > first ? `${longDate(first)} to ${longDate(last)}` : longDate(first);
}

/** From where it moved: `one week later`, or on the same day when it would have closed. */
function moveOf({ event, when }: Item, before: NonNullable<Item['before']>, zone: Zone): object {
  const days = daysBetween(announcedDay(before), announcedDay(when));
  const own = { kind: event.kind, when: before };
  const [was, is] = [before, when].map((one) => dayWords({ when: one }));
  const isSpan = [before, when].some((one) => lastDay(one) > announcedDay(one));
  return {
    before: was,
    isSpan: isSpan && was !== is,
    shift: days === 0 ? undefined : `${span(Math.abs(days))} ${days > 0 ? 'later' : 'earlier'}`,
    was: isClosing(own) ? closingMoment(own, zone) : undefined,
  };
}

function span(days: number): string {
  if (days % 7 === 0) return days === 7 ? 'one week' : `${days / 7} weeks`;
  return days === 1 ? 'one day' : `${days} days`;
}
