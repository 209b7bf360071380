import type { Draft } from '../../domain/calendar/draft.ts';
import type { Part, Placed, Shape } from './part.ts';
import type { Problem } from '../../domain/problem/rule.ts';
import { z } from 'zod';
import { slug } from '../../domain/calendar/calendar.ts';
import { counts } from './part.ts';
import { fit } from '../yaml/shape.ts';
import { readWhenAt } from '../yaml/whenat.ts';
import { tbd } from '../../domain/when/when.ts';

const released = z.object({
  versions: z.record(z.string(), z.object({ date: z.string() })),
});

/** Tags with dates, as in release-data. Adds actual days to plans, and patches that nobody planned. */
export const releasedShape: Shape = {
  name: 'released',
  keys: ['versions'],
  read(document, around) {
    const problems: Problem[] = [];
    const found = fit({ document, schema: released, problems, keptByOthers: true });
    const parts = Object.entries(found?.versions ?? {}).flatMap(([version, { date }]): readonly Part[] => {
      const of = /^(\d+(?:\.\d+)+)\.(\d+)$/.exec(version) ?? /^(\d+)\.(\d+)$/.exec(version);
      const [, release, number] = of ?? [];
      if (release === undefined) return [];
      const at = document.at(['versions', version, 'date']);
      const when = readWhenAt(date, { at, zone: around.zone, blocks: false }, problems);
      const isFirst = number === '0';
      const kind = isFirst ? 'release' : 'patch';
      const id = isFirst ? 'release' : `patch-${slug(version)}`;
      const name = isFirst ? 'Release Day' : `Patch release ${version}`;
      const draft: Draft = {
        id,
        name,
        short: name,
        kind,
        // tags have no plan
        when: tbd,
        actual: when,
        role: [],
        key: false,
        aliases: [],
        status: 'done',
        banner: counts(id, kind, around),
        ...(!isFirst && { patch: version }),
      };
      const placed: Placed = { draft, at, afterwards: true, isTag: true };
      return [
        {
          shape: releasedShape.name,
          about: 'afterwards',
          item: version,
          version: release,
          drafts: [placed],
          at,
        },
      ];
    });
    return { parts, problems };
  },
};
