import type { Calendar, Release } from '../../domain/calendar/calendar.ts';
import type { Freeze } from '../../domain/banner/freeze.ts';
import type { Instant, PlainDate } from '../../domain/time/time.ts';
import type { NamedLink } from './cycleview.ts';
import { branches, currentRelease, isItself } from '../../domain/cycle/branch.ts';
import { announcedDay, isDated } from '../../domain/when/when.ts';
import { briefWhen, withoutYear } from '../../formats/words/briefwhen.ts';
import { dayInWords } from '../../domain/time/datewords.ts';
import { dayIn, utc } from '../../domain/time/time.ts';
import { freezes, gateOf, inForce } from '../../domain/banner/freeze.ts';
import { named } from './cycleview.ts';
import { releaseOf, zoneOf } from '../../domain/calendar/calendar.ts';
import { standsOn } from '../../domain/calendar/actual.ts';

/** What the first screen answers besides what is next. */
export interface FirstScreen {
  readonly frozen: readonly object[];
  /** What freezes next, while nothing is frozen. */
  readonly nextFreeze: object | undefined;
  /** Whether anything of the calendar ever freezes. */
  readonly freezes: boolean;
  readonly current: object | undefined;
  /** The day up to which its dates are known. */
  readonly asOf: string | undefined;
}

export function factsOf(calendar: Calendar, now: Instant, release?: Release): FirstScreen {
  const all = freezes(calendar, gateOf(calendar)).filter(
    ({ milestone }) => !release || milestone.release === release.version,
  );
  const days = [calendar.revised && dayIn(calendar.revised, utc), ...answers(calendar)];
  const asOf = days
    .filter((day) => day !== undefined)
    .toSorted()
    .at(-1);
  return {
    frozen: frozenOf(calendar, all, now),
    nextFreeze: nextFreeze(calendar, all, now),
    freezes: all.length > 0,
    current: currentOf(calendar, now),
    asOf: asOf && dayInWords(asOf),
  };
}

function answers({ origins = [] }: Calendar): readonly (PlainDate | undefined)[] {
  return origins.map(({ answered }) => answered);
}

/** What closes builds now, one line per release and end. */
function frozenOf(calendar: Calendar, gates: readonly Freeze[], now: Instant): readonly object[] {
  const stretches = Map.groupBy(
    inForce(gates, now),
    ({ milestone, until }) => `${milestone.release} ${until ?? ''}`,
  );
  return [...stretches.values()].map((some) => ({
    names: some.map(({ milestone }) => named(milestone, calendar)),
    of: releaseOf(calendar, some[0]?.milestone.release ?? '')?.title,
    until: some[0]?.ending && briefWhen(some[0].ending, zoneOf(calendar)),
  }));
}

function nextFreeze(calendar: Calendar, gates: readonly Freeze[], now: Instant): object | undefined {
  const [first] = gates.filter(({ since }) => since > now).toSorted((a, b) => (a.since < b.since ? -1 : 1));
  if (!first) return undefined;
  const { milestone } = first;
  return {
    ...named(milestone, calendar),
    day: isDated(milestone.when) ? withoutYear(announcedDay(milestone.when)) : undefined,
  };
}

interface Current extends NamedLink {
  readonly day: string | undefined;
  readonly newest: string | undefined;
  readonly newestDay: string | undefined;
}

function currentOf(calendar: Calendar, now: Instant): Current | undefined {
  const release = currentRelease(calendar, now);
  if (!release) return undefined;
  const out = release.milestones.find(isItself);
  const newest = branches(calendar, now).find((one) => one.release === release.version)?.newest;
  const zone = zoneOf(calendar);
  return {
    name: release.version,
    path: `${calendar.id}/${release.version}/`,
    day: out && briefWhen(standsOn(out), zone),
    newest: newest?.patch,
    newestDay: newest?.actual && briefWhen(newest.actual, zone),
  };
}
