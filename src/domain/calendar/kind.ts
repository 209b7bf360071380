/** What a milestone is. A closed list: feeds, filters and colors depend on it. */
export const kinds = [
  'start',
  'freeze',
  'deadline',
  'release',
  'prerelease',
  'cherry-pick',
  'patch',
  'maintenance',
  'end-of-life',
  'event',
  'task',
] as const;
export type Kind = (typeof kinds)[number];
