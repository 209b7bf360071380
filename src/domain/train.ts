import type { Finding, Place, Problem } from './rule.ts';
import type { PlainDate } from './time.ts';
import { problem } from './rule.ts';
import { daysBetween } from './time.ts';

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
export interface Branch {
  readonly release: string;
  readonly released: Said | undefined;
  readonly endOfLife: Said | undefined;
  readonly next: PatchDays | undefined;
  readonly previous: readonly PatchDays[];
}

/** A whole patch schedule: its branches, and the months whose branches are not named yet. */
export interface Train {
  readonly branches: readonly Branch[];
  readonly upcoming: readonly PatchDays[];
}

/** What its dates say against each other; nothing of it stops a calendar. */
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
    const says = `the next patch of ${release}, ${next.name}, was due on ${target.day}, ${daysBetween(target.day, today)} days ago; wanted the one after it`;
    return [tell(target.at, { rule: 'stale-schedule', says })];
  });
}

function tell(at: Place, finding: Finding): Problem {
  return problem(at, finding, { blocks: false });
}

/** Days further apart do not belong together. */
const longestWait = 60;

/** The day of x.y.0, or of the first patch after it. */
function firstOf({ release, previous }: Branch): Said | undefined {
  const days = previous.flatMap(({ target }) => target ?? []).toSorted((a, b) => (a.day < b.day ? -1 : 1));
  return previous.find(({ name }) => name === `${release}.0`)?.target ?? days[0];
}

function released(branch: Branch): readonly Problem[] {
  const first = firstOf(branch);
  const said = branch.released;
  if (!said || !first || daysBetween(first.day, said.day) <= longestWait) return [];
  const says = `found the release of ${branch.release} on ${said.day}, but its first patch is of ${first.day}; wanted ${sameYear(said.day, first.day)}`;
  return [tell(said.at, { rule: 'year-typo', says })];
}

/** The day with the other's year, which is what was most likely meant. */
function sameYear(day: PlainDate, like: PlainDate): string {
  return `${like.slice(0, 4)}${day.slice(4)}`;
}

/** About 14 months, with slack for holidays and for branches whose end was put off. */
const shortestLife = 330;
const longestLife = 560;

function lifetime(branch: Branch): readonly Problem[] {
  const { release, endOfLife } = branch;
  // a release day that is wrong itself has been told
  const start = released(branch).length > 0 ? firstOf(branch) : (branch.released ?? firstOf(branch));
  if (!start || !endOfLife) return [];
  const days = daysBetween(start.day, endOfLife.day);
  if (days >= shortestLife && days <= longestLife) return [];
  const says = `found the end of life of ${release} on ${endOfLife.day}, ${days} days after its release on ${start.day}; wanted about 14 months`;
  return [tell(endOfLife.at, { rule: 'year-typo', says })];
}

function deadline({ name, deadline: said, target }: PatchDays): readonly Problem[] {
  if (!said || !target) return [];
  const days = daysBetween(said.day, target.day);
  if (Math.abs(days) > longestWait) {
    const says = `found the cherry-pick deadline of ${name} on ${said.day}, ${Math.abs(days)} days ${days < 0 ? 'after' : 'before'} its release on ${target.day}; wanted ${sameYear(said.day, target.day)}`;
    return [tell(said.at, { rule: 'year-typo', says })];
  }
  if (days >= 0) return [];
  const says = `found the cherry-pick deadline of ${name} on ${said.day}, after its release on ${target.day}; wanted a day before it`;
  return [tell(said.at, { rule: 'deadline-after-target', says })];
}

function offTrain({ release, next }: Branch, upcoming: readonly PatchDays[]): readonly Problem[] {
  if (!next?.target) return [];
  const month = next.target.day.slice(0, 7);
  const planned = upcoming.filter(({ target }) => target?.day.startsWith(month));
  if (planned.length === 0) return [];
  return (['target', 'deadline'] as const).flatMap((key) => {
    const own = next[key];
    const days = planned.flatMap((one) => one[key]?.day ?? []);
    if (!own || days.length === 0 || days.includes(own.day)) return [];
    const what = key === 'target' ? 'patch' : 'cherry-pick deadline';
    const says = `found the next ${what} of ${release} on ${own.day}, but upcoming_releases has ${days.join(' and ')} for that month; wanted the same`;
    return [tell(own.at, { rule: 'train-mismatch', says })];
  });
}
