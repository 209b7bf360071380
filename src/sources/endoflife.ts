import type { Problem } from '../domain/rule.ts';
import type { Shape } from './part.ts';
import { z } from 'zod';
import { counts } from './part.ts';
import { fitTolerantly, orNothing, prose, version } from './shape.ts';
import { readWhenAt } from './when.ts';

const branches = z.strictObject({
  branches: z.array(
    z.strictObject({
      release: version,
      finalPatchRelease: orNothing(version),
      endOfLifeDate: z.string(),
      note: orNothing(prose),
    }),
  ),
});

/** The shape of the Kubernetes website's list of ended branches: the day on which each really ended. */
export const endOfLifeShape: Shape = {
  name: 'end of life',
  keys: ['branches'],
  read(document, surroundings) {
    const problems: Problem[] = [];
    const found = fitTolerantly(document, branches, problems);
    const parts = (found?.branches ?? []).map(
      ({ release, finalPatchRelease, endOfLifeDate, note }, index) => {
        const at = document.at(['branches', index, 'endOfLifeDate']);
        const when = readWhenAt(endOfLifeDate, { at, zone: surroundings.zone, blocks: true }, problems);
        const last =
          finalPatchRelease === undefined ? [] : [`The last patch release is ${finalPatchRelease}.`];
        const text = [...last, ...(note === undefined ? [] : [note])].join('\n');
        const draft = {
          ...{
            id: 'end-of-life',
            name: 'End of life',
            short: 'End of life',
            kind: 'end-of-life' as const,
            when,
            actual: when,
          },
          ...{
            role: [],
            key: false,
            banner: counts('end-of-life', 'end-of-life', surroundings),
            aliases: [],
          },
          status: 'done' as const,
          ...(text !== '' && { note: text }),
        };
        return { shape: 'end of life', version: release, entries: [{ draft, at, afterwards: true }], at };
      },
    );
    return { parts, problems };
  },
};
