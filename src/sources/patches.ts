import type { Document, Path } from './yaml.ts';
import type { Draft, Entry, Part, Shape, Surroundings } from './part.ts';
import type { Kind } from '../domain/calendar.ts';
import type { Problem } from '../domain/rule.ts';
import type { When } from '../domain/when.ts';
import { z } from 'zod';
import { patchTrain } from '../domain/patch.ts';
import { monthNames } from '../domain/time.ts';
import { announcedDay, isDated } from '../domain/when.ts';
import { counts } from './part.ts';
import { fitTolerantly, prose, orNothing, version } from './shape.ts';
import { readWhenAt } from './when.ts';

/** `""`, `N/A`, an empty map and an absent key all mean that there is none. */
const date = z.preprocess(
  (value) => (value === '' || value === 'N/A' ? undefined : value),
  z.string().optional(),
);

const patch = z.strictObject({
  release: orNothing(version),
  cherryPickDeadline: date,
  targetDate: date,
  note: orNothing(prose),
});

const branch = z.strictObject({
  release: version,
  releaseDate: date,
  next: orNothing(patch),
  maintenanceModeStartDate: date,
  endOfLifeDate: date,
  previousPatches: orNothing(z.array(patch)),
});

const schedule = z.strictObject({
  schedules: z.array(branch),
  upcoming_releases: orNothing(z.array(patch)),
});

type Patch = z.output<typeof patch>;

/** The shape of the Kubernetes website's patch schedule. */
export const patchShape: Shape = {
  name: 'patch schedule',
  keys: ['schedules'],
  read(document, surroundings) {
    const problems: Problem[] = [];
    const found = fitTolerantly(document, schedule, problems);
    if (!found) return { parts: [], problems };
    const reader = new Schedule(document, surroundings, problems);
    const branches = found.schedules.map((one, index) => reader.branch(one, ['schedules', index]));
    const train = reader.train(found.upcoming_releases ?? [], branches);
    return { parts: train.entries.length > 0 ? [...branches, train] : branches, problems };
  },
};

class Schedule {
  private readonly document: Document;
  private readonly surroundings: Surroundings;
  private readonly problems: Problem[];

  constructor(document: Document, surroundings: Surroundings, problems: Problem[]) {
    this.document = document;
    this.surroundings = surroundings;
    this.problems = problems;
  }

  branch(fields: z.output<typeof branch>, path: Path): Part {
    const { release, next, previousPatches = [] } = fields;
    const previous = previousPatches.flatMap((one, index) =>
      this.patch(one, [...path, 'previousPatches', index]),
    );
    const coming = next ? this.patch(next, [...path, 'next']) : [];
    const first = previousPatches.findIndex((one) => one.release === `${release}.0`);
    const releaseDays = [
      ...this.day(fields.releaseDate, [...path, 'releaseDate']),
      ...this.day(previousPatches[first]?.targetDate, [...path, 'previousPatches', first, 'targetDate']),
    ];
    const phases = [
      ...this.entry(fields.maintenanceModeStartDate, [...path, 'maintenanceModeStartDate'], {
        ...{ id: 'maintenance', name: 'Maintenance mode begins', kind: 'maintenance' },
      }),
      ...this.entry(fields.endOfLifeDate, [...path, 'endOfLifeDate'], {
        ...{ id: 'end-of-life', name: 'End of life', kind: 'end-of-life' },
      }),
    ];
    const entries = [...previous.toReversed(), ...coming, ...phases];
    return {
      shape: 'patch schedule',
      version: release,
      entries,
      at: this.document.at([...path, 'release']),
      releaseDays,
    };
  }

  /** The months whose branches are not named yet; a month of which a branch tells already is not told twice. */
  train(rows: readonly Patch[], branches: readonly Part[]): Part {
    const named = new Set(branches.flatMap(({ entries }) => entries.flatMap((one) => patchMonth(one) ?? [])));
    const entries = rows.flatMap((row, index) => {
      const month = row.targetDate?.slice(0, 7) ?? row.cherryPickDeadline?.slice(0, 7) ?? '';
      return named.has(month)
        ? []
        : this.pair(row, ['upcoming_releases', index], { key: month, of: monthText(month) });
    });
    const at = this.document.keyAt(['upcoming_releases']);
    return { shape: 'patch schedule', version: patchTrain, title: 'Upcoming patch releases', entries, at };
  }

  private patch(fields: Patch, path: Path): Entry[] {
    const label = fields.release;
    // x.y.0 is the release's own milestone, never a second event
    if (label === undefined || /^\d+\.\d+\.0$/.test(label)) return [];
    return this.pair(fields, path, { key: label.toLowerCase().replace(/[^a-z0-9]+/g, '-'), of: label });
  }

  private pair(
    fields: Patch,
    path: Path,
    { key, of }: { readonly key: string; readonly of: string },
  ): Entry[] {
    const note = fields.note === undefined ? {} : { note: fields.note };
    return [
      ...this.entry(fields.cherryPickDeadline, [...path, 'cherryPickDeadline'], {
        ...{ id: `cherry-pick-${key}`, name: `Cherry-pick deadline for ${of}`, kind: 'cherry-pick', ...note },
      }),
      ...this.entry(fields.targetDate, [...path, 'targetDate'], {
        ...{ id: `patch-${key}`, name: `Patch release ${of}`, kind: 'patch', ...note },
      }),
    ];
  }

  private entry(
    text: string | undefined,
    path: Path,
    facts: Pick<Draft, 'id' | 'name' | 'note'> & { kind: Kind },
  ): Entry[] {
    if (text === undefined) return [];
    const at = this.document.at(path);
    const when = readWhenAt(text, { at, zone: this.surroundings.zone, blocks: true }, this.problems);
    const fixed = { role: [], key: false, aliases: [], status: 'planned' as const };
    const banner = counts(facts.id, facts.kind, this.surroundings);
    return [{ draft: { ...facts, short: facts.name, when, banner, ...fixed }, at }];
  }

  private day(text: string | undefined, path: Path): NonNullable<Part['releaseDays']>[number][] {
    if (text === undefined) return [];
    const at = this.document.at(path);
    const when: When = readWhenAt(text, { at, zone: this.surroundings.zone, blocks: true }, this.problems);
    return isDated(when) ? [{ day: announcedDay(when), at }] : [];
  }
}

/** The month of a patch release, `2026-06`. */
function patchMonth({ draft: { kind, when } }: Entry): string | undefined {
  return kind === 'patch' && isDated(when) ? announcedDay(when).slice(0, 7) : undefined;
}

function monthText(month: string): string {
  return `${monthNames[Number(month.slice(5)) - 1] ?? month} ${month.slice(0, 4)}`;
}
