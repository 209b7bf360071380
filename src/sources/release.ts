import type { Document } from './yaml.ts';
import type { Entry, Shape, Surroundings } from './part.ts';
import type { Problem } from '../domain/rule.ts';
import type { When } from '../domain/when.ts';
import type { Zone } from '../domain/time.ts';
import { z } from 'zod';
import { canon } from '../domain/canon.ts';
import { kinds, milestoneStatuses, releaseStatuses, slug } from '../domain/calendar.ts';
import { counts } from './part.ts';
import { fit, id, line, lines, link, orNothing, prose, version, yesNo, zoneName } from './shape.ts';
import { problem } from '../domain/rule.ts';
import { readWhenAt } from './when.ts';

const milestone = z.strictObject({
  id: id.optional(),
  name: line,
  short: orNothing(line),
  kind: z.enum(kinds).optional(),
  when: z.string(),
  role: orNothing(lines),
  key: yesNo.optional(),
  banner: yesNo.optional(),
  week: orNothing(
    z
      .string()
      .regex(/^\d{1,3}$/, 'wanted a number')
      .transform(Number),
  ),
  link: orNothing(link),
  note: orNothing(prose),
  raw: orNothing(prose),
  aliases: z.array(id).default([]),
  status: z.enum(milestoneStatuses).default('planned'),
  actual: orNothing(z.string()),
});

const release = z.strictObject({
  release: version,
  title: orNothing(line),
  homepage: orNothing(link),
  zone: zoneName.optional(),
  status: z.enum(releaseStatuses).default('planned'),
  milestones: z.array(milestone),
});

/** Our own shape: one file a release. */
export const releaseShape: Shape = {
  name: 'release',
  keys: ['release', 'milestones'],
  read(document, surroundings) {
    const problems: Problem[] = [];
    const found = fit(document, release, problems);
    if (!found) return { parts: [], problems };
    const zone = found.zone ?? surroundings.zone;
    const entries = found.milestones.flatMap(
      (fields, index) => entry({ fields, index, document, zone, surroundings, problems }) ?? [],
    );
    const part = {
      shape: 'release',
      version: found.release,
      title: found.title,
      homepage: found.homepage,
      zone: found.zone,
      status: found.status,
      entries,
      at: document.at(['release']),
    };
    return { parts: [part], problems };
  },
};

interface Row {
  readonly fields: z.output<typeof milestone>;
  readonly index: number;
  readonly document: Document;
  readonly zone: Zone | undefined;
  readonly surroundings: Surroundings;
  readonly problems: Problem[];
}

function entry({ fields, index, document, zone, surroundings, problems }: Row): Entry | undefined {
  const path = ['milestones', index];
  const own = fields.id ?? slug(fields.name);
  const known = canon(own);
  const kind = fields.kind ?? known?.kind;
  if (own === '' || kind === undefined) {
    const missing =
      own === ''
        ? 'id: missing, and the name gives none; wanted a slug'
        : `kind: missing; wanted one of ${kinds.join(', ')}`;
    problems.push(problem(document.at(path), { rule: 'shape', says: missing }, { blocks: true }));
    return undefined;
  }
  const read = (key: 'when' | 'actual', text: string): When => {
    const at = document.at([...path, key]);
    return readWhenAt(text, { zone, at, blocks: true }, problems);
  };
  const { name, short = name, week, link: address, note, raw, aliases, status, actual, role = [] } = fields;
  const draft = {
    ...{ id: own, name, short, kind, role, aliases, status },
    when: read('when', fields.when),
    key: fields.key ?? known?.key ?? false,
    banner: fields.banner ?? counts(own, kind, surroundings),
    ...(week !== undefined && { week }),
    ...(address !== undefined && { link: address }),
    ...(note !== undefined && { note }),
    ...(raw !== undefined && { raw }),
    ...(actual !== undefined && { actual: read('actual', actual) }),
  };
  return { draft, at: document.at(path) };
}
