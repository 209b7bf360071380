import type { Instant, Zone } from '../../domain/time/time.ts';
import type { PublishedState } from '../../domain/calendar/calendar.ts';
import { toldStatuses } from '../../domain/calendar/calendar.ts';
import { basename } from 'node:path';
import { z } from 'zod';
import { whenChange } from '../../domain/history/change.ts';
import { utc } from '../../domain/time/time.ts';
import { writeWhen } from '../../domain/when/writewhen.ts';
import { expected } from '../../domain/problem/expected.ts';
import { sayProblem } from '../../domain/problem/rule.ts';
import { Failure } from '../../service/ports/failure.ts';
import { addEntries, edited, lineBreak } from '../yaml/edit.ts';
import { line, milestoneKeys, moment, orNothing } from '../yaml/yamlfields.ts';
import { fit, stopSkipped } from '../yaml/shape.ts';
import { Document } from '../yaml/yaml.ts';

/** Every public *when*, oldest first, by `<release>/<milestone id>`. */
export type History = ReadonlyMap<string, readonly PublishedState[]>;

const entries = z.record(
  milestoneKeys,
  z.array(
    z.strictObject({
      when: z.string(),
      since: moment,
      name: orNothing(line),
      status: z.enum(toldStatuses).optional(),
    }),
  ),
);

/**
 * Reads `history.yaml`; each milestone's whens must be in the order in which they became public. `zoneOf`
 * gives the zone of bare dates in a release.
 */
export function readHistory(document: Document, zoneOf: (release: string) => Zone | undefined): History {
  const found = document.value === undefined ? undefined : fit(document, entries);
  stopSkipped(document, found);
  const history = Object.entries(found ?? {}).map(([key, told]) => {
    const zone = zoneOf(key.slice(0, key.lastIndexOf('/')));
    const whens = told.map(({ when: text, since, name, status }, index): PublishedState => {
      const before = told[index - 1]?.since;
      if (before !== undefined && before >= since) {
        const says = expected(`an instant after ${before} above it`, since);
        document.stop(document.at([key, index, 'since']), 'shape', `since: ${says}`);
      }
      const when = document.when(text, { zone, at: document.at([key, index, 'when']), blocks: true });
      return { when, since, ...(name !== undefined && { name }), ...(status && { status }) };
    });
    return [key, whens] as const;
  });
  return new Map(history);
}

const intro = `# What became public when: the earlier dates of milestones, oldest first.
# Written by release-calendar (sync, import, history record); feeds count moves by it.
`;

/**
 * The text of `history.yaml` (which may not exist yet), with missing whens appended to each milestone;
 * comments and order are kept. Throws a Failure when nothing can be added.
 */
export function addHistory(
  { path, text = intro }: { readonly path: string; readonly text: string | undefined },
  more: History,
): { readonly text: string; readonly milestones: number } {
  const file = documentAt(path, text);
  const known = understood(file);
  const added = [...more].flatMap(([key, told]) => {
    const fresh = lacking(known.get(key)?.at(-1), told);
    return fresh.length === 0 ? [] : [{ key, fresh, count: known.get(key)?.length }];
  });
  const edits = added.flatMap(({ key, fresh, count }) => {
    if (count === undefined) return [];
    const edit = addEntries(file, [key], { after: count - 1, entries: fresh.map(entry) });
    const says = expected('one entry on each line', 'a list in brackets');
    if (!edit) throw new Failure(`${path}: cannot add to ${key}: ${says}`);
    return [edit];
  });
  const done = edited(text, edits);
  const end = lineBreak(text);
  const open = /(^|[\r\n])$/.test(done.slice(-1)) ? '' : end;
  const keys = added.filter(({ count }) => count === undefined);
  const last = keys.map(({ key, fresh }) => `${key}:\n${fresh.map(entry).join('')}`).join('');
  const whole = last === '' ? done : `${done}${open}${last.replaceAll('\n', end)}`;
  understood(documentAt(path, whole));
  return { text: whole, milestones: added.length };
}

function documentAt(path: string, text: string): Document {
  return new Document({ name: basename(path), path, text });
}

function understood(document: Document): History {
  const known = readHistory(document, () => utc);
  const first = document.problems.find(({ blocks }) => blocks);
  if (!first) return known;
  throw new Failure(`${sayProblem(first)}; nothing was added`);
}

/** The states that became public after the last known one and differ from it. */
function lacking(
  last: PublishedState | undefined,
  told: readonly PublishedState[],
): readonly PublishedState[] {
  const fresh: PublishedState[] = [];
  for (const one of told) {
    const before = fresh.at(-1) ?? last;
    // bare dates are in the release's zone, which this file does not name
    const same = before && writeWhen(before.when) === writeWhen(one.when);
    const how = before && !same ? whenChange(before.when, one.when) : undefined;
    const turned = before && (one.name ?? before.name) !== before.name;
    if (
      !before ||
      turned ||
      (one.status && one.status !== before.status) ||
      (one.since > before.since && how !== undefined && how !== 'reworded')
    )
      fresh.push(one);
  }
  return fresh;
}

function entry({ when, since, name, status }: PublishedState): string {
  const more = [
    ...(name === undefined ? [] : [`    name: ${JSON.stringify(name)}\n`]),
    ...(status ? [`    status: ${status}\n`] : []),
  ];
  return `  - when: ${writeWhen(when)}\n    since: ${short(since)}\n${more.join('')}`;
}

/** Without seconds when they are zero. */
function short(at: Instant): string {
  return at.replace(/:00\.000Z$/, 'Z').replace(/\.000Z$/, 'Z');
}
