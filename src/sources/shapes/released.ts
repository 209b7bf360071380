import type { Part, Shape } from './part.ts';
import { z } from 'zod';
import { slug } from '../../domain/calendar/calendar.ts';
import { draftOf } from './part.ts';
import { fit } from '../yaml/shape.ts';
import { tbd } from '../../domain/when/when.ts';

const released = z.object({
  versions: z.record(z.string(), z.object({ date: z.string() })),
});

/** Tags with dates, as in release-data. Adds actual days to plans, and patches that nobody planned. */
export const releasedShape: Shape = {
  name: 'released',
  keys: ['versions'],
  read(document, around) {
    const found = fit(document, released, { keptByOthers: true })?.versions ?? {};
    return Object.entries(found).flatMap(([item, { date }]): readonly Part[] => {
      const of = /^(\d+(?:\.\d+)+)\.(\d+)$/.exec(item) ?? /^(\d+)\.(\d+)$/.exec(item);
      const [, version, number] = of ?? [];
      if (version === undefined) return [];
      const at = document.at(['versions', item, 'date']);
      const actual = document.when(date, { at, zone: around.zone, blocks: false });
      const names =
        number === '0'
          ? ({ id: 'release', name: 'Release Day', kind: 'release' } as const)
          : ({
              id: `patch-${slug(item)}`,
              name: `Patch release ${item}`,
              kind: 'patch',
              patch: item,
            } as const);
      // tags have no plan
      const draft = draftOf({ ...names, when: tbd, actual, key: false, status: 'done' }, around);
      const drafts = [{ draft, at, afterwards: true, isTag: true }];
      return [{ shape: releasedShape.name, about: 'afterwards', item, version, drafts, at }];
    });
  },
};
