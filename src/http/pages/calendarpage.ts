import type { Handler, Route } from '../answers/handler.ts';
import type { Pages } from './page.ts';
import type { Calendar, Release } from '../../domain/calendar/calendar.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Service } from '../../service/service.ts';
import type { Words } from '../../formats/words/words.ts';
import { moves, nextMove } from '../../domain/history/move.ts';
import { cycle, cycleAt, hasCycle, nextEnd } from '../../domain/cycle/cycle.ts';
import { bannerUntil } from '../../domain/banner/banner.ts';
import { addDays, dayIn, startOfDay, utc } from '../../domain/time/time.ts';
import { timelineText } from '../../formats/pictures/timeline.ts';
import { branchView } from './branchview.ts';
import { builderOf } from './builder.ts';
import { releaseOf, zoneOf } from '../../domain/calendar/calendar.ts';
import { pageTitle, patchTrain } from '../../domain/calendar/patch.ts';
import { withExpected } from '../../domain/calendar/expected.ts';
import { state } from '../../domain/banner/state.ts';
import { comingOf, frozenOf, movedOf, nextOf, rowsOf } from './cycleview.ts';
import { granted, queryOf } from '../answers/handler.ts';
import { htmlPage } from '../answers/formatted.ts';
import { staleAt } from '../../domain/cycle/stale.ts';
import { currencyOf } from './currency.ts';

/** The pages of a calendar and of its releases. */
export function calendarRoutes(service: Service, words: Words, pages: Pages): readonly Route[] {
  return [
    { path: '/:calendar/', handler: calendarPage(service, words, pages), files: () => [{}] },
    {
      path: '/:calendar/:release/',
      handler: releasePage(service, words),
      files: ({ releases }) => releases.map(({ version }) => ({ release: version })),
    },
  ];
}

/** `/kubernetes/`: the next deadline, the cycle, moved dates, and how to subscribe. */
export function calendarPage(service: Service, words: Words, pages: Pages): Handler {
  return (asked) => {
    const calendar = granted(service.publish.calendar(asked.params['calendar'] ?? ''));
    const builder = builderOf(service, calendar, asked);
    const mail = service.mailing && pages.formIn(calendar);
    const { data, until } = viewOf(service, { calendar, now: service.clock() });
    return htmlPage(words('calendar', { ...data, builder, mail }), until);
  };
}

/** `/kubernetes/1.30/`: one release, as long as its file exists. */
function releasePage(service: Service, words: Words): Handler {
  return (asked) => {
    queryOf(asked, []);
    const { calendar = '', release = '' } = asked.params;
    const found = granted(service.publish.release({ calendar, release }));
    const { data, until } = viewOf(service, { ...found, now: service.clock() });
    return htmlPage(words('release', data), until);
  };
}

interface PageRequest {
  readonly calendar: Calendar;
  readonly release?: Release;
  readonly now: Instant;
}

interface View {
  readonly data: object;
  /** When the first statement on the page stops being true. */
  readonly until: Instant | undefined;
}

/** Half a year, in days. */
const lately = 183;

function viewOf(service: Service, { calendar, release, now }: PageRequest): View {
  const shown = release ?? cycleAt(calendar, now);
  // the page of the patch train also shows expected patches
  const rowsFrom = shown?.version === patchTrain ? withExpected(calendar, dayIn(now, utc)) : calendar;
  const told = release ? { ...calendar, releases: [release] } : calendar;
  const moved = moves(told, now);
  const timeline = shown && cycle(calendar, shown, now);
  const zone = zoneOf(calendar);
  const next = nextOf(calendar, now, release);
  const turns = [
    bannerUntil(calendar, now),
    nextMove(told, now),
    shown && nextEnd(calendar, shown, now),
    next?.turns,
    startOfDay(addDays(dayIn(now, zone), 1), zone),
    state(calendar, now).changesAt,
    staleAt(calendar, now),
    startOfDay(addDays(dayIn(now, utc), 1), utc),
  ];
  const since = startOfDay(addDays(dayIn(now, utc), -lately), utc);
  const recent = release ? moved : moved.filter(({ after }) => after.since >= since);
  return {
    until: turns.filter((turn) => turn !== undefined).toSorted()[0],
    data: {
      url: service.publicUrl,
      calendar: {
        id: calendar.id,
        title: calendar.title,
        description: calendar.description,
        homepage: calendar.homepage,
      },
      release: shown && {
        version: shown.version,
        title: pageTitle(shown, calendar),
        homepage: shown.homepage,
        status: shown.status,
      },
      next,
      frozen: frozenOf(calendar, now, release),
      timeline: timeline && { text: timelineText(timeline) },
      rows: shown ? rowsOf(rowsFrom, releaseOf(rowsFrom, shown.version) ?? shown, moved, now) : [],
      isTrain: shown?.version === patchTrain,
      coming: release ? [] : comingOf(calendar, now),
      moved: movedOf(calendar, recent),
      branches: branchView(calendar, now),
      ...currencyOf(calendar, now),
      releases: calendar.releases
        .filter((one) => hasCycle(one) && one !== shown)
        .map(({ version }) => version)
        .toReversed(),
    },
  };
}
