import type { Place, Problem } from '../problem/rule.ts';
import type { PlainDate } from '../time/time.ts';
import { doubt } from '../problem/rule.ts';
import { dateOf, daysBetween } from '../time/time.ts';
import { expected } from '../problem/expected.ts';

/** A day of a patch schedule, and where it stands. */
export interface Said {
  readonly day: PlainDate;
  readonly at: Place;
}

/** One patch: the last day for cherry-picks, and its own. */
export interface PatchDays {
  readonly name: string;
  readonly deadline: Said | undefined;
  readonly target: Said | undefined;
}

/** What a patch schedule says of one release. */
export interface ScheduledBranch {
  readonly release: string;
  readonly released: Said | undefined;
  readonly endOfLife: Said | undefined;
  readonly next: PatchDays | undefined;
  readonly previous: readonly PatchDays[];
}

/** A whole patch schedule: its branches, and the months whose branches are not named yet. */
export interface Train {
  readonly branches: readonly ScheduledBranch[];
  readonly upcoming: readonly PatchDays[];
}

/** Contradictions among its dates; none of them blocks a calendar. */
export function checkTrain({ branches, upcoming }: Train): readonly Problem[] {
  const patches = [
    ...branches.flatMap(({ next, previous }) => [...(next ? [next] : []), ...previous]),
    ...upcoming,
  ];
  return [
    ...branches.flatMap(released),
    ...branches.flatMap(lifetime),
    ...patches.flatMap(deadline),
    ...branches.flatMap((branch) => offTrain(branch, upcoming)),
  ];
}

/** A branch whose next patch lies before today (a day of the calendar's zone). */
export function staleTrain({ branches }: Train, today: PlainDate): readonly Problem[] {
  return branches.flatMap(({ release, next, endOfLife }) => {
    const target = next?.target;
    if (!next || !target || target.day >= today || (endOfLife && endOfLife.day < today)) return [];
    const days = daysBetween(target.day, today);
    const late = `${next.name}, planned for ${target.day}, ${days} ${days === 1 ? 'day' : 'days'} ago`;
    const says = expected(`a next patch of ${release} that is still ahead`, late);
    return [doubt(target.at, 'stale-schedule', says)];
  });
}

/** In days; dates further apart do not belong together. */
const longestWait = 60;
/** In days; the first patch follows its release within months. */
const longestUntilFirst = 150;

function targetOf({ previous }: ScheduledBranch, name: string): Said | undefined {
  return previous.find((patch) => patch.name === name)?.target;
}

/** A patch day that its release must be near, and how many days before it the release may be. */
function firstOf(branch: ScheduledBranch): { readonly first: Said; readonly before: number } | undefined {
  const [zero, one] = ['0', '1'].map((number) => targetOf(branch, `${branch.release}.${number}`));
  if (zero) return { first: zero, before: longestWait };
  if (one) return { first: one, before: longestUntilFirst };
  // a list that begins later only tells that the release was earlier
  const days = branch.previous.flatMap(({ target }) => target ?? []);
  const first = days.toSorted((a, b) => (a.day < b.day ? -1 : 1))[0];
  return first && { first, before: Infinity };
}

function released(branch: ScheduledBranch): readonly Problem[] {
  const { first, before } = firstOf(branch) ?? {};
  const said = branch.released;
  if (!said || !first || before === undefined) return [];
  const late = daysBetween(first.day, said.day);
  const meant = withNearestYear(said.day, first.day);
  if ((late <= longestWait && -late <= before) || meant === said.day) return [];
  const found = `${said.day}, though its first patch is dated ${first.day}`;
  const says = expected(`the release of ${branch.release} on ${meant}`, found);
  return [doubt(said.at, 'year-typo', says)];
}

/** The day in the year that brings it nearest to another, which is what was most likely meant. */
function withNearestYear(day: PlainDate, like: PlainDate): PlainDate {
  const [month, date, year] = [day.slice(5, 7), day.slice(8), like.slice(0, 4)].map(Number);
  const candidates = [-1, 0, 1].flatMap((more) => dateOf((year ?? 0) + more, month ?? 1, date ?? 1) ?? []);
  const distance = (one: PlainDate): number => Math.abs(daysBetween(one, like));
  return candidates.reduce((a, b) => (distance(b) < distance(a) ? b : a), day);
}

/** In days: about 14 months, with slack for holidays and for branches whose end was put off. */
const shortestLife = 330;
const longestLife = 560;

function lifetime(branch: ScheduledBranch): readonly Problem[] {
  const { release, endOfLife } = branch;
  const { first, before = Infinity } = firstOf(branch) ?? {};
  // a release day that is wrong itself is reported already
  const trusted = released(branch).length > 0 ? undefined : branch.released;
  const start = trusted ?? (before < Infinity ? first : undefined);
  if (!start || !endOfLife) return [];
  const days = daysBetween(start.day, endOfLife.day);
  const fits = (one: number): boolean => one >= shortestLife && one <= longestLife;
  // projects may support branches for other spans: only a year that another year would fix is a typo
  if (fits(days) || ![-2, -1, 1, 2].some((years) => fits(days + years * 365))) return [];
  const wanted = `the end of life of ${release} about 14 months after its release on ${start.day}`;
  const says = expected(wanted, endOfLife.day);
  return [doubt(endOfLife.at, 'year-typo', says)];
}

function deadline({ name, deadline: said, target }: PatchDays): readonly Problem[] {
  if (!said || !target) return [];
  const days = daysBetween(said.day, target.day);
  const meant = withNearestYear(said.day, target.day);
  const what = `the cherry-pick deadline of ${name}`;
  if (Math.abs(days) > longestWait && meant !== said.day) {
    const apart = `${Math.abs(days)} days ${days < 0 ? 'after' : 'before'} its release on ${target.day}`;
    const says = expected(`${what} on ${meant}`, `${said.day}, ${apart}`);
    return [doubt(said.at, 'year-typo', says)];
  }
  if (days >= 0) return [];
  const says = expected(`${what} no later than its release on ${target.day}`, said.day);
  return [doubt(said.at, 'deadline-after-target', says)];
}

function offTrain({ release, next }: ScheduledBranch, upcoming: readonly PatchDays[]): readonly Problem[] {
  if (!next?.target) return [];
  const month = next.target.day.slice(0, 7);
  const planned = upcoming.filter(({ target }) => target?.day.startsWith(month));
  if (planned.length === 0) return [];
  return (['target', 'deadline'] as const).flatMap((key) => {
    const own = next[key];
    const days = planned.flatMap((one) => one[key]?.day ?? []);
    if (!own || days.length === 0 || days.includes(own.day)) return [];
    const what = key === 'target' ? 'patch' : 'cherry-pick deadline';
    const wanted = `the next ${what} of ${release} on ${days.join(' or ')}, as upcoming_releases has it`;
    const says = expected(wanted, own.day);
    return [doubt(own.at, 'train-mismatch', says)];
  });
}
