import type { Banner, Group } from '../banner/banner.ts';
import type { Milestone } from '../calendar/calendar.ts';

/** A banner that names a release day as editors do: `1.38 Released`. Other names stay as their calendar has them. */
export function withVersions(banner: Banner): Banner {
  return { ...banner, next: named(banner.next), then: named(banner.then) };
}

function named(group: Group | undefined): Group | undefined {
  return group && { ...group, milestones: group.milestones.map(released) };
}

function released(milestone: Milestone): Milestone {
  const { kind, short, release } = milestone;
  const isPlain = kind === 'release' && /^release( day)?$/i.test(short);
  return isPlain ? { ...milestone, short: `${release} Released` } : milestone;
}
