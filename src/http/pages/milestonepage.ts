import type { Answer } from '../../service/ports/refusal.ts';
import type { Calendar, Milestone, Release } from '../../domain/calendar/calendar.ts';
import type { Handler } from '../answers/handler.ts';
import type { Instant, Zone } from '../../domain/time/time.ts';
import type { Service } from '../../service/service.ts';
import type { Words } from '../../formats/words/words.ts';
import { moves, nextMove } from '../../domain/history/move.ts';
import { daysLate, isAwaited, otherwise, standsOn } from '../../domain/calendar/actual.ts';
import { zoneOf } from '../../domain/calendar/calendar.ts';
import { pageTitle } from '../../domain/calendar/patch.ts';
import { addDays, dayIn, startOfDay, utc, zone, zoneNames } from '../../domain/time/time.ts';
import { cutoff } from '../../domain/calendar/deadline.ts';
import { isDated } from '../../domain/when/when.ts';
import { briefWhen } from '../../formats/words/briefwhen.ts';
import { isClosing, longMoment, midnightOf } from '../../formats/words/cutoff.ts';
import { refuse, sayUnknown } from '../../service/ports/refusal.ts';
import { staleAt } from '../../domain/cycle/stale.ts';
import { currencyOf } from './currency.ts';
import { momentOf, movedOf } from './cycleview.ts';
import { queryOf } from '../answers/handler.ts';
import { isOffIn } from '../../domain/calendar/off.ts';

/** From where a day ends last to where it ends first. */
const places = [
  'Etc/GMT+12',
  'Pacific/Honolulu',
  'America/Los_Angeles',
  'America/New_York',
  'America/Sao_Paulo',
  'UTC',
  'Europe/London',
  'Europe/Berlin',
  'Africa/Nairobi',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
].flatMap((name) => zone(name) ?? []);

/** `/kubernetes/1.38/code-freeze?tz=Asia/Tokyo`: one milestone, and its cutoff around the world. */
export function milestonePage(service: Service, words: Words): Handler {
  return (asked) => {
    const query = queryOf(asked, ['tz']);
    if ('refusal' in query) return query;
    const { calendar: id = '', release: version = '', milestone: wanted = '' } = asked.params;
    const found = service.publish.release({ calendar: id, release: version });
    if ('refusal' in found) return found;
    const { calendar, release } = found.value;
    const milestone = release.milestones.find((one) => [one.id, ...one.aliases].includes(wanted));
    if (!milestone) return unknown(release, wanted);
    const tz = zoneIn(query.value['tz'] ?? zoneOf(calendar));
    if ('refusal' in tz) return tz;
    const now = service.clock();
    // only this milestone's: a site has hundreds of pages
    const alone = { ...calendar, releases: [{ ...release, milestones: [milestone] }] };
    const moved = movedOf(calendar, moves(alone, now));
    const tomorrow = startOfDay(addDays(dayIn(now, utc), 1), utc);
    const until = [nextMove(alone, now), staleAt(calendar, now), tomorrow]
      .flatMap((one) => one ?? [])
      .toSorted()[0];
    const { stale, knownOut } = currencyOf(calendar, now);
    const data = {
      ...about(milestone, { calendar, release, now }),
      moved,
      stale,
      knownOut,
      url: service.publicUrl,
    };
    const text = words('moment', {
      ...data,
      ...around(milestone, {
        calendar: zoneOf(calendar),
        tz: tz.value,
        chosen: query.value['tz'] !== undefined,
      }),
    });
    return {
      value: { media: 'text/html; charset=utf-8', body: Buffer.from(`${text}\n`), until, cache: 'banner' },
    };
  };
}

function unknown(release: Release, wanted: string): ReturnType<typeof refuse> {
  const known = release.milestones.map(({ id }) => id);
  return refuse(
    'unknown-milestone',
    `${sayUnknown('milestone', wanted, known)} (release ${release.version})`,
  );
}

function zoneIn(text: string): Answer<Zone> {
  const found = zone(text.trim());
  return found
    ? { value: found }
    : refuse('malformed-query', `tz: ${sayUnknown('time zone', text, zoneNames())}`);
}

interface About {
  readonly calendar: Calendar;
  readonly release: Release;
  readonly now: Instant;
}

function about(milestone: Milestone, { calendar, release, now }: About): object {
  const { id, name, kind, when, role, note, link, status } = milestone;
  const off = isOffIn(milestone, release) && (status === 'planned' ? release.status : status);
  return {
    calendar: { id: calendar.id, title: calendar.title },
    release: { version: release.version, title: pageTitle(release, calendar) },
    milestone: {
      id,
      name,
      kind,
      role: role.join(', '),
      note,
      link,
      day: briefWhen(standsOn(milestone), zoneOf(calendar)),
      plan: otherwise(milestone) && isDated(when) ? briefWhen(when, zoneOf(calendar)) : undefined,
      late: daysLate(milestone),
      awaited: isAwaited(milestone, calendar, now),
      off,
    },
  };
}

/** The cutoff in the requested zone and in those of `places`. */
function around(
  milestone: Milestone,
  { calendar, tz, chosen }: { readonly calendar: Zone; readonly tz: Zone; readonly chosen: boolean },
): object {
  const { kind } = milestone;
  const when = standsOn(milestone);
  const midnight = midnightOf({ kind, when });
  if (!isDated(when)) return { tz, chosen };
  const end = cutoff({ kind, when });
  const isEnd = isClosing({ kind, when });
  return {
    tz,
    chosen,
    isEnd,
    cutoff: momentOf(end, calendar, midnight),
    here: longMoment(end, tz, midnight),
    places: places.map((place) => ({ name: nameOf(place), at: longMoment(end, place, midnight) })),
  };
}

function nameOf(place: Zone): string {
  if (place === utc) return 'UTC';
  return place.startsWith('Etc/') ? 'Anywhere on Earth (AoE)' : place.replaceAll('_', ' ');
}
