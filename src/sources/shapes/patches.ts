import type { Document } from '../yaml/yaml.ts';
import type { Path } from '../yaml/path.ts';
import type { Draft } from '../../domain/calendar/draft.ts';
import type { CalendarContext, Part, Placed, Shape } from './part.ts';
import type { Kind } from '../../domain/calendar/calendar.ts';
import type { Problem } from '../../domain/problem/rule.ts';
import type { When } from '../../domain/when/when.ts';
import { z } from 'zod';
import { slug } from '../../domain/calendar/calendar.ts';
import { quote } from '../../domain/problem/suggestion.ts';
import { problem } from '../../domain/problem/rule.ts';
import { patchTrain, trainTitle } from '../../domain/calendar/patch.ts';
import { monthName } from '../../domain/time/datewords.ts';
import { checkTrain, staleTrain } from '../../domain/lint/checktrain.ts';
import { dayIn, monthOf, utc } from '../../domain/time/time.ts';
import { weekendDeadlines } from '../../domain/lint/checkrows.ts';
import { trainOf } from './patchdays.ts';
import { announcedDay, isDated } from '../../domain/when/when.ts';
import { counts } from './part.ts';
import { fit } from '../yaml/shape.ts';
import { noneOr, orNothing, prose, version } from '../yaml/yamlfields.ts';
import { readWhenAt } from '../yaml/whenat.ts';

const date = noneOr(z.string());

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
  schedules: z.array(branch).default([]),
  upcoming_releases: orNothing(z.array(patch)),
});

type Patch = z.output<typeof patch>;

/** The patch schedule of the Kubernetes website. */
export const patchShape: Shape = {
  name: 'patch schedule',
  keys: ['schedules', 'upcoming_releases'],
  read(document, around) {
    const problems: Problem[] = [];
    const found = fit({ document, schema: schedule, problems, keptByOthers: true });
    if (!found) return { parts: [], problems };
    const reader = new Schedule(document, around, problems);
    const branches = found.schedules.map((one, index) => reader.branch(one, ['schedules', index]));
    const train = reader.train(found.upcoming_releases ?? [], branches);
    const days = trainOf(found, document, around);
    const today = around.now && dayIn(around.now, around.zone ?? utc);
    for (const one of [...checkTrain(days), ...(today ? staleTrain(days, today) : [])]) problems.push(one);
    // released patches cannot move off a weekend any more
    const over = new Set(
      found.schedules.flatMap(({ previousPatches = [] }) => previousPatches.map((one) => one.release)),
    );
    for (const { drafts } of [...branches, train])
      for (const one of onWeekends(drafts.filter(({ draft }) => !over.has(draft.patch)))) problems.push(one);
    return { parts: train.drafts.length > 0 ? [...branches, train] : branches, problems };
  },
};

class Schedule {
  private readonly document: Document;
  private readonly around: CalendarContext;
  private readonly problems: Problem[];

  constructor(document: Document, around: CalendarContext, problems: Problem[]) {
    this.document = document;
    this.around = around;
    this.problems = problems;
  }

  branch(fields: z.output<typeof branch>, path: Path): Part {
    const { release, next, previousPatches = [] } = fields;
    const previous = previousPatches.map((one, index) =>
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
        id: 'maintenance',
        name: 'Maintenance mode begins',
        kind: 'maintenance',
      }),
      ...this.entry(fields.endOfLifeDate, [...path, 'endOfLifeDate'], {
        id: 'end-of-life',
        name: 'End of life',
        kind: 'end-of-life',
      }),
    ];
    const drafts = [...previous.toReversed().flat(), ...coming, ...phases];
    return {
      shape: patchShape.name,
      about: 'patches' as const,
      version: release,
      drafts,
      at: this.document.at([...path, 'release']),
      releaseDays,
    };
  }

  /** Patches without named branches yet, except those that a branch already lists. */
  train(rows: readonly Patch[], branches: readonly Part[]): Part {
    const drafts: Placed[] = [];
    for (const [index, row] of rows.entries()) {
      const path = ['upcoming_releases', index];
      const days = [
        ...this.day(row.targetDate, [...path, 'targetDate']),
        ...this.day(row.cherryPickDeadline, [...path, 'cherryPickDeadline']),
      ];
      const day = days[0]?.day;
      if (day === undefined) this.undated(row, path);
      else if (!this.isNamed(row, branches)) {
        const month = monthOf(day);
        const again = drafts.filter(
          ({ draft }) => draft.kind === 'patch' && draft.patch?.startsWith(month),
        ).length;
        const key = again === 0 ? month : `${month}-${again + 1}`;
        drafts.push(...this.pair(row, path, { key, of: `${monthName(month)} ${month.slice(0, 4)}` }));
      }
    }
    const at = this.document.keyAt(['upcoming_releases']);
    return { shape: patchShape.name, about: 'patches', version: patchTrain, title: trainTitle, drafts, at };
  }

  private undated({ targetDate, cherryPickDeadline }: Patch, path: Path): void {
    if (targetDate === undefined && cherryPickDeadline === undefined) return;
    const says = `found ${quote(targetDate ?? cherryPickDeadline ?? '')}, wanted a day, such as 2026-07-14`;
    this.problems.push(problem(this.document.at(path), { rule: 'shape', says }, { blocks: true }));
  }

  /** Whether a branch has a patch, or a cherry-pick deadline, on the same day. */
  private isNamed(row: Patch, branches: readonly Part[]): boolean {
    const days = [`patch ${row.targetDate ?? ''}`, `cherry-pick ${row.cherryPickDeadline ?? ''}`];
    const told = branches.flatMap(({ drafts }) => drafts.map(({ draft }) => draft));
    return told.some(({ kind, when }) => isDated(when) && days.includes(`${kind} ${announcedDay(when)}`));
  }

  private patch(fields: Patch, path: Path): Placed[] {
    const label = fields.release;
    const dated = fields.targetDate ?? fields.cherryPickDeadline;
    if (label === undefined && dated !== undefined) {
      const says = `release: missing beside ${quote(dated)}; wanted the version, such as 1.36.2`;
      this.problems.push(problem(this.document.at(path), { rule: 'shape', says }, { blocks: true }));
    }
    // x.y.0 is the release's own milestone, not a patch
    if (label === undefined || /^\d+\.\d+\.0$/.test(label)) return [];
    return this.pair(fields, path, { key: label, of: label });
  }

  private pair(
    fields: Patch,
    path: Path,
    { key, of }: { readonly key: string; readonly of: string },
  ): Placed[] {
    const facts = { patch: key, ...(fields.note !== undefined && { note: fields.note }) };
    const end = slug(key);
    return [
      ...this.entry(fields.cherryPickDeadline, [...path, 'cherryPickDeadline'], {
        id: `cherry-pick-${end}`,
        name: `Cherry-pick deadline for ${of}`,
        kind: 'cherry-pick',
        ...facts,
      }),
      ...this.entry(fields.targetDate, [...path, 'targetDate'], {
        id: `patch-${end}`,
        name: `Patch release ${of}`,
        kind: 'patch',
        ...facts,
      }),
    ];
  }

  private entry(
    text: string | undefined,
    path: Path,
    facts: Pick<Draft, 'id' | 'name' | 'note' | 'patch'> & { kind: Kind },
  ): Placed[] {
    if (text === undefined) return [];
    const at = this.document.at(path);
    const when = readWhenAt(text, { at, zone: this.around.zone, blocks: true }, this.problems);
    const fixed = { role: [], key: false, aliases: [], status: 'planned' as const };
    const banner = counts(facts.id, facts.kind, this.around);
    return [{ draft: { ...facts, short: facts.name, when, banner, ...fixed }, at }];
  }

  private day(text: string | undefined, path: Path): NonNullable<Part['releaseDays']>[number][] {
    if (text === undefined) return [];
    const at = this.document.at(path);
    const when: When = readWhenAt(text, { at, zone: this.around.zone, blocks: true }, this.problems);
    return isDated(when) ? [{ day: announcedDay(when), at }] : [];
  }
}

function onWeekends(drafts: readonly Placed[]): readonly Problem[] {
  const rows = drafts.map(({ draft: { id, name, kind, when }, at }) => ({ ids: [id], name, kind, when, at }));
  return weekendDeadlines(rows);
}
