import type { Document, Path } from '../yaml/yaml.ts';
import type { CalendarContext, Facts, Part, Placed, Shape } from './part.ts';
import type { When } from '../../domain/when/when.ts';
import type { PatchDays, Said, ScheduledBranch, Train } from '../../domain/lint/checktrain.ts';
import { z } from 'zod';
import { slug } from '../../domain/calendar/calendar.ts';
import { expected } from '../../domain/problem/expected.ts';
import { quote } from '../../domain/problem/suggestion.ts';
import { patchTrain, trainTitle } from '../../domain/calendar/patch.ts';
import { monthName } from '../../domain/time/datewords.ts';
import { checkTrain, staleTrain } from '../../domain/lint/checktrain.ts';
import { dayIn, monthOf, utc } from '../../domain/time/time.ts';
import { readWhen } from '../../domain/when/readwhen.ts';
import { weekendDeadlines } from '../../domain/lint/checkrows.ts';
import { announcedDay, isDated } from '../../domain/when/when.ts';
import { draftOf } from './part.ts';
import { endOfLife } from './endoflife.ts';
import { fit } from '../yaml/shape.ts';
import { noneOr, orNothing, prose, version } from '../yaml/yamlfields.ts';

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
    const found = fit(document, schedule, { keptByOthers: true });
    if (!found) return [];
    const reader = new Schedule(document, around);
    const branches = found.schedules.map((one, index) => reader.branch(one, ['schedules', index]));
    const train = reader.train(found.upcoming_releases ?? [], branches);
    const days = reader.days(found);
    const today = around.now && dayIn(around.now, around.zone ?? utc);
    document.add([...checkTrain(days), ...(today ? staleTrain(days, today) : [])]);
    // released patches cannot move off a weekend any more
    const over = new Set(
      found.schedules.flatMap(({ previousPatches = [] }) => previousPatches.map((one) => one.release)),
    );
    for (const { drafts } of [...branches, train]) {
      const coming = drafts.filter(({ draft }) => !over.has(draft.patch));
      document.add(weekendDeadlines(coming.map(({ draft, at }) => ({ ...draft, ids: [draft.id], at }))));
    }
    return train.drafts.length > 0 ? [...branches, train] : branches;
  },
};

class Schedule {
  private readonly document: Document;
  private readonly around: CalendarContext;

  constructor(document: Document, around: CalendarContext) {
    this.document = document;
    this.around = around;
  }

  branch({ release, next, previousPatches = [] }: z.output<typeof branch>, path: Path): Part {
    const previous = previousPatches.map((one, index) =>
      this.patch(one, [...path, 'previousPatches', index]),
    );
    const coming = next ? this.patch(next, [...path, 'next']) : [];
    const first = previousPatches.findIndex((one) => one.release === `${release}.0`);
    const releaseDays = [
      ...this.day([...path, 'releaseDate']),
      ...this.day([...path, 'previousPatches', first, 'targetDate']),
    ];
    const phases = [
      ...this.entry([...path, 'maintenanceModeStartDate'], {
        id: 'maintenance',
        name: 'Maintenance mode begins',
        kind: 'maintenance',
      }),
      ...this.entry([...path, 'endOfLifeDate'], endOfLife),
    ];
    const drafts = [...previous.toReversed().flat(), ...coming, ...phases];
    const at = this.document.at([...path, 'release']);
    return { shape: patchShape.name, about: 'patches', version: release, drafts, at, releaseDays };
  }

  /** Patches without named branches yet, except those that a branch already lists. */
  train(rows: readonly Patch[], branches: readonly Part[]): Part {
    const drafts: Placed[] = [];
    for (const [index, row] of rows.entries()) {
      const path = ['upcoming_releases', index];
      const days = [...this.day([...path, 'targetDate']), ...this.day([...path, 'cherryPickDeadline'])];
      const day = days[0]?.day;
      if (day === undefined) this.undated(row, path);
      else if (!this.isNamed(row, branches)) {
        const month = monthOf(day);
        const isOfIt = ({ draft }: Placed): boolean =>
          draft.kind === 'patch' && draft.patch?.startsWith(month) === true;
        const again = drafts.filter(isOfIt).length;
        const key = again === 0 ? month : `${month}-${again + 1}`;
        drafts.push(...this.pair(row, path, { key, of: `${monthName(month)} ${month.slice(0, 4)}` }));
      }
    }
    const at = this.document.keyAt(['upcoming_releases']);
    return { shape: patchShape.name, about: 'patches', version: patchTrain, title: trainTitle, drafts, at };
  }

  private undated({ targetDate, cherryPickDeadline }: Patch, path: Path): void {
    if (targetDate === undefined && cherryPickDeadline === undefined) return;
    const says = expected('a day, such as 2026-07-14', quote(targetDate ?? cherryPickDeadline ?? ''));
    this.document.stop(this.document.at(path), 'shape', says);
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
      const says = expected('a version, such as 1.36.2', `none beside ${quote(dated)}`);
      this.document.stop(this.document.at(path), 'shape', `release: ${says}`);
    }
    // x.y.0 is the release's own milestone, not a patch
    if (label === undefined || /^\d+\.\d+\.0$/.test(label)) return [];
    return this.pair(fields, path, { key: label, of: label });
  }

  private pair({ note }: Patch, path: Path, { key, of }: { key: string; of: string }): Placed[] {
    const [patch, end] = [key, slug(key)];
    const pick = {
      id: `cherry-pick-${end}`,
      name: `Cherry-pick deadline for ${of}`,
      kind: 'cherry-pick',
    } as const;
    const out = { id: `patch-${end}`, name: `Patch release ${of}`, kind: 'patch' } as const;
    return [
      ...this.entry([...path, 'cherryPickDeadline'], { ...pick, patch, note }),
      ...this.entry([...path, 'targetDate'], { ...out, patch, note }),
    ];
  }

  private entry(path: Path, facts: Omit<Facts, 'when'>): Placed[] {
    const when = this.when(path);
    return when ? [{ draft: draftOf({ ...facts, when }, this.around), at: this.document.at(path) }] : [];
  }

  private day(path: Path): readonly Said[] {
    const when = this.when(path);
    return when && isDated(when) ? [{ day: announcedDay(when), at: this.document.at(path) }] : [];
  }

  private when(path: Path): When | undefined {
    const text = this.text(path);
    const cell = { at: this.document.at(path), zone: this.around.zone, blocks: true };
    return text === undefined ? undefined : this.document.when(text, cell);
  }

  private text(path: Path): string | undefined {
    return date.safeParse(this.document.scalar(path)).data;
  }

  /** Its days with their places, for the linter; invalid dates are already reported. */
  days({ schedules, upcoming_releases: upcoming = [] }: z.output<typeof schedule>): Train {
    const patchesAt = (rows: readonly Patch[], path: Path): PatchDays[] =>
      rows.map((row, index) => this.patchDays(row, [...path, index]));
    const branches = schedules.map(({ release, next, previousPatches = [] }, index): ScheduledBranch => {
      const path = ['schedules', index];
      return {
        release,
        released: this.said([...path, 'releaseDate']),
        endOfLife: this.said([...path, 'endOfLifeDate']),
        next: next && this.patchDays(next, [...path, 'next']),
        previous: patchesAt(previousPatches, [...path, 'previousPatches']),
      };
    });
    return { branches, upcoming: patchesAt(upcoming, ['upcoming_releases']) };
  }

  private patchDays({ release, targetDate }: Patch, path: Path): PatchDays {
    return {
      name: release ?? `the patches of ${(targetDate ?? '').slice(0, 7)}`,
      deadline: this.said([...path, 'cherryPickDeadline']),
      target: this.said([...path, 'targetDate']),
    };
  }

  private said(path: Path): Said | undefined {
    const when = readWhen(this.text(path) ?? '', { zone: this.around.zone }).when;
    return isDated(when) ? { day: announcedDay(when), at: this.document.at(path) } : undefined;
  }
}
