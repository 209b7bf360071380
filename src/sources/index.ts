import type { Problem } from '../domain/rule.ts';
import type { Shape } from './part.ts';
import type { Source } from '../service/source.ts';
import { checkPath } from './check.ts';
import { cycleShape } from './cycle.ts';
import { endOfLifeShape } from './endoflife.ts';
import { folderSource } from './folder.ts';
import { patchShape } from './patches.ts';
import { releaseShape } from './release.ts';

/** The list of shapes that a YAML file of a calendar can have, told by its top-level keys. */
export const shapes: readonly Shape[] = [releaseShape, cycleShape, patchShape, endOfLifeShape];

/** Calendars in a folder, every shape of them. */
export function calendarsIn(folder: string, options: { readonly poll: boolean }): Source {
  return folderSource(folder, shapes, options);
}

/** What is wrong at a path: a folder of calendars, a calendar or one file. */
export function check(path: string): Promise<readonly Problem[]> {
  return checkPath(path, shapes);
}
