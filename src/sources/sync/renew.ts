import type { CalendarContext, Placed } from '../shapes/part.ts';
import type { Edit } from '../yaml/edit.ts';
import type { Milestone, Release } from '../../domain/calendar/calendar.ts';
import type { Place } from '../../domain/problem/rule.ts';
import type { Renewed } from '../../service/ports/keep.ts';
import type { TextFile } from '../files/files.ts';
import { releaseChanges } from '../../domain/history/change.ts';
import { expected } from '../../domain/problem/expected.ts';
import { topOf, blocker } from '../../domain/problem/rule.ts';
import { longAgo } from '../../domain/history/told.ts';
import { sameWords, writeWhen } from '../../domain/when/writewhen.ts';
import { addEntries, edited, replaceValue } from '../yaml/edit.ts';
import { bareIn, paired } from '../calendar/takein.ts';
import type { Pair } from '../calendar/takein.ts';
import { milestoneOf } from '../shapes/part.ts';
import { releaseShape } from '../shapes/release.ts';
import { Document } from '../yaml/yaml.ts';

/** Writes a new milestone as YAML. */
type Write = (milestone: Milestone) => string;

/**
 * Merges a source into an existing release file: dates follow the source, new milestones are added, and the
 * rest stays as people wrote it: ids, names, notes, comments, and milestones that the source dropped.
 */
export function renewFile(file: TextFile, told: Release, around: CalendarContext, write: Write): Renewed {
  const own = new Document(file);
  const [part] = releaseShape.read(own, around);
  const blocking = own.problems.filter(({ blocks }) => blocks);
  if (!part || blocking.length > 0) return { problems: blocking };
  const refuse = (at: Place, says: string): Renewed => ({
    problems: [blocker(at, 'shape', says)],
  });
  if (part.version !== told.version)
    return refuse(part.at, `the file is for ${part.version}, but its source is for ${told.version}`);
  const old = part.drafts.map(({ draft }) => milestoneOf(draft, part.version, longAgo));
  const zoned = told.milestones.map((one) => ({
    ...one,
    when: bareIn(one.when, told.zone, part.zone ?? around.zone),
  }));
  const pairs = paired(zoned, old);
  const dates = pairs.flatMap(({ milestone, index }) => dated(own, part.drafts[index], milestone));
  const added = grouped(pairs).map(({ after, milestones }) =>
    addEntries(own, ['milestones'], { after, entries: milestones.map(write) }),
  );
  if (added.includes(undefined))
    return refuse(
      own.at(['milestones']),
      expected('each milestone after a dash on a line of its own', 'a list in brackets'),
    );
  const text = edited(file.text, [...dates, ...added.flatMap((edit) => edit ?? [])]);
  // an unreadable file must not be written
  const again = new Document({ ...file, text });
  releaseShape.read(again, around);
  const wrong = again.problems.find(({ blocks }) => blocks)?.says;
  if (wrong) return refuse(topOf(part.at.file), `not readable with what its source has: ${wrong}`);
  const now = pairs.map(({ milestone, index }) => ({ ...(old[index] ?? milestone), when: milestone.when }));
  return { text, changes: releaseChanges(old, now) };
}

/** Edits that update the date, and the week if the date changed. */
function dated(own: Document, was: Placed | undefined, { when, week }: Milestone): readonly Edit[] {
  if (!was?.path || sameWords(was.draft.when, when)) return [];
  const weeks =
    week === undefined || week === was.draft.week
      ? []
      : replaceValue(own, [...was.path, 'week'], String(week));
  return [...replaceValue(own, [...was.path, 'when'], writeWhen(when)), ...weeks];
}

interface Group {
  readonly after: number;
  readonly milestones: readonly Milestone[];
}

/** New milestones grouped by the old one they follow in the source; -1 for the start. */
function grouped(pairs: readonly Pair<Milestone>[]): readonly Group[] {
  const groups = new Map<number, Milestone[]>();
  let after = -1;
  for (const { milestone, index } of pairs) {
    if (index >= 0) after = index;
    else groups.set(after, [...(groups.get(after) ?? []), milestone]);
  }
  return [...groups].map(([place, milestones]) => ({ after: place, milestones }));
}
