import type { Calendar, Milestone, Release } from '../calendar/calendar.ts';
import type { Instant } from '../time/time.ts';
import { dayInWords } from '../time/datewords.ts';
import { closes, datedMilestones } from '../calendar/deadline.ts';
import { hasCycle, mayChange } from './cycle.ts';
import { isPatch } from '../calendar/patch.ts';
import { plus, startOfDay, utc } from '../time/time.ts';

/** Why a calendar is stale: what it says may no longer be true. */
export interface Stale {
  /** When the first of its reasons began. */
  readonly since: Instant;
  /** Whole sentences. */
  readonly why: string;
}

interface Reason {
  readonly since: Instant;
  readonly says: string;
}

/** `undefined` while it is fresh by its own rule. Never used for a banner. */
export function staleness(calendar: Calendar, now: Instant): Stale | undefined {
  const reasons = reasonsOf(calendar, now)
    .filter(({ since }) => since <= now)
    .toSorted((a, b) => (a.since < b.since ? -1 : 1));
  const [first] = reasons;
  return first && { since: first.since, why: reasons.map(({ says }) => says).join(' ') };
}

/** When `staleness` may next answer differently: at its next reason; `undefined` when none is to come. */
export function staleAt(calendar: Calendar, now: Instant): Instant | undefined {
  return reasonsOf(calendar, now)
    .flatMap(({ since }) => (since > now ? since : []))
    .toSorted()[0];
}

function reasonsOf(calendar: Calendar, now: Instant): readonly Reason[] {
  return [...oldSources(calendar, now), ...oldTrain(calendar, now), ...noCycle(calendar)];
}

function oldSources(calendar: Calendar, now: Instant): readonly Reason[] {
  const { stale: { sources } = {}, origins = [], revised } = calendar;
  if (sources === undefined) return [];
  return origins.flatMap(({ file, release: version, answered }) => {
    const release = calendar.releases.find((one) => one.version === version);
    if (release && !mayChange(release, now)) return [];
    // whoever revised the files knew the schedule then
    const last = [answered && startOfDay(answered, utc), revised]
      .filter((one) => one !== undefined)
      .toSorted()
      .at(-1);
    if (last === undefined) return [];
    const when =
      answered === undefined
        ? 'has never answered'
        : `has not answered correctly since ${dayInWords(answered)}`;
    return [{ since: plus(last, sources), says: `The source of ${file} ${when}.` }];
  });
}

function oldTrain(
  { stale: { trains } = {}, releases, vocabulary }: Calendar,
  now: Instant,
): readonly Reason[] {
  if (trains === undefined) return [];
  const patches = releases
    .filter((release) => isSupported(release, now))
    // a patch known only by its tag was never announced
    .map((release) =>
      only(release, (one) => one.kind === 'patch' && isPatch(one) && one.when.kind !== 'tbd'),
    );
  const newest = datedMilestones({ releases: patches })
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
    .at(-1);
  if (!newest) return [];
  const says = `No ${vocabulary.words.patch} later than ${dayInWords(newest.day)} is announced.`;
  const end = closes(newest.milestone, newest.release.zone) ?? newest.ends;
  return [{ since: plus(end, trains), says }];
}

/** It has patches, and its end is not known to be over; this includes the unnamed patches. */
function isSupported(release: Release, now: Instant): boolean {
  const end = release.milestones.find(({ id }) => id === 'end-of-life');
  const over = end && closes({ kind: end.kind, when: end.actual ?? end.when }, release.zone);
  return release.milestones.some(isPatch) && !(over !== undefined && over <= now);
}

function noCycle(calendar: Calendar): readonly Reason[] {
  const { stale: { cycles } = {} } = calendar;
  if (cycles === undefined) return [];
  const days = calendar.releases.filter(hasCycle).map((one) => only(one, ({ kind }) => kind === 'release'));
  const last = datedMilestones({ releases: days })
    .toSorted((a, b) => (a.ends < b.ends ? -1 : 1))
    .at(-1);
  if (!last) return [];
  const place = calendar.releases.findIndex(({ version }) => version === last.release.version);
  const later = calendar.releases.slice(place + 1).filter(hasCycle);
  if (datedMilestones({ releases: later }).some(({ ends }) => ends > last.ends)) return [];
  return [
    {
      since: plus(last.ends, cycles),
      says: `No ${calendar.vocabulary.words.cycle} after ${last.release.title} is known.`,
    },
  ];
}

/** Every page asks for staleness, so what does not affect it is left out. */
function only(release: Release, wanted: (milestone: Milestone) => boolean): Release {
  return { ...release, milestones: release.milestones.filter(wanted) };
}
