import type { Calendar, Milestone, Release } from '../../domain/calendar/calendar.ts';
import type { Handler, HandlerRequest, Route } from '../answers/handler.ts';
import type { Instant, Zone } from '../../domain/time/time.ts';
import type { Service } from '../../service/service.ts';
import type { Words } from '../../formats/words/words.ts';
import { expected } from '../../domain/problem/expected.ts';
import { moves, nextMove } from '../../domain/history/move.ts';
import { daysLate, isAwaited, otherwise, standsOn } from '../../domain/calendar/actual.ts';
import { zoneOf } from '../../domain/calendar/calendar.ts';
import { zoneTitle } from '../../domain/banner/printed.ts';
import { pageTitle } from '../../domain/calendar/patch.ts';
import { findZone, zoneHint } from '../../domain/when/findzone.ts';
import { quote } from '../../domain/problem/suggestion.ts';
import { addDays, dayIn, startOfDay, utc, zone } from '../../domain/time/time.ts';
import { cutoff, happens } from '../../domain/calendar/deadline.ts';
import { isDated } from '../../domain/when/when.ts';
import { briefWhen, spokenWhen } from '../../formats/words/briefwhen.ts';
import { isClosing, longMoment, midnightOf } from '../../formats/words/cutoff.ts';
import { refuse, sayUnknown } from '../../service/ports/refusal.ts';
import { staleAt } from '../../domain/cycle/stale.ts';
import { currencyOf } from './currency.ts';
import { eventData } from './eventdata.ts';
import { addLinks, standingOf } from './standing.ts';
import { momentOf, movedOf } from './cycleview.ts';
import { granted, queryOf } from '../answers/handler.ts';
import { htmlPage } from '../answers/formatted.ts';
import { calendarInPath, inQuery, milestoneInPath, queryNames, releaseInPath } from '../answers/operation.ts';
import { isOffIn } from '../../domain/calendar/off.ts';
import { statusWord } from '../../formats/words/statusword.ts';

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

const values = [inQuery('tz', 'A city or time zone: Berlin, PT, UTC+8, AoE or Europe/Berlin')];

/** The pages of milestones; a file server serves `feature-freeze` from `feature-freeze/index.html`. */
export function milestoneRoutes(service: Service, words: Words): readonly Route[] {
  const handler = milestonePage(service, words);
  return [
    {
      path: '/:calendar/:release/:milestone',
      handler,
      operation: {
        says: 'A page that shows the time of a milestone in any zone',
        values: [calendarInPath, releaseInPath, milestoneInPath, ...values],
        answers: [{ format: 'html', media: 'text/html' }],
        examples: ['/{calendar}/{release}/{milestone}?tz=Asia/Kathmandu'],
      },
    },
    { path: '/:calendar/:release/:milestone.html', handler },
    {
      path: '/:calendar/:release/:milestone/',
      handler,
      files: ({ releases }) =>
        releases.flatMap(({ version, milestones }) =>
          milestones.map(({ id }) => ({ release: version, milestone: id })),
        ),
    },
  ];
}

/** `/example/1.38/feature-freeze?tz=Asia/Tokyo`: one milestone, and its cutoff around the world. */
function milestonePage(service: Service, words: Words): Handler {
  return (asked) => {
    const query = queryOf(asked, queryNames(values));
    const { calendar, release, milestone } = milestoneIn(service, asked.params);
    const own = zoneOf(calendar);
    const tz = zoneIn(query['tz'] ?? own);
    const now = service.clock();
    // only this milestone's: a site has hundreds of pages
    const alone = { ...calendar, releases: [{ ...release, milestones: [milestone] }] };
    const tomorrow = startOfDay(addDays(dayIn(now, utc), 1), utc);
    const place = { calendar, release, now };
    const standing = standingOf(milestone, place);
    const turns = [nextMove(alone, now), staleAt(calendar, now), tomorrow, ...(standing?.turns ?? [])];
    const { stale, knownOut } = currencyOf(calendar, now);
    const moved = moves(alone, now);
    const text = words('moment', {
      ...about(milestone, place),
      standing,
      add: addLinks(milestone, place, service.publicUrl),
      event: eventData(milestone, { calendar, release, moves: moved, url: service.publicUrl }),
      moved: movedOf(calendar, moved),
      stale,
      knownOut,
      url: service.publicUrl,
      ...around(milestone, { calendar: own, tz, chosen: query['tz'] !== undefined, now }),
    });
    return htmlPage(text, turns.filter((turn) => turn !== undefined).toSorted()[0]);
  };
}

interface Found {
  readonly calendar: Calendar;
  readonly release: Release;
  readonly milestone: Milestone;
}

/** What `/example/1.38/feature-freeze` is about, by an id or one it had before. */
export function milestoneIn({ publish }: Service, params: HandlerRequest['params']): Found {
  const { calendar: id = '', release: version = '', milestone: wanted = '' } = params;
  const { calendar, release } = granted(publish.release({ calendar: id, release: version }));
  const milestone = release.milestones.find((one) => [one.id, ...one.aliases].includes(wanted));
  if (milestone) return { calendar, release, milestone };
  const known = release.milestones.map(({ id }) => id);
  const says = `${sayUnknown('milestone', wanted, known)} (release ${release.version})`;
  return granted(refuse('unknown-milestone', says));
}

function zoneIn(text: string): Zone {
  const says = expected('a city or time zone, such as Berlin or PT', `${quote(text)}${zoneHint(text)}`);
  return findZone(text) ?? granted(refuse('malformed-query', `tz: ${says}`));
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
      spoken: isClosing({ kind, when: standsOn(milestone) })
        ? spokenWhen(standsOn(milestone), zoneOf(calendar), now)
        : briefWhen(standsOn(milestone), zoneOf(calendar)),
      plan: otherwise(milestone) && isDated(when) ? briefWhen(when, zoneOf(calendar)) : undefined,
      late: daysLate(milestone),
      awaited: isAwaited(milestone, calendar, now),
      off: off && statusWord(off),
    },
  };
}

interface Around {
  readonly calendar: Zone;
  readonly tz: Zone;
  readonly chosen: boolean;
  readonly now: Instant;
}

/** The cutoff in the requested zone and in those of `places`. */
function around(milestone: Milestone, { calendar, tz, chosen, now }: Around): object {
  const { kind } = milestone;
  const when = standsOn(milestone);
  const midnight = midnightOf({ kind, when });
  if (!isDated(when)) return { tz: zoneTitle(tz), chosen };
  const end = cutoff({ kind, when });
  return {
    tz: zoneTitle(tz),
    chosen,
    ends: endWords({ kind, when }, end <= now),
    cutoff: momentOf(end, calendar, midnight),
    here: longMoment(end, tz, midnight),
    places: places.map((place) => ({ name: nameOf(place), at: longMoment(end, place, midnight) })),
  };
}

/** What the moments are: when it closes, or the end of a day that has no time. */
function endWords(milestone: Pick<Milestone, 'kind' | 'when'>, isOver: boolean): string | undefined {
  if (!isClosing(milestone)) return `The end of that day; no exact time ${isOver ? 'was' : 'is'} announced.`;
  if (happens(milestone)) return undefined;
  return isOver ? 'Closed then.' : 'Closes then; anything later is too late.';
}

function nameOf(place: Zone): string {
  if (place === utc) return 'UTC';
  return place.startsWith('Etc/') ? 'Anywhere on Earth (AoE)' : place.replaceAll('_', ' ');
}
