import type { Handler, Route } from '../answers/handler.ts';
import type { Calendar, Release } from '../../domain/calendar/calendar.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { RowPlace, RowWish } from './rowview.ts';
import type { Service } from '../../service/service.ts';
import type { Words } from '../../formats/words/words.ts';
import { moves, nextMove } from '../../domain/history/move.ts';
import { cycle, cycleAt, hasCycle, nextEnd } from '../../domain/cycle/cycle.ts';
import { bannerUntil } from '../../domain/banner/banner.ts';
import { branches, isItself } from '../../domain/cycle/branch.ts';
import { briefWhen } from '../../formats/words/briefwhen.ts';
import { endsAt, isOn } from '../../domain/calendar/deadline.ts';
import { addDays, dayIn, plus, startOfDay, utc } from '../../domain/time/time.ts';
import { timelineText } from '../../formats/pictures/timeline.ts';
import { branchView } from './branchview.ts';
import { builderOf } from './builder.ts';
import { allMilestones, releaseOf, rolesOf, zoneOf } from '../../domain/calendar/calendar.ts';
import { pageTitle, patchTrain } from '../../domain/calendar/patch.ts';
import { kinds } from '../../domain/calendar/kind.ts';
import { withExpected } from '../../domain/calendar/expectedtrains.ts';
import { state } from '../../domain/banner/state.ts';
import { comingOf, movedOf, nextOf } from './cycleview.ts';
import { factsOf } from './factsview.ts';
import { granted, queryOf } from '../answers/handler.ts';
import { htmlPage } from '../answers/formatted.ts';
import { isOffIn } from '../../domain/calendar/off.ts';
import { refuse, sayUnknown } from '../../service/ports/refusal.ts';
import { rowChoices, rowsOf } from './rowview.ts';
import { staleAt } from '../../domain/cycle/stale.ts';
import { standsOn } from '../../domain/calendar/actual.ts';
import { currencyOf } from './currency.ts';
import { weekNow } from '../../domain/cycle/week.ts';

/** The pages of a calendar and of its releases. */
export function calendarRoutes(service: Service, words: Words): readonly Route[] {
  return [
    { path: '/:calendar/', handler: calendarPage(service, words), files: () => [{}] },
    {
      path: '/:calendar/:release/',
      handler: releasePage(service, words),
      files: ({ releases }) => releases.map(({ version }) => ({ release: version })),
    },
  ];
}

/** `/example/`: the next deadline, freezes, the current version, dates, branches, and how to subscribe. */
export function calendarPage(service: Service, words: Words): Handler {
  return (asked) => {
    const calendar = granted(service.publish.calendar(asked.params['calendar'] ?? ''));
    const builder = builderOf(service, calendar, asked);
    const { data, until } = viewOf(service, { calendar, now: service.clock() });
    return htmlPage(words('calendar', { ...data, builder, mail: service.mailing !== undefined }), until);
  };
}

const rowNames = ['kind', 'role'];

/** `/example/1.30/?role=docs-lead&kind=freeze`: one release, as long as its file exists. */
function releasePage(service: Service, words: Words): Handler {
  return (asked) => {
    const { calendar = '', release = '' } = asked.params;
    const found = granted(service.publish.release({ calendar, release }));
    const wish = wishIn(queryOf(asked, rowNames), found.release);
    const { data, until } = viewOf(service, { ...found, wish, now: service.clock() });
    return htmlPage(words('release', data), until);
  };
}

/** An empty choice is none. */
function wishIn({ role = '', kind = '' }: Readonly<Record<string, string>>, release: Release): RowWish {
  const roles = rolesOf({ releases: [release] }).map(({ id }) => id);
  if (role !== '' && !roles.includes(role))
    return granted(refuse('malformed-query', `role: ${sayUnknown('role', role, roles)}`));
  const found = kinds.find((one) => one === kind);
  if (kind !== '' && !found)
    return granted(refuse('malformed-query', `kind: ${sayUnknown('kind', kind, kinds)}`));
  return { role: role === '' ? undefined : role, kind: found };
}

interface PageRequest {
  readonly calendar: Calendar;
  readonly release?: Release;
  readonly wish?: RowWish;
  readonly now: Instant;
}

interface View {
  readonly data: object;
  /** When the first statement on the page stops being true. */
  readonly until: Instant | undefined;
}

/** What only matters for so long is not shown later, in days. */
const lately = 60;

function viewOf(service: Service, { calendar, release, wish, now }: PageRequest): View {
  const shown = release ?? cycleAt(calendar, now);
  const told = release ? { ...calendar, releases: [release] } : calendar;
  const moved = moves(told, now);
  const timeline = shown && cycle(calendar, shown, now);
  const next = nextOf(calendar, now, release);
  const since = startOfDay(addDays(dayIn(now, utc), -lately), utc);
  const recent = release ? moved : moved.filter(({ after }) => after.since >= since);
  return {
    until: turnOf(calendar, { shown, told, now, next: next?.turns }),
    data: {
      url: service.publicUrl,
      calendar: calendarWords(calendar),
      release: shown && releaseWords(shown, calendar, now),
      next,
      ...factsOf(calendar, now, release),
      timeline: timeline && { text: timelineText(timeline) },
      ...(shown && tableOf({ calendar, release: shown, moves: moved, now }, wish)),
      coming: release ? [] : comingOf(calendar, now),
      moved: movedOf(calendar, recent),
      branches: branchView(calendar, now),
      ...currencyOf(calendar, now),
      releases: calendar.releases
        .filter((one) => hasCycle(one) && one !== release)
        .map(({ version }) => version)
        .toReversed(),
    },
  };
}

interface Turning {
  readonly shown: Release | undefined;
  readonly told: Calendar;
  readonly now: Instant;
  readonly next: Instant | undefined;
}

function turnOf(calendar: Calendar, { shown, told, now, next }: Turning): Instant | undefined {
  const zone = zoneOf(calendar);
  const turns = [
    bannerUntil(calendar, now),
    nextMove(told, now),
    shown && nextEnd(calendar, shown, now),
    next,
    startOfDay(addDays(dayIn(now, zone), 1), zone),
    state(calendar, now).changesAt,
    staleAt(calendar, now),
    startOfDay(addDays(dayIn(now, utc), 1), utc),
  ];
  return turns.filter((turn) => turn !== undefined).toSorted()[0];
}

function calendarWords(calendar: Calendar): object {
  const { id, title, description, homepage, vocabulary } = calendar;
  const all = allMilestones(calendar);
  const schedule = all.length === 0 || all.some(isItself) ? 'release schedule' : 'schedule';
  return { id, title, description, homepage, heading: `${title} ${schedule}`, words: vocabulary.words };
}

function releaseWords(release: Release, calendar: Calendar, now: Instant): object {
  const zone = zoneOf(calendar);
  const { version, homepage, status } = release;
  const branch = branches(calendar, now).find((one) => one.release === version);
  const out = release.milestones.find(isItself);
  const on = release.milestones.filter((one) => isOn(one, release));
  // what has no date yet is still to come
  const later = plus(now, 'P1D');
  const isOut = out !== undefined && (out.actual !== undefined || (endsAt(out, release) ?? now) < now);
  return {
    version,
    homepage,
    status,
    title: pageTitle(release, calendar),
    isTrain: version === patchTrain,
    week: weekNow(release, now),
    left: on.filter((one) => (endsAt(one, release) ?? later) > now).length,
    all: on.length,
    out: isOut && !isOffIn(out, release) ? briefWhen(standsOn(out), zone) : undefined,
    ended: branch?.phase === 'ended' && branch.endOfLife && briefWhen(standsOn(branch.endOfLife), zone),
    ends: branch?.phase !== 'ended' && branch?.endOfLife && briefWhen(standsOn(branch.endOfLife), zone),
    newest: branch?.newest?.patch,
  };
}

/** The page of the patch train also shows expected patches. */
function tableOf({ calendar, release, ...place }: RowPlace, wish: RowWish = {}): object {
  const isTrain = release.version === patchTrain;
  const from = isTrain ? withExpected(calendar, dayIn(place.now, utc)) : calendar;
  const full = { ...place, calendar: from, release: releaseOf(from, release.version) ?? release };
  return { rows: rowsOf(full, wish), choices: rowChoices(release, wish) };
}
