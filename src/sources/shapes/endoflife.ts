import type { Problem } from '../../domain/problem/rule.ts';
import type { Shape } from './part.ts';
import { z } from 'zod';
import { counts } from './part.ts';
import { fit } from '../yaml/shape.ts';
import { noneOr, orNothing, prose, version } from '../yaml/yamlfields.ts';
import { readWhenAt } from '../yaml/whenat.ts';

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

/** The list of ended branches on the Kubernetes website, with the day on which each actually ended. */
export const endOfLifeShape: Shape = {
  name: 'end of life',
  keys: ['branches'],
  read(document, around) {
    const problems: Problem[] = [];
    const found = fit({ document, schema: branches, problems, keptByOthers: true });
    const parts = (found?.branches ?? []).flatMap(
      ({ release, finalPatchRelease, endOfLifeDate, note }, index) => {
        if (endOfLifeDate === undefined) return [];
        const at = document.at(['branches', index, 'endOfLifeDate']);
        const when = readWhenAt(endOfLifeDate, { at, zone: around.zone, blocks: true }, problems);
        const last =
          finalPatchRelease === undefined ? [] : [`The last patch release is ${finalPatchRelease}.`];
        const text = [...last, ...(note === undefined ? [] : [note])].join('\n');
        const draft = {
          id: 'end-of-life',
          name: 'End of life',
          short: 'End of life',
          kind: 'end-of-life' as const,
          when,
          actual: when,
          role: [],
          key: false,
          banner: counts('end-of-life', 'end-of-life', around),
          aliases: [],
          status: 'done' as const,
          ...(text !== '' && { note: text }),
        };
        return {
          shape: endOfLifeShape.name,
          about: 'afterwards' as const,
          version: release,
          drafts: [{ draft, at, afterwards: true }],
          at,
        };
      },
    );
    return { parts, problems };
  },
};
