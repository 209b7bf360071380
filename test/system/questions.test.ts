import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { Milestone, Release } from '../../src/domain/calendar/calendar.ts';
import type { PlainDate } from '../../src/domain/time/time.ts';
import type { Reader, Step } from './reader.ts';
import type { Service } from '../../src/service/service.ts';
import { isDated, lastDay } from '../../src/domain/when/when.ts';
import { valueOf, wired } from '../service/wired.ts';
import { needChromium, withBrowser } from './browser.ts';
import { atOwnAddress } from './own.ts';
import { effortOf, effortWithReadme, isOnFirstScreen, keepEfforts } from './reader.ts';

needChromium();

interface Question extends Reader {
  /** Where they begin. */
  readonly from: string;
  readonly steps: readonly Step[];
  /** What the release's rows make the answer, worked out without the pages. */
  readonly answer: (release: Release, reader: Reader) => readonly string[];
  readonly release: string;
  /** The rows of the release's README that come nearest to an answer. */
  readonly rows: readonly string[];
}

const questions: Readonly<Record<string, Question>> = {
  'a contributor how long it is until Code Freeze, and when that is on their clock': {
    ...{ now: '2026-10-20T09:20:00Z', zone: 'Asia/Kathmandu', from: '/kubernetes/', release: '1.38' },
    steps: [pressing(link('Code Freeze'))],
    answer: (release, { now, zone }) => {
      const end = endOnEarth(dayOf(release, 'code-freeze'));
      return [`${timeUntil(end, now)} left`, onClock(end, zone)];
    },
    rows: ['Code Freeze'],
  },
  'an approver whether they may merge, and until when not': {
    ...{ now: '2026-11-25T18:00:00Z', zone: 'America/Los_Angeles', from: '/kubernetes/', release: '1.38' },
    steps: [],
    answer: (release, { now }) => {
      assert.ok(endOnEarth(dayOf(release, 'code-freeze')) <= new Date(now));
      const until = briefly(dayOf(release, 'thaw'));
      return ['Frozen?', `Yes, Kubernetes 1.38 until ${until}: Code Freeze and Test Freeze.`];
    },
    rows: ['Thaw'],
  },
  'a user whether 1.35 is supported, and until when': {
    ...{ now: '2026-11-25T07:00:00Z', zone: 'Africa/Nairobi', from: '/kubernetes/', release: '1.35' },
    steps: [
      pressing(link('Releases')),
      pressing((page) => page.getByRole('region', { name: 'Releases' }).getByRole('link', { name: '1.35' })),
    ],
    answer: (release) => [`supported until ${briefly(dayOf(release, ({ kind }) => kind === 'end-of-life'))}`],
    rows: ['End of life'],
  },
  'a docs lead what is theirs this week': {
    ...{ now: '2026-11-30T17:00:00Z', zone: 'America/New_York', from: '/kubernetes/1.38/', release: '1.38' },
    steps: [
      (page) => page.getByLabel('Role').selectOption('Docs Lead'),
      pressing((page) => page.getByRole('button', { name: 'Show' })),
    ],
    answer: ({ milestones }, { now }) =>
      milestones
        .filter(({ role }) => role.includes('Docs Lead') || role.includes('ALL'))
        .filter(({ when }) => isDated(when) && weekOf(lastDay(when)) === weekOf(now))
        .map(({ name }) => name),
    rows: ['Burndown meetings become daily', 'Final draft of the release notes begins', 'Docs Freeze'],
  },
  'an editor what to print': {
    ...{ now: '2026-11-25T12:00:00Z', zone: 'Europe/Berlin', from: '/kubernetes/', release: '1.38' },
    steps: [pressing(link('Markdown'))],
    answer: (release) => [`**Next Deadline: Docs Freeze, ${printed(dayOf(release, 'docs-freeze'))} (AoE)**`],
    rows: ['Docs Freeze'],
  },
};

describe('the pages, on the first screen of a phone', function () {
  for (const [who, { from, steps, answer, release, rows, ...reader }] of Object.entries(questions))
    it(`tell ${who}: ${steps.length} ${steps.length === 1 ? 'click' : 'clicks'}, no lower than in the README`, () =>
      served(reader.now, (service, url) =>
        withBrowser(async (browser) => {
          const known = valueOf(service.publish.release({ calendar: 'kubernetes', release })).release;

          const found = await effortOf(browser, reader, {
            from: `${url}${from}`,
            steps,
            answer: answer(known, reader),
          });

          const beside = await effortWithReadme(browser, reader, { release: known, rows });
          keepEfforts(who, [found, beside]);
          assert.ok(found.place, `cannot be seen: ${answer(known, reader).join(' | ')}`);
          const { top, bottom } = found.place;
          assert.ok(isOnFirstScreen(found.place), `stands from ${top} to ${bottom}`);
          assert.ok(found.clicks <= 2, `${found.clicks} clicks`);
          assert.ok(found.bytes > 1_000 && found.bytes < 50_000, `${found.bytes} bytes`);
          assert.ok(!beside.place || bottom <= beside.place.bottom, `the README: ${beside.place?.bottom}`);
        }),
      ));
});

async function served(now: string, story: (service: Service, url: string) => Promise<void>): Promise<void> {
  const service = await wired({ now });
  await atOwnAddress(service, (url) => story(service, url));
}

function pressing(seen: (page: Page) => Locator): Step {
  return (page) => seen(page).click();
}

function link(name: string): (page: Page) => Locator {
  return (page) => page.getByRole('link', { name, exact: true }).filter({ visible: true }).first();
}

function dayOf({ milestones }: Release, which: string | ((one: Milestone) => boolean)): PlainDate {
  const found = milestones.find((one) => (typeof which === 'string' ? one.id === which : which(one)));
  assert.ok(found && isDated(found.when));
  return lastDay(found.when);
}

const [hour, day] = [3_600_000, 86_400_000];

/** The first day of all was a Thursday; a week begins on Monday. */
function weekOf(text: string): number {
  return Math.floor((Date.parse(text) / day + 3) / 7);
}

/** A day ends last twelve hours west of Greenwich. */
function endOnEarth(text: PlainDate): Date {
  return new Date(Date.parse(text) + day + 12 * hour);
}

function timeUntil(end: Date, now: string): string {
  const hours = Math.floor((end.getTime() - Date.parse(now)) / hour);
  return `${Math.floor(hours / 24)} days ${hours % 24} hours`;
}

function parts(at: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', options).format(at).replaceAll(',', '');
}

/** `Thursday 19 November 2026, 17:45` */
function onClock(at: Date, timeZone: string): string {
  const date = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  return `${parts(at, { timeZone, ...date })}, ${parts(at, { timeZone, hour: '2-digit', minute: '2-digit' })}`;
}

/** `Wed 16 Dec 2026` */
function briefly(text: PlainDate): string {
  const date = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  return parts(new Date(text), { timeZone: 'UTC', ...date });
}

/** `Dec 2nd` */
function printed(text: PlainDate): string {
  const [month, date] = [parts(new Date(text), { timeZone: 'UTC', month: 'short' }), Number(text.slice(8))];
  const ending = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' };
  return `${month} ${date}${ending[new Intl.PluralRules('en', { type: 'ordinal' }).select(date)]}`;
}
