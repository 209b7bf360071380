import type { Ahead } from '../calendar/deadline.ts';
import type { Banner } from './banner.ts';
import type { Calendar, Milestone, Release } from '../calendar/calendar.ts';
import type { Instant, PlainDate } from '../time/time.ts';
import type { When } from '../when/when.ts';
import { groups } from './banner.ts';
import { releaseOf } from '../calendar/calendar.ts';
import { closes, cutoff, isOn } from '../calendar/deadline.ts';
import { expectedTrains } from '../calendar/expectedtrains.ts';
import { freezes, gateOf, inForce } from './freeze.ts';
import { isPatch, patchVersions } from '../calendar/patch.ts';
import { addDays, dayIn, utc } from '../time/time.ts';
import { announcedDay, isDated } from '../when/when.ts';

/** In the order in which a section says them. */
export const sentenceKinds = [
  'phase',
  'key-dates',
  'cherry-pick',
  'cherry-pick-expected',
  'patches-targeted',
  'patches-available',
  'exceptions',
  'maintenance',
  'end-of-life',
  'moved',
] as const;

/** One thing that is true at the instant of the issue; templates supply the words. */
export interface Sentence {
  readonly kind: (typeof sentenceKinds)[number];
  readonly milestones: readonly Milestone[];
  readonly release: string;
  /** The release's title: `Example 1.38`. */
  readonly title: string;
  /** The time it speaks of: until when, by when, since when. */
  readonly when?: When;
  /** For `moved`: the time announced before. */
  readonly before?: When;
  readonly patches?: readonly string[];
  /** Whether it has already happened. */
  readonly past?: boolean;
  readonly link?: string;
}

/** What sentences are made from. */
export interface View {
  readonly calendar: Calendar;
  readonly at: Instant;
  readonly today: PlainDate;
  readonly dated: readonly Ahead[];
  readonly banner: Banner;
}

const soonDays = 14;
export const latelyDays = 7;

/** One function for each kind of sentence, in order; each returns nothing unless it is true. */
export const sayings: readonly ((view: View) => readonly Sentence[])[] = [
  phase,
  keyDates,
  cherryPick,
  cherryPickExpected,
  targeted,
  available,
  exceptions,
  (view) => notices(view, 'maintenance'),
  (view) => notices(view, 'end-of-life'),
];

function of({ version, title }: Release): Pick<Sentence, 'release' | 'title'> {
  return { release: version, title };
}

/** Of some patches; the newest branch among them gives the release. */
function ofPatches(
  kind: Sentence['kind'],
  { releases, title }: Calendar,
  milestones: readonly Milestone[],
): Sentence {
  const versions = milestones.map(({ release }) => release);
  const newest = releases.findLast(({ version }) => versions.includes(version));
  const whose = newest ? of(newest) : { release: '', title };
  return { kind, milestones, ...whose, patches: patchVersions(milestones) };
}

/** What closes builds now, grouped by release and by when they open again. */
function phase({ calendar, at }: View): Sentence[] {
  const gates = inForce(freezes(calendar, gateOf(calendar)), at);
  const stretches = Map.groupBy(gates, ({ milestone, until }) => `${milestone.release} ${until ?? ''}`);
  return [...stretches.values()].flatMap((some): readonly Sentence[] => {
    const [first] = some;
    const release = first && releaseOf(calendar, first.milestone.release);
    if (!release) return [];
    const { ending } = first;
    const milestones = some.map(({ milestone }) => milestone);
    return [{ kind: 'phase', milestones, ...of(release), ...(ending && { when: ending }) }];
  });
}

/** The key dates, until the first counted freeze of the cycle begins. */
function keyDates({ at, dated, banner: { next } }: View): Sentence[] {
  const own = dated.filter(({ release }) => release.version === next?.release);
  const [first] = own;
  const freezes = own.filter(({ milestone }) => milestone.kind === 'freeze' && milestone.banner);
  const begun = freezes.some(({ ends }) => ends <= at);
  const milestones = (first?.release.milestones ?? []).filter(
    (one) => one.key && first && isOn(one, first.release),
  );
  return !first || begun || milestones.length === 0
    ? []
    : [{ kind: 'key-dates', milestones, ...of(first.release) }];
}

function cherryPick({ calendar, today, banner: { cherryPick: pick } }: View): Sentence[] {
  if (!pick || pick.day > addDays(today, soonDays)) return [];
  const { milestones } = pick;
  return [{ ...ofPatches('cherry-pick', calendar, milestones), ...timeOf(milestones) }];
}

/** The next one that a rule predicts, if none is announced. */
function cherryPickExpected({ calendar, at, today, banner: { cherryPick: announced } }: View): Sentence[] {
  if (announced) return [];
  const first = expectedTrains(calendar, dayIn(at, utc)).find(
    (one) => one.kind === 'cherry-pick' && (closes(one, utc) ?? at) > at,
  );
  if (!first || !isDated(first.when) || announcedDay(first.when) > addDays(today, soonDays)) return [];
  const whose = { release: first.release, title: calendar.title };
  return [{ kind: 'cherry-pick-expected', milestones: [first], ...whose, when: first.when }];
}

/** Patches whose cherry-pick deadline is over (or that have none) and whose day is near. */
function targeted({ calendar, at, today, dated }: View): Sentence[] {
  const waiting = new Set(
    dated
      .filter(({ milestone, ends }) => milestone.kind === 'cherry-pick' && isPatch(milestone) && ends > at)
      .map(({ milestone }) => `${milestone.release} ${milestone.patch ?? ''}`),
  );
  const near = dated.filter(
    ({ milestone, ends, day }) =>
      milestone.kind === 'patch' &&
      !milestone.actual &&
      ends > at &&
      day <= addDays(today, soonDays) &&
      !waiting.has(`${milestone.release} ${milestone.patch ?? ''}`),
  );
  return groups(near).map(({ milestones }) => ({
    ...ofPatches('patches-targeted', calendar, milestones),
    ...timeOf(milestones),
  }));
}

/** Only patches known to be published: those with an `actual` in the last days. */
function available({ calendar, today, dated }: View): Sentence[] {
  const out = dated.filter(({ milestone: { kind, actual } }) => {
    if (kind !== 'patch' || !actual || !isDated(actual)) return false;
    const day = announcedDay(actual);
    return day <= today && day > addDays(today, -latelyDays);
  });
  const milestones = out.map(({ milestone }) => milestone);
  return milestones.length === 0 ? [] : [ofPatches('patches-available', calendar, milestones)];
}

/** Where to ask for an exception, in the week around a freeze that allows them. */
function exceptions({ at, today, dated }: View): Sentence[] {
  return dated.flatMap(({ milestone, release, day, ends }) => {
    const around = day <= addDays(today, latelyDays) && day >= addDays(today, -latelyDays);
    const call = milestone.term?.exceptions;
    if (!around || call === undefined) return [];
    const link = release.milestones.find(({ id }) => id === call)?.link;
    if (link === undefined) return [];
    return [
      {
        kind: 'exceptions',
        milestones: [milestone],
        ...of(release),
        when: milestone.when,
        past: ends <= at,
        link,
      },
    ];
  });
}

/** Goes by what really happened, where known: a branch may end later than planned. */
function notices({ at, today, dated }: View, kind: 'maintenance' | 'end-of-life'): Sentence[] {
  return dated.flatMap(({ milestone, release }) => {
    const when = milestone.actual ?? milestone.when;
    if (milestone.kind !== kind || !isDated(when)) return [];
    const day = announcedDay(when);
    const near = day <= addDays(today, soonDays) && day > addDays(today, -latelyDays);
    return near
      ? [{ kind, milestones: [milestone], ...of(release), when, past: cutoff({ kind, when }) <= at }]
      : [];
  });
}

function timeOf([first]: readonly Milestone[]): { readonly when?: When } {
  return first ? { when: first.when } : {};
}
