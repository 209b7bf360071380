import type { Checked } from '../service/ports/checked.ts';
import type { Shape, Shapes, TextShape } from './shapes/part.ts';
import type { Source } from '../service/ports/source.ts';
import type { Checking } from './upkeep/checkpath.ts';
import type { Instant } from '../domain/time/time.ts';
import type { Keeper } from '../service/ports/keep.ts';
import type { Sync } from '../service/ports/sync.ts';
import { checkPath } from './upkeep/checkpath.ts';
import { openKeeper } from './upkeep/keeper.ts';
import { openOrigins } from './sync/fetchorigin.ts';
import { openSync } from './sync/syncfiles.ts';
import { cycleShape } from './cycles/releasecycle.ts';
import { endOfLifeShape } from './shapes/endoflife.ts';
import { folderSource } from './calendar/folder.ts';
import { openstackShape } from './shapes/openstack.ts';
import { patchShape } from './shapes/patches.ts';
import { readmeShape } from './cycles/readme.ts';
import { releaseShape } from './shapes/release.ts';
import { releasedShape } from './shapes/released.ts';
import type { Texts } from '../service/ports/texts.ts';
import { noTexts } from '../service/ports/texts.ts';

/** All YAML formats that a calendar can use, recognized by their top-level keys. */
const yaml: readonly Shape[] = [
  releaseShape,
  cycleShape,
  patchShape,
  endOfLifeShape,
  releasedShape,
  openstackShape,
];

/** All text formats, recognized by their file extension. */
const texts: readonly TextShape[] = [readmeShape];

const shapes: Shapes = { shapes: yaml, texts };

/** The calendars in a folder, in any format, with the texts fetched for them. */
export function calendarsIn(
  folder: string,
  { poll, texts = noTexts }: { readonly poll: boolean; readonly texts?: Texts },
): Source {
  return folderSource(folder, { shapes, poll, texts: (calendar) => texts.of(calendar) });
}

/** Maintainers' operations on the files of a folder of calendars. */
export function keeperOf(calendars: string, now: () => Instant): Keeper {
  return openKeeper({ calendars, shapes, now });
}

/** Fetches the sources of the calendars in a folder. */
export function syncOf(calendars: string, now: () => Instant, texts: Texts): Sync {
  return openSync({ calendars, shapes, now, texts, fetcher: openOrigins() });
}

/** Reads and checks a path: a folder of calendars, a calendar or one file. */
export function check(path: string, how: Omit<Checking, 'shapes'>): Promise<Checked> {
  return checkPath(path, { ...how, shapes });
}
