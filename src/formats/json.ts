import type { Banner, Group } from '../domain/banner/banner.ts';
import type { Freeze } from '../domain/banner/freeze.ts';
import type { Overview } from '../domain/cycle/overview.ts';
import type { Feed } from '../domain/feed/feed.ts';
import type { Format } from './words/format.ts';
import type { Calendar, Milestone, Style } from '../domain/calendar/calendar.ts';
import type { Move } from '../domain/history/move.ts';
import type { State } from '../domain/banner/state.ts';
import type { Section } from '../domain/banner/section.ts';
import type { Templates, Words } from './words/words.ts';
import { daysLate, standsOn } from '../domain/calendar/actual.ts';
import { cutoff } from '../domain/calendar/deadline.ts';
import { memoized } from '../domain/memo/memoized.ts';
import { announcedDay, endOf, isDated, lastDay, utcDay } from '../domain/when/when.ts';
import { comparedData } from './words/compared.ts';
import { sayBanner, saySentence } from './words/say.ts';
import { plainWords } from './text.ts';

/** JSON documents; their JSON Schemas are published under `docs/schema`. */
export function json(templates: Templates): Format {
  const words = plainWords(templates);
  return {
    name: 'json',
    media: 'application/json; charset=utf-8',
    lines: true,
    banner: (banner, style) => written(bannerData(banner, style, words)),
    section: (section, style) => written(sectionData(section, style, words)),
    feed: feedText,
    changes: (calendar, found) => `${written(changesData(calendar, found))}\n`,
    compared: (found) => `${written(comparedData(found))}\n`,
    state: (state) => `${written(stateData(state))}\n`,
  };
}

/** What is not there is null. */
function written(data: object): string {
  return JSON.stringify(data, (_key, value: unknown) => (value === undefined ? null : value));
}

function bannerData(banner: Banner, style: Style, words: Words): object {
  const { calendar, at, next, then, cherryPick } = banner;
  return {
    calendar,
    at,
    next: next && groupData(next),
    then: then && groupData(then),
    cherryPick: cherryPick && { day: cherryPick.day, cutoff: cherryPick.cutoff, patches: cherryPick.patches },
    text: sayBanner(banner, style, words),
  };
}

function groupData({ release, day, utcDay: decided, cutoff: end, milestones }: Group): object {
  return {
    release,
    day,
    utcDay: decided,
    cutoff: end,
    milestones: milestones.map(bannerMilestone),
  };
}

function bannerMilestone({ id, release, name, short, kind, role, link, when }: Milestone): object {
  const dated = isDated(when);
  return {
    id,
    release,
    name,
    short,
    kind,
    role,
    link,
    when,
    day: dated ? announcedDay(when) : undefined,
    utcDay: dated ? utcDay(when) : undefined,
    cutoff: dated ? cutoff({ kind, when }) : undefined,
  };
}

function sectionData({ calendar, slug, at, banner, sentences }: Section, style: Style, words: Words): object {
  return {
    calendar,
    slug,
    at,
    banner: bannerData(banner, style, words),
    sentences: sentences.map((sentence) => ({
      kind: sentence.kind,
      text: saySentence(sentence, banner.zone, words),
      milestones: sentence.milestones.map(bannerMilestone),
    })),
  };
}

/** Each milestone is written once. */
function feedText({ calendar, release, stale, milestones }: Feed): string {
  const head = written({
    calendar: calendar.id,
    release,
    revision: calendar.revision,
    stale: stale && { since: stale.since, why: stale.why },
  });
  return `${head.slice(0, -1)},"milestones":[${milestones.map(milestoneText).join()}]}\n`;
}

const milestoneText = memoized((milestone: Milestone) => written(milestoneData(milestone)));

function milestoneData(milestone: Milestone): object {
  const { id, release, name, short, kind, role, status, banner, key, link, note, when } = milestone;
  const { sequence, created, changed, actual } = milestone;
  const dated = isDated(when);
  const stands = standsOn(milestone);
  return {
    id,
    release,
    name,
    short,
    kind,
    role,
    status,
    banner,
    key,
    link,
    note,
    when,
    actual,
    daysLate: daysLate(milestone),
    expected: milestone.expected ?? false,
    start: isDated(stands) ? announcedDay(stands) : undefined,
    end: isDated(stands) ? lastDay(stands) : undefined,
    at: when.kind === 'instant' || when.kind === 'aoe' ? endOf(when) : undefined,
    cutoff: dated ? cutoff({ kind, when }) : undefined,
    sequence,
    created,
    changed,
  };
}

function changesData(calendar: Calendar, found: readonly Move[]): object {
  return {
    calendar: calendar.id,
    changes: found.map(({ milestone: { id, release, name }, kind, before, after, notice }) => ({
      release,
      id,
      name,
      kind,
      before: { name: before.name, status: before.status, when: before.when },
      after: { name: after.name, status: after.status, when: after.when },
      since: after.since,
      noticeDays: notice,
    })),
  };
}

/** What `show` prints. */
export function overviewData({ calendar, release, role, at, next, frozen, rows }: Overview): string {
  return `${written({
    calendar: calendar.id,
    release: release.version,
    role: role?.id,
    at,
    next: next && groupData(next),
    frozen: frozen.map(freezeData),
    milestones: rows.map(({ milestone, state }) => ({ ...milestoneData(milestone), state })),
  })}\n`;
}

function freezeData({ milestone: { release, id }, since, until }: Freeze): object {
  return { id, release, since, until };
}

function stateData({ calendar, at, gate, freezes, changesAt }: State): object {
  return {
    calendar,
    at,
    frozen: gate.closed,
    gate: {
      closed: gate.closed,
      since: gate.since,
      until: gate.until,
      by: gate.by.map(({ milestone: { release, id } }) => ({ id, release })),
    },
    freezes: freezes.map(freezeData),
    changesAt,
  };
}
