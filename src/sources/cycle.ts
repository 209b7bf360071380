import type { Document } from './yaml.ts';
import type { Around, Placed, Shape } from './part.ts';
import type { PlainDate, Zone } from '../domain/time.ts';
import type { Problem } from '../domain/rule.ts';
import { z } from 'zod';
import { canon } from '../domain/canon.ts';
import { slug } from '../domain/calendar.ts';
import { cleanName, idsNamed } from '../domain/name.ts';
import { announcedDay, isDated } from '../domain/when.ts';
import { counts } from './part.ts';
import { fit } from './shape.ts';
import { line, orNothing, version } from './fields.ts';
import { readWhenAt } from './when.ts';

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

/** The shape of the Kubernetes schedule-builder's release cycles. */
export const cycleShape: Shape = {
  name: 'release cycle',
  keys: ['releases'],
  read(document, around) {
    const problems: Problem[] = [];
    const found = fit({ document, schema: cycles, problems, keptByOthers: true });
    const parts = (found?.releases ?? []).map(({ version: label, timeline }, index) => {
      const path = ['releases', index, 'timeline'];
      const reader = new Timeline({
        document,
        release: label,
        zone: around.zone,
        around,
        problems,
      });
      const drafts = timeline.flatMap((fields, place) => reader.read(fields, [...path, place]));
      return {
        shape: 'release cycle',
        version: label,
        drafts,
        at: document.at(['releases', index, 'version']),
      };
    });
    return { parts, problems };
  },
};

interface Cycle {
  readonly document: Document;
  readonly release: string;
  readonly zone: Zone | undefined;
  readonly around: Around;
  readonly problems: Problem[];
}

/** Reads rows from the top: a date without a year is near the row above, a repeated id gets a number. */
class Timeline {
  private near: PlainDate | undefined;
  private readonly used = new Map<string, number>();
  private readonly cycle: Cycle;

  constructor(cycle: Cycle) {
    this.cycle = cycle;
  }

  read(fields: z.output<typeof row>, path: readonly PropertyKey[]): Placed[] {
    const { document, zone, problems } = this.cycle;
    const at = document.at([...path, 'when']);
    const when = readWhenAt(
      fields.when,
      { at, zone, near: this.near, what: fields.what, blocks: false },
      problems,
    );
    if (isDated(when)) this.near = announcedDay(when);
    const ids = idsNamed(fields.what);
    const week = Number(/\d+/.exec(fields.week ?? '')?.[0] ?? Number.NaN);
    return (ids.length > 0 ? ids : [slug(fields.what)]).map((id) => {
      const known = canon(id);
      const kind = known?.kind ?? 'task';
      const name =
        ids.length > 1
          ? (known?.id ?? id).replace(/-/g, ' ').replace(/\b[a-z]/g, (first) => first.toUpperCase())
          : cleanName(fields.what);
      const draft = {
        id: this.unused(id === '' ? 'row' : id),
        name,
        short: known?.short?.replace('{release}', this.cycle.release) ?? name,
        kind,
        when,
        role: fields.who?.split(/\s*\/\s*/).filter((role) => role !== '') ?? [],
        key: known?.key ?? false,
        banner: counts(id, kind, this.cycle.around),
        ...(Number.isInteger(week) && { week }),
        ...(when.kind === 'tbd' && { raw: fields.when }),
        aliases: [],
        status: 'planned' as const,
      };
      return { draft, at: document.at(path) };
    });
  }

  private unused(id: string): string {
    const count = (this.used.get(id) ?? 0) + 1;
    this.used.set(id, count);
    return count === 1 ? id : `${id}-${count}`;
  }
}
