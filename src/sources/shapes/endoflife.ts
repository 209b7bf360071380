import type { Part, Shape } from './part.ts';
import { z } from 'zod';
import { draftOf } from './part.ts';
import { fit } from '../yaml/shape.ts';
import { noneOr, orNothing, prose, version } from '../yaml/yamlfields.ts';

const branches = z.strictObject({
  branches: z.array(
    z.strictObject({
      release: version,
      finalPatchRelease: orNothing(version),
      endOfLifeDate: noneOr(z.string()),
      note: orNothing(prose),
    }),
  ),
});

/** The names of a branch's end, planned or actual. */
export const endOfLife = { id: 'end-of-life', name: 'End of life', kind: 'end-of-life' } as const;

/** The list of ended branches on the Kubernetes website, with the day on which each actually ended. */
export const endOfLifeShape: Shape = {
  name: 'end of life',
  keys: ['branches'],
  read(document, around) {
    const found = fit(document, branches, { keptByOthers: true })?.branches ?? [];
    return found.flatMap(({ release, finalPatchRelease, endOfLifeDate, note }, index): readonly Part[] => {
      if (endOfLifeDate === undefined) return [];
      const at = document.at(['branches', index, 'endOfLifeDate']);
      const when = document.when(endOfLifeDate, { at, zone: around.zone, blocks: true });
      const last = finalPatchRelease && `The last patch release is ${finalPatchRelease}.`;
      const text = [last, note].filter((said) => said !== undefined).join('\n');
      const facts = { ...endOfLife, when, actual: when, status: 'done', note: text || undefined } as const;
      const draft = draftOf(facts, around);
      const drafts = [{ draft, at, afterwards: true }];
      return [{ shape: endOfLifeShape.name, about: 'afterwards', version: release, drafts, at }];
    });
  },
};
