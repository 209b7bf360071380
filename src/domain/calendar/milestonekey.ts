import type { Milestone } from './calendar.ts';

/** `<release>/<milestone id>`: unique in a calendar, and the key of its history, news, overrides and announcements. */
export type MilestoneKey = `${string}/${string}`;

export function milestoneKey({ release, id }: Pick<Milestone, 'release' | 'id'>): MilestoneKey {
  return `${release}/${id}`;
}
