import type { CalendarContext, Placed, Shape } from './part.ts';
import type { Document, Path } from '../yaml/yaml.ts';
import type { Row } from '../../domain/lint/checkrows.ts';
import type { When } from '../../domain/when/when.ts';
import type { Zone } from '../../domain/time/time.ts';
import { z } from 'zod';
import { kindNamed } from '../../domain/calendar/name.ts';
import { termOf } from '../../domain/calendar/vocabulary.ts';
import { milestoneStatuses, releaseStatuses, slug } from '../../domain/calendar/calendar.ts';
import { kinds } from '../../domain/calendar/kind.ts';
import { draftOf } from './part.ts';
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
import { expected } from '../../domain/problem/expected.ts';

/** What a release file says of a milestone. */
export const milestone = z.strictObject({
  id: id.optional(),
  name: line,
  short: orNothing(line),
  kind: z.enum(kinds).optional(),
  when: z.string().refine((text) => text.trim() !== '', 'a date, or TBD'),
  role: orNothing(lines),
  key: yesNo.optional(),
  banner: yesNo.optional(),
  until: orNothing(ids),
  week: orNothing(
    z
      .string()
      .regex(/^\d{1,3}$/, 'a week number, such as 5')
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
    const found = fit(document, release);
    if (!found) return [];
    const { milestones, release: version, ...about } = found;
    const zone = found.zone ?? around.zone;
    const most = document.problems.length + maxTold;
    const drafts = milestones.flatMap((_, index) => {
      if (document.problems.length > most) return [];
      const path = ['milestones', index];
      const fields = fit(document, milestone, { path });
      return place({ fields, path, document, zone, around }) ?? [];
    });
    if (document.problems.length > most) {
      const says = `more than ${maxTold} problems; the milestones after them were not read`;
      document.stop(document.at(['milestones']), 'shape', says);
    }
    const rows = drafts.map((placed) => rowOf(placed, document));
    const at = document.at(['release']);
    return [{ shape: releaseShape.name, about: 'cycle', version, ...about, drafts, rows, at }];
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
}

function place(row: ReleaseReading): Placed | undefined {
  const { fields, path, document, around } = row;
  if (!fields) {
    // check the date too, so that all problems of a milestone are reported at once
    const text = document.scalar([...path, 'when']);
    if (text !== undefined) readTime(row, 'when', text);
    return undefined;
  }
  const own = fields.id ?? slug(fields.name);
  const kind =
    fields.kind ?? termOf(around.vocabulary, own)?.kind ?? kindNamed(fields.name, path.at(-1) === 0);
  const when = readTime(row, 'when', fields.when);
  if (own === '') {
    const says = expected(
      'a slug, such as feature-freeze',
      'none; add one, because none can be made from the name',
    );
    document.stop(document.at(path), 'shape', `id: ${says}`);
    return undefined;
  }
  const actual = fields.actual === undefined ? undefined : readTime(row, 'actual', fields.actual);
  const draft = draftOf({ ...fields, id: own, kind, when, actual }, around);
  const untilAt = fields.until && document.at([...path, 'until']);
  return { draft, at: document.at(path), path, ...(untilAt && { untilAt }) };
}

function readTime({ document, path, zone }: ReleaseReading, key: 'when' | 'actual', text: string): When {
  return document.when(text, { zone, at: document.at([...path, key]), blocks: true });
}
