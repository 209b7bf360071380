import type { Calendar, Milestone, Release } from '../../domain/calendar/calendar.ts';
import type { Move } from '../../domain/history/move.ts';
import type { When } from '../../domain/when/when.ts';
import { announcedDay, isDated, lastDay } from '../../domain/when/when.ts';
import { isOffIn } from '../../domain/calendar/off.ts';
import { standsOn } from '../../domain/calendar/actual.ts';

interface Place {
  readonly calendar: Calendar;
  readonly release: Release;
  readonly moves: readonly Move[];
  readonly url: string;
}

/** A milestone as schema.org's Event, for search engines; `undefined` for what has no day. */
export function eventData(milestone: Milestone, place: Place): object | undefined {
  const { calendar, release, moves, url } = place;
  const when = standsOn(milestone);
  if (!isDated(when)) return undefined;
  const moved = moves.find(({ kind }) => kind === 'moved')?.before.when;
  const page = `${url}/${calendar.id}/${release.version}/${milestone.id}`;
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: `${milestone.name}, ${release.title}`,
    startDate: startOf(when),
    endDate: when.kind === 'instant' ? when.at : lastDay(when),
    eventStatus: `https://schema.org/${statusOf(milestone, release, moved)}`,
    ...(moved && isDated(moved) && { previousStartDate: startOf(moved) }),
    eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode',
    location: { '@type': 'VirtualLocation', url: page },
    organizer: { '@type': 'Organization', name: calendar.title, url: calendar.homepage ?? url },
    ...(milestone.note !== undefined && { description: milestone.note }),
    url: page,
  };
}

function startOf(when: When): string | undefined {
  if (!isDated(when)) return undefined;
  return when.kind === 'instant' ? when.at : announcedDay(when);
}

function statusOf(milestone: Milestone, release: Release, moved: When | undefined): string {
  if (milestone.status === 'postponed') return 'EventPostponed';
  if (isOffIn(milestone, release)) return 'EventCancelled';
  return moved ? 'EventRescheduled' : 'EventScheduled';
}
