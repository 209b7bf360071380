import type { Document } from '../yaml/yaml.ts';
import type { Path } from '../yaml/path.ts';
import type { CalendarContext, Placed, Shape } from './part.ts';
import type { Problem } from '../../domain/problem/rule.ts';
import type { Row } from '../../domain/lint/row.ts';
import type { When } from '../../domain/when/when.ts';
import type { Zone } from '../../domain/time/time.ts';
import { z } from 'zod';
import { canon, usual } from '../../domain/calendar/canon.ts';
import { kinds, milestoneStatuses, releaseStatuses, slug } from '../../domain/calendar/calendar.ts';
import { counts } from './part.ts';
import { fit } from '../yaml/shape.ts';
import {
  id,
  ids,
  line,
  lines,
  link,
  orNothing,
  prose,
  titledVersion,
  yesNo,
  zoneName,
} from '../yaml/yamlfields.ts';
import { problem } from '../../domain/problem/rule.ts';
import { readWhenAt } from '../yaml/whenat.ts';

const milestone = z.strictObject({
  id: id.optional(),
  name: line,
  short: orNothing(line),
  kind: z.enum(kinds).optional(),
  when: z.string().refine((text) => text.trim() !== '', 'wanted a date, or TBD'),
  role: orNothing(lines),
  key: yesNo.optional(),
  banner: yesNo.optional(),
  until: orNothing(ids),
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
  release: titledVersion,
  title: orNothing(line),
  homepage: orNothing(link),
  zone: zoneName.optional(),
  status: z.enum(releaseStatuses).default('planned'),
  // milestones are validated one by one, so that all problems are reported
  milestones: z.array(z.unknown()),
});

/** Limits problems; a hostile file could have a hundred thousand. */
const maxTold = 1_000;

/** Our own format: one file per release. */
export const releaseShape: Shape = {
  name: 'release',
  keys: ['release', 'milestones'],
  read(document, around) {
    const problems: Problem[] = [];
    const found = fit({ document, schema: release, problems });
    if (!found) return { parts: [], problems };
    const zone = found.zone ?? around.zone;
    const drafts = found.milestones.flatMap((_, index) => {
      if (problems.length > maxTold) return [];
      const path = ['milestones', index];
      const fields = fit({ document, schema: milestone, problems, path });
      return place({ fields, path, document, zone, around, problems }) ?? [];
    });
    if (problems.length > maxTold) {
      const says = `found more than ${maxTold} problems; the milestones after them were not read`;
      problems.push(problem(document.at(['milestones']), { rule: 'shape', says }, { blocks: true }));
    }
    const { release: version, title, homepage, status } = found;
    const part = {
      shape: releaseShape.name,
      about: 'cycle' as const,
      version,
      title,
      homepage,
      zone: found.zone,
      status,
    };
    const rows = drafts.map((placed) => rowOf(placed, document));
    return { parts: [{ ...part, drafts, rows, at: document.at(['release']) }], problems };
  },
};

function rowOf({ draft, path }: Placed, document: Document): Row {
  const { id, name, kind, when, week } = draft;
  const at = document.at([...(path ?? []), 'when']);
  return { ids: [id], name, kind, when, at, ...(week !== undefined && { week }) };
}

interface ReleaseReading {
  /** `undefined` when the milestone is invalid. */
  readonly fields: z.output<typeof milestone> | undefined;
  readonly path: Path;
  readonly document: Document;
  readonly zone: Zone | undefined;
  readonly around: CalendarContext;
  readonly problems: Problem[];
}

function place(row: ReleaseReading): Placed | undefined {
  const { fields, path, document, around, problems } = row;
  if (!fields) {
    // check the date too, so that all problems of a milestone are reported at once
    const text = document.text([...path, 'when']);
    if (text !== undefined) readTime(row, 'when', text);
    return undefined;
  }
  const own = fields.id ?? slug(fields.name);
  const known = canon(own);
  const kind = fields.kind ?? known?.kind;
  const when = readTime(row, 'when', fields.when);
  if (own === '' || kind === undefined) {
    const missing =
      own === ''
        ? 'id: missing, and the name gives none; wanted a slug'
        : `kind: missing; wanted one of ${kinds.join(', ')}`;
    problems.push(problem(document.at(path), { rule: 'shape', says: missing }, { blocks: true }));
    return undefined;
  }
  const {
    name,
    short = name,
    week,
    link: address,
    note,
    raw,
    aliases,
    status,
    actual,
    until,
    role = [],
  } = fields;
  const draft = {
    id: own,
    name,
    short,
    kind,
    role,
    aliases,
    status,
    when,
    key: fields.key ?? usual(own, kind).key,
    banner: fields.banner ?? counts(own, kind, around),
    ...(until && { until }),
    ...(week !== undefined && { week }),
    ...(address !== undefined && { link: address }),
    ...(note !== undefined && { note }),
    ...(raw !== undefined && { raw }),
    ...(actual !== undefined && { actual: readTime(row, 'actual', actual) }),
  };
  const untilAt = until && document.at([...path, 'until']);
  return { draft, at: document.at(path), path, ...(untilAt && { untilAt }) };
}

function readTime(
  { document, path, zone, problems }: ReleaseReading,
  key: 'when' | 'actual',
  text: string,
): When {
  return readWhenAt(text, { zone, at: document.at([...path, key]), blocks: true }, problems);
}
