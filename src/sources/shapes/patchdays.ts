import type { CalendarContext } from './part.ts';
import type { ScheduledBranch, PatchDays, Said, Train } from '../../domain/lint/checktrain.ts';
import type { Document } from '../yaml/yaml.ts';
import type { Path } from '../yaml/path.ts';
import { readWhen } from '../../domain/when/readwhen.ts';
import { announcedDay, isDated } from '../../domain/when/when.ts';

interface PatchFields {
  readonly release?: string | undefined;
  readonly cherryPickDeadline?: string | undefined;
  readonly targetDate?: string | undefined;
}

interface BranchFields {
  readonly release: string;
  readonly releaseDate?: string | undefined;
  readonly endOfLifeDate?: string | undefined;
  readonly next?: PatchFields | undefined;
  readonly previousPatches?: readonly PatchFields[] | undefined;
}

interface ScheduleFields {
  readonly schedules: readonly BranchFields[];
  readonly upcoming_releases?: readonly PatchFields[] | undefined;
}

/** The days of a patch schedule with their places, for the linter. Invalid dates are already reported. */
export function trainOf(fields: ScheduleFields, document: Document, { zone }: CalendarContext): Train {
  const said = (text: string | undefined, path: Path): Said | undefined => {
    const when = text === undefined ? undefined : readWhen(text, { zone }).when;
    return when && isDated(when) ? { day: announcedDay(when), at: document.at(path) } : undefined;
  };
  const patch = ({ release, cherryPickDeadline, targetDate }: PatchFields, path: Path): PatchDays => ({
    name: release ?? `the patches of ${(targetDate ?? '').slice(0, 7)}`,
    deadline: said(cherryPickDeadline, [...path, 'cherryPickDeadline']),
    target: said(targetDate, [...path, 'targetDate']),
  });
  const branch = (one: BranchFields, index: number): ScheduledBranch => {
    const path = ['schedules', index];
    return {
      release: one.release,
      released: said(one.releaseDate, [...path, 'releaseDate']),
      endOfLife: said(one.endOfLifeDate, [...path, 'endOfLifeDate']),
      next: one.next && patch(one.next, [...path, 'next']),
      previous: (one.previousPatches ?? []).map((row, place) =>
        patch(row, [...path, 'previousPatches', place]),
      ),
    };
  };
  return {
    branches: fields.schedules.map(branch),
    upcoming: (fields.upcoming_releases ?? []).map((row, place) => patch(row, ['upcoming_releases', place])),
  };
}
