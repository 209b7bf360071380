import type { Item } from '../domain/reminders/letter.ts';
import type { Instant, Zone } from '../domain/time/time.ts';
import { offStatus } from '../domain/calendar/off.ts';
import { ownerOf, patchVersions } from '../domain/calendar/patch.ts';
import { cutoff } from '../domain/calendar/deadline.ts';
import { addDays, dayIn, daysBetween, millis, startOfDay } from '../domain/time/time.ts';
import { announcedDay, lastDay } from '../domain/when/when.ts';
import { announcedWords, briefDate, closingMoment, happens, isClosing, longDate } from './words/cutoff.ts';
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
  const { kind, when, before, days } = item;
  const day = briefDate(announcedDay(when));
  const label = labelOf(item);
  switch (kind) {
    case 'reminder':
      return `${label}: ${title}, ${days <= 1 && closesOf(item) ? soonWords(item, reader) : day}`;
    case 'moved':
      return `${label}: ${title}, ${before ? `from ${briefDate(announcedDay(before))} ` : ''}to ${day}`;
    case 'restored':
      return `${label}: ${title}, ${day}`;
    case 'off':
      return `${label}: ${title}, was ${day}`;
  }
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
  const day = announcedDay(when);
  if (days >= 0 && cutoff(own) >= startOfDay(addDays(day, 1), zone)) return briefDate(day);
  const labeled = withoutYear(days >= 0 ? day : dayIn(at, zone));
  return `${happens(event) ? '' : 'closes '}${closingMoment(own, zone).replace(`${labeled}, `, '')} your time`;
}

/** `In 7 days`, counted from the reader's day to the announced day. */
function labelOf(item: Item): string {
  const { kind, event, days } = item;
  if (kind === 'moved') return 'Moved';
  if (kind === 'restored') return 'Back on the schedule';
  if (kind === 'off')
    return { cancelled: 'Canceled', postponed: 'Postponed', undated: 'Date withdrawn' }[
      offStatus(event.milestones[0]) ?? 'undated'
    ];
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
  return {
    before: dayWords({ when: before }),
    shift: days === 0 ? undefined : `${span(Math.abs(days))} ${days > 0 ? 'later' : 'earlier'}`,
    was: isClosing(own) ? closingMoment(own, zone) : undefined,
  };
}

function span(days: number): string {
  if (days % 7 === 0) return days === 7 ? 'one week' : `${days / 7} weeks`;
  return days === 1 ? 'one day' : `${days} days`;
}
