import type { Around, Placed, Shape } from './part.ts';
import type { Document } from './yaml.ts';
import type { Kind } from '../domain/calendar.ts';
import type { Path } from './path.ts';
import type { Place, Problem } from '../domain/rule.ts';
import type { When } from '../domain/when.ts';
import { basename } from 'node:path';
import { z } from 'zod';
import { slug } from '../domain/calendar.ts';
import { problem } from '../domain/rule.ts';
import { fit } from './shape.ts';
import { line, lines, orNothing } from './fields.ts';
import { counts } from './part.ts';
import { readWhenAt } from './when.ts';

const week = z.object({
  name: line,
  start: z.string(),
  end: orNothing(z.string()),
  'x-project': orNothing(lines),
  'project-specific': orNothing(lines),
});

const schedule = z.object({
  'start-week': z.string(),
  'release-week': z.string(),
  'release-name': orNothing(line),
  cycle: z.array(week),
});

/** The shape of OpenStack's `schedule.yaml`: a cycle told by weeks that count down to the release. */
export const openstackShape: Shape = {
  name: 'OpenStack schedule',
  keys: ['cycle', 'start-week', 'release-week'],
  read(document, around) {
    const problems: Problem[] = [];
    const found = fit({ document, schema: schedule, problems, keptByOthers: true });
    const version = around.release ?? found?.['release-name'] ?? versionIn(document.at([]));
    if (!found || version === undefined) {
      const says = 'found no name of the release; wanted release-name:, --release, or a file named after it';
      if (found) problems.push(problem(document.at([]), { rule: 'shape', says }, { blocks: true }));
      return { parts: [], problems };
    }
    const reader = { document, around, problems, used: new Map<string, number>() };
    const drafts = [
      entry(
        reader,
        { name: 'Start of Release Cycle', id: 'cycle-start', kind: 'start' },
        { path: ['start-week'] },
      ),
      ...found.cycle.flatMap((one, index) => weekOf(reader, one, ['cycle', index])),
      entry(reader, { name: 'Release Day', id: 'release', kind: 'release' }, { path: ['release-week'] }),
    ];
    return { parts: [{ shape: 'release cycle', version, drafts, at: document.at([]) }], problems };
  },
};

/** `2026.1.yaml` is of 2026.1; `schedule.yaml` of nobody knows which. */
function versionIn({ file }: Place): string | undefined {
  const name = basename(file).replace(/\.ya?ml$/i, '');
  return /^schedule$/i.test(name) ? undefined : name;
}

interface Reader {
  readonly document: Document;
  readonly around: Around;
  readonly problems: Problem[];
  readonly used: Map<string, number>;
}

interface Facts {
  readonly name: string;
  readonly id: string;
  readonly kind: Kind;
  readonly note?: string;
}

/** Everything of a week is due within it: from its first day to its last. */
function weekOf(reader: Reader, one: z.output<typeof week>, path: Path): Placed[] {
  return [...(one['x-project'] ?? []), ...(one['project-specific'] ?? [])].map((name) => {
    const facts = { name, id: slug(name) || 'row', kind: kindOf(name), note: one.name };
    return entry(reader, facts, {
      path: [...path, 'start'],
      last: one.end === undefined ? undefined : [...path, 'end'],
    });
  });
}

function kindOf(name: string): Kind {
  if (/freeze/i.test(name)) return 'freeze';
  if (/deadline|cutoff|final/i.test(name)) return 'deadline';
  return /\brc\d*\b|milestone/i.test(name) ? 'prerelease' : 'task';
}

interface Where {
  readonly path: Path;
  readonly last?: Path | undefined;
}

function entry({ document, around, problems, used }: Reader, facts: Facts, { path, last }: Where): Placed {
  const read = (where: Path): When => {
    const at = document.at(where);
    return readWhenAt(document.text(where) ?? '', { at, zone: around.zone, blocks: false }, problems);
  };
  const [first, end] = [read(path), last ? read(last) : undefined];
  const when: When =
    first.kind === 'day' && end?.kind === 'day' && end.day > first.day
      ? { kind: 'span', first: first.day, last: end.day, zone: first.zone }
      : first;
  const count = (used.get(facts.id) ?? 0) + 1;
  used.set(facts.id, count);
  const id = count === 1 ? facts.id : `${facts.id}-${count}`;
  const fixed = { role: [], aliases: [], status: 'planned' as const };
  const rules = {
    key: facts.kind === 'start' || facts.kind === 'release',
    banner: counts(id, facts.kind, around),
  };
  return { draft: { ...facts, id, short: facts.name, when, ...rules, ...fixed }, at: document.at(path) };
}
