import type { Shape } from '../shapes/part.ts';
import { z } from 'zod';
import { fit } from '../yaml/shape.ts';
import { line, orNothing, version } from '../yaml/yamlfields.ts';
import { Timeline } from './linestomilestones.ts';

const row = z.strictObject({
  what: line,
  who: orNothing(line),
  when: z.string().default('TBD'),
  week: orNothing(line),
  ciSignal: z.unknown().optional(),
  tldr: z.unknown().optional(),
});

const cycles = z.strictObject({
  releases: z.array(z.strictObject({ version, timeline: z.array(row) })),
});

/** Release cycles in the format of the Kubernetes schedule-builder. */
export const cycleShape: Shape = {
  name: 'release cycle',
  keys: ['releases'],
  read(document, around) {
    const found = fit(document, cycles, { keptByOthers: true })?.releases ?? [];
    return found.map(({ version: release, timeline }, index) => {
      const path = ['releases', index, 'timeline'];
      const cycle = new Timeline({ page: document, release, around });
      for (const [place, { what, who = '', when, week = '' }] of timeline.entries()) {
        const at = document.at([...path, place]);
        const whenAt = document.at([...path, place, 'when']);
        cycle.read({ what, who, when, week, bold: false, links: [], at, whenAt });
      }
      const { drafts, rows } = cycle;
      const at = document.at(['releases', index, 'version']);
      return { shape: cycleShape.name, about: 'cycle', version: release, drafts, rows, at };
    });
  },
};
