import type { CalendarContext, Placed, Shape } from './part.ts';
import type { Document } from '../yaml/yaml.ts';
import type { Kind } from '../../domain/calendar/calendar.ts';
import type { Path } from '../yaml/path.ts';
import type { Place, Problem } from '../../domain/problem/rule.ts';
import type { When } from '../../domain/when/when.ts';
import { basename } from 'node:path';
import { z } from 'zod';
import { problem } from '../../domain/problem/rule.ts';
import { fit } from '../yaml/shape.ts';
import { line, lines, orNothing, version } from '../yaml/yamlfields.ts';
import { idOf, Ids } from './ids.ts';
import { counts } from './part.ts';
import { readWhenAt } from '../yaml/whenat.ts';

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
    const problems: Problem[] = [];
    const found = fit({ document, schema: schedule, problems, keptByOthers: true });
    const release = around.release ?? found?.['release-name'] ?? versionIn(document.at([]));
    if (!found || release === undefined) {
      const says = 'found no name of the release; wanted release-name:, --release, or a file named after it';
      if (found) problems.push(problem(document.at([]), { rule: 'shape', says }, { blocks: true }));
      return { parts: [], problems };
    }
    const reader = { document, around, problems, ids: new Ids() };
    const drafts = [
      entry(
        reader,
        { name: 'Start of Release Cycle', id: 'cycle-start', kind: 'start' },
        { path: ['start-week'] },
      ),
      ...found.cycle.flatMap((one, index) => weekOf(reader, one, ['cycle', index])),
      entry(reader, { name: 'Release Day', id: 'release', kind: 'release' }, { path: ['release-week'] }),
    ];
    return {
      parts: [{ shape: openstackShape.name, about: 'cycle', version: release, drafts, at: document.at([]) }],
      problems,
    };
  },
};

/** `2026.1.yaml` is for 2026.1; `schedule.yaml` does not say its release. */
function versionIn({ file }: Place): string | undefined {
  const name = basename(file).replace(/\.ya?ml$/i, '');
  return /^schedule$/i.test(name) ? undefined : version.safeParse(name).data;
}

interface Reader {
  readonly document: Document;
  readonly around: CalendarContext;
  readonly problems: Problem[];
  readonly ids: Ids;
}

interface Facts {
  readonly name: string;
  readonly id: string;
  readonly kind: Kind;
  readonly note?: string;
}

/** The items of a week are due from its first to its last day. */
function weekOf(reader: Reader, one: z.output<typeof week>, path: Path): Placed[] {
  return [...(one['x-project'] ?? []), ...(one['project-specific'] ?? [])].map((name) => {
    const note = one.name === undefined ? {} : { note: one.name };
    const facts = { name, id: idOf(name), kind: kindOf(name), ...note };
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

function entry({ document, around, problems, ids }: Reader, facts: Facts, { path, last }: Where): Placed {
  const read = (where: Path): When => {
    const at = document.at(where);
    return readWhenAt(document.text(where) ?? '', { at, zone: around.zone, blocks: false }, problems);
  };
  const [first, end] = [read(path), last ? read(last) : undefined];
  if (last && first.kind === 'day' && end?.kind === 'day' && end.day < first.day) {
    const says = `the week ends on ${end.day}, before it begins on ${first.day}`;
    problems.push(problem(document.at(last), { rule: 'impossible-date', says }, { blocks: false }));
  }
  const when: When =
    first.kind === 'day' && end?.kind === 'day' && end.day > first.day
      ? { kind: 'span', first: first.day, last: end.day, zone: first.zone }
      : first;
  const id = ids.unused(facts.id);
  const fixed = { role: [], aliases: [], status: 'planned' as const };
  const rules = {
    key: facts.kind === 'start' || facts.kind === 'release',
    banner: counts(id, facts.kind, around),
  };
  return { draft: { ...facts, id, short: facts.name, when, ...rules, ...fixed }, at: document.at(path) };
}
