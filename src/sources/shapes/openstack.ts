import type { CalendarContext, Placed, Shape } from './part.ts';
import type { Document, Path } from '../yaml/yaml.ts';
import type { Kind } from '../../domain/calendar/kind.ts';
import type { Place } from '../../domain/problem/rule.ts';
import type { When } from '../../domain/when/when.ts';
import { basename } from 'node:path';
import { z } from 'zod';
import { draftOf, idOf, Ids } from './part.ts';
import { fit } from '../yaml/shape.ts';
import { line, lines, orNothing, version } from '../yaml/yamlfields.ts';
import { expected } from '../../domain/problem/expected.ts';

const week = z.object({
  name: orNothing(line),
  start: z.string(),
  end: orNothing(z.string()),
  'x-project': orNothing(lines),
  'project-specific': orNothing(lines),
});

const schedule = z.object({
  'start-week': z.string(),
  'release-week': z.string(),
  'release-name': orNothing(version),
  cycle: z.array(week),
});

/** OpenStack's `schedule.yaml`, a cycle of weeks that count down to the release. */
export const openstackShape: Shape = {
  name: 'OpenStack schedule',
  keys: ['cycle', 'start-week', 'release-week'],
  read(document, around) {
    const found = fit(document, schedule, { keptByOthers: true });
    const at = document.at([]);
    const release = around.release ?? found?.['release-name'] ?? versionIn(at);
    if (!found || release === undefined) {
      const says = expected('release-name:, --release, or a file named after the release', 'none');
      if (found) document.stop(at, 'shape', says);
      return [];
    }
    const weeks = new Weeks(document, around);
    const drafts = [
      weeks.entry({ name: 'Start of Release Cycle', id: 'cycle-start', kind: 'start' }, ['start-week']),
      ...found.cycle.flatMap((one, index) => weeks.items(one, ['cycle', index])),
      weeks.entry({ name: 'Release Day', id: 'release', kind: 'release' }, ['release-week']),
    ];
    return [{ shape: openstackShape.name, about: 'cycle', version: release, drafts, at }];
  },
};

/** `2026.1.yaml` is for 2026.1; `schedule.yaml` does not say its release. */
function versionIn({ file }: Place): string | undefined {
  const name = basename(file).replace(/\.ya?ml$/i, '');
  return /^schedule$/i.test(name) ? undefined : version.safeParse(name).data;
}

class Weeks {
  private readonly ids = new Ids();
  private readonly document: Document;
  private readonly around: CalendarContext;

  constructor(document: Document, around: CalendarContext) {
    this.document = document;
    this.around = around;
  }

  /** The items of a week are due from its first to its last day. */
  items(one: z.output<typeof week>, path: Path): Placed[] {
    const last = one.end === undefined ? undefined : [...path, 'end'];
    return [...(one['x-project'] ?? []), ...(one['project-specific'] ?? [])].map((name) =>
      this.entry({ name, id: idOf(name), kind: kindOf(name), note: one.name }, [...path, 'start'], last),
    );
  }

  entry(
    { id, kind, ...facts }: { id: string; kind: Kind; name: string; note?: string | undefined },
    path: Path,
    last?: Path,
  ): Placed {
    const at = this.document.at(path);
    const key = kind === 'start' || kind === 'release';
    const known = { ...facts, id: this.ids.unused(id), kind, key, when: this.when(path, last) };
    return { draft: draftOf(known, this.around), at };
  }

  private when(path: Path, last?: Path): When {
    const [first, end] = [this.day(path), last && this.day(last)];
    if (!last || first.kind !== 'day' || end?.kind !== 'day' || end.day === first.day) return first;
    if (end.day > first.day) return { kind: 'span', first: first.day, last: end.day, zone: first.zone };
    const says = `the week ends on ${end.day}, before it begins on ${first.day}`;
    this.document.tell(this.document.at(last), 'impossible-date', says);
    return first;
  }

  private day(path: Path): When {
    const at = this.document.at(path);
    return this.document.when(this.document.scalar(path) ?? '', {
      at,
      zone: this.around.zone,
      blocks: false,
    });
  }
}

function kindOf(name: string): Kind {
  if (/freeze/i.test(name)) return 'freeze';
  if (/deadline|cutoff|final/i.test(name)) return 'deadline';
  return /\brc\d*\b|milestone/i.test(name) ? 'prerelease' : 'task';
}
