import type { Change } from '../../domain/history/change.ts';
import type { When } from '../../domain/when/when.ts';
import { writeWhen } from '../../domain/when/writewhen.ts';

/** One line per change, for a person at a terminal. */
export function changeLines(changes: readonly Change[]): string {
  const fresh = Map.groupBy(
    changes.filter(({ kind }) => kind === 'appeared'),
    ({ release }) => release,
  );
  const many = new Set([...fresh].flatMap(([release, { length }]) => (length > most ? [release] : [])));
  const others = changes.filter(({ kind, release }) => kind !== 'appeared' || !many.has(release));
  return [
    ...others.map((change) => `${change.release}/${change.id}  ${say(change)}\n`),
    ...[...many].map((release) => `${release}  ${fresh.get(release)?.length ?? 0} milestones are new\n`),
  ].join('');
}

/** More new milestones become one line. */
const most = 10;

function say({ kind, id, name, before, after }: Change): string {
  const zones = kind === 'moved' || kind === 'unset';
  const [was, is] = shown(before?.when, after?.when, zones);
  switch (kind) {
    case 'moved':
    case 'unset':
      return `${name} moved from ${was} to ${is}`;
    case 'filled':
      return `${name} now has a date: ${is}`;
    case 'reworded':
      return `${name} is written differently but means the same time: ${is}`;
    case 'appeared':
      return `${name} is new: ${is}`;
    case 'gone':
      return `${name} is no longer in its source (was ${was})`;
    case 'postponed':
      return `${name} is postponed (was ${was})`;
    case 'restored':
      return `${name} is back on the schedule: ${is}`;
    case 'cancelled':
      return `${name} is canceled (was ${was})`;
    case 'renamed':
      return before?.name === name
        ? `${name} has a new id (was ${before.id})`
        : `${before?.name ?? id} is now called ${name}`;
  }
}

/** The dates in plain form; their zones are added when nothing else differs. */
function shown(
  before: When | undefined,
  after: When | undefined,
  zones: boolean,
): readonly [was: string, is: string] {
  const [was, is] = [before ? writeWhen(before) : '', after ? writeWhen(after) : ''];
  return zones && was === is ? [`${was}${zoneOf(before)}`, `${is}${zoneOf(after)}`] : [was, is];
}

function zoneOf(when: When | undefined): string {
  return when?.kind === 'day' || when?.kind === 'span' ? ` (${when.zone})` : '';
}
