import type { Calendar, Milestone, Release } from '../../domain/calendar/calendar.ts';
import type { Freeze } from '../../domain/banner/freeze.ts';
import type { Instant } from '../../domain/time/time.ts';
import { addDays, dayIn, daysBetween } from '../../domain/time/time.ts';
import { announcedDay, isDated, lastDay } from '../../domain/when/when.ts';
import { briefWhen } from '../../formats/words/briefwhen.ts';
import { closes } from '../../domain/calendar/deadline.ts';
import { freezes } from '../../domain/banner/freeze.ts';
import { inDays, timeLeft } from '../../formats/words/timeleft.ts';
import { isClosing } from '../../formats/words/cutoff.ts';
import { isOffIn } from '../../domain/calendar/off.ts';
import { standsOn } from '../../domain/calendar/actual.ts';
import { zoneOf } from '../../domain/calendar/calendar.ts';

/** How a milestone stands at an instant: ahead or over, and what ends it. */
interface Standing {
  readonly says: string;
  /** Whether a script may count it down. */
  readonly left: boolean;
  readonly frozen: string | undefined;
  /** When the first of that stops being true. */
  readonly turns: readonly Instant[];
}

interface Place {
  readonly calendar: Calendar;
  readonly release: Release;
  readonly now: Instant;
}

/** `undefined` for what is off or has no day. */
export function standingOf(milestone: Milestone, { calendar, release, now }: Place): Standing | undefined {
  const when = standsOn(milestone);
  const { kind } = milestone;
  const end = closes({ kind, when }, release.zone);
  if (!isDated(when) || end === undefined || isOffIn(milestone, release)) return undefined;
  const freeze = freezes(calendar, (one) => one === milestone && kind === 'freeze')[0];
  const frozen = freeze && freezeWords(freeze, { calendar, release, now });
  const turns = [end, ...(freeze?.until ? [freeze.until] : [])].filter((turn) => turn > now);
  if (end <= now) return { says: 'Over', left: false, frozen, turns };
  if (isClosing({ kind, when })) {
    const left = timeLeft(end, now);
    return { says: left.says, left: true, frozen, turns: [...turns, left.turns] };
  }
  const days = daysBetween(dayIn(now, zoneOf(calendar)), announcedDay(when));
  return { says: inDays(days), left: false, frozen, turns };
}

function freezeWords({ since, until, ending }: Freeze, { calendar, release, now }: Place): string {
  if (!ending) return now < since ? 'No end is announced.' : 'In force; no end is announced.';
  const by = release.milestones.find((one) => (one.actual ?? one.when) === ending);
  const day = briefWhen(ending, zoneOf(calendar));
  const end = by ? `${by.name}, ${day}` : day;
  if (until !== undefined && until <= now) return `It was in force until ${end}.`;
  return now < since ? `It will be in force until ${end}.` : `In force until ${end}.`;
}

interface OneEvent {
  readonly google: string;
  readonly outlook: string;
  readonly ics: string;
}

/** Whether its page offers to add it to a calendar: it has a day, and is not over. */
export function isToAdd(milestone: Milestone, { release, now }: Omit<Place, 'calendar'>): boolean {
  const when = standsOn(milestone);
  const end = closes({ kind: milestone.kind, when }, release.zone);
  return isDated(when) && end !== undefined && end > now && !isOffIn(milestone, release);
}

/** Links that add one milestone to somebody's calendar. */
export function addLinks(milestone: Milestone, place: Place, url: string): OneEvent | undefined {
  const { calendar, release } = place;
  const when = standsOn(milestone);
  if (!isDated(when) || !isToAdd(milestone, place)) return undefined;
  const own = `${calendar.id}/${release.version}/${milestone.id}`;
  const title = `${milestone.name}, ${release.title}`;
  const isTimed = when.kind === 'instant';
  const [first, last] = isTimed ? [when.at, when.at] : [announcedDay(when), addDays(lastDay(when), 1)];
  const plain = (text: string): string => text.replaceAll(/[-:]|\.\d+/g, '');
  const google = new URLSearchParams({
    action: 'TEMPLATE',
    text: title,
    dates: `${plain(first)}/${plain(last)}`,
    details: `${url}/${own}`,
  });
  const outlook = new URLSearchParams({
    subject: title,
    startdt: first,
    enddt: last,
    allday: String(!isTimed),
    body: `${url}/${own}`,
  });
  return {
    google: `https://calendar.google.com/calendar/render?${google.toString()}`,
    outlook: `https://outlook.office.com/calendar/0/deeplink/compose?${outlook.toString()}`,
    ics: `${url}/${own}.ics`,
  };
}
