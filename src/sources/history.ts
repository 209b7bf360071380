import type { Document } from './yaml.ts';
import type { Instant, Zone } from '../domain/time.ts';
import type { Problem } from '../domain/rule.ts';
import type { Told } from '../domain/calendar.ts';
import { z } from 'zod';
import { utc } from '../domain/time.ts';
import { writeWhen } from '../domain/writewhen.ts';
import { problem } from '../domain/rule.ts';
import { afterEntry, edited } from './edit.ts';
import { moment } from './fields.ts';
import { fit } from './shape.ts';
import { readWhenAt } from './when.ts';
import { readYaml } from './yaml.ts';

/** By `<release>/<milestone id>`: every *when* that was public, oldest first. */
export type History = ReadonlyMap<string, readonly Told[]>;

const wantedKey = 'wanted <release>/<milestone id>, such as 1.38/code-freeze';

const entries = z.record(
  z.string().regex(/^[A-Za-z0-9._-]+\/[a-z0-9]+(-[a-z0-9]+)*$/, wantedKey),
  z.array(z.strictObject({ when: z.string(), since: moment })),
);

/** Reads `history.yaml`; the whens of a milestone must stand in the order in which they became public. */
export function readHistory(document: Document, zone: Zone | undefined, problems: Problem[]): History {
  const found = document.value === undefined ? undefined : fit({ document, schema: entries, problems });
  const history = Object.entries(found ?? {}).map(([key, told]) => {
    const whens = told.map(({ when, since }, index): Told => {
      const path = [key, index];
      const before = told[index - 1]?.since;
      if (before !== undefined && before >= since) {
        const says = `since: found ${since}, not after ${before} above it; wanted the oldest first`;
        problems.push(problem(document.at([...path, 'since']), { rule: 'shape', says }, { blocks: true }));
      }
      const at = document.at([...path, 'when']);
      return { when: readWhenAt(when, { zone, at, blocks: true }, problems), since };
    });
    return [key, whens] as const;
  });
  return new Map(history);
}

const intro = `# What became public when: the earlier dates of milestones, oldest first.
# Written by release-calendar (sync, import, history record); feeds count moves by it.
`;

/** The text of `history.yaml`, which may not be there yet, with the whens that it lacks at the end of each milestone's; comments and order stay. */
export function addHistory(
  { path, text = intro }: { readonly path: string; readonly text: string | undefined },
  more: History,
): { readonly text: string; readonly milestones: number } {
  const document = readYaml(text, path);
  const known = readHistory(document, utc, []);
  const added = [...more].flatMap(([key, told]) => {
    const last = known.get(key)?.at(-1)?.since;
    const fresh = told.filter(({ since }) => last === undefined || since > last);
    return fresh.length === 0 ? [] : [{ key, fresh, count: known.get(key)?.length ?? 0 }];
  });
  const edits = added.flatMap(({ key, fresh, count }) => {
    const at = count === 0 ? 0 : afterEntry(text, document, [key], count - 1);
    return count === 0 ? [] : [{ start: at, end: at, text: lines(fresh) }];
  });
  const open = /(^|[\r\n])$/.test(text) ? '' : '\n';
  const first = added.filter(({ count }) => count === 0);
  const end = first.map(({ key, fresh }) => `${key}:\n${lines(fresh)}`).join('');
  return { text: `${edited(text, edits)}${open}${end}`, milestones: added.length };
}

function lines(told: readonly Told[]): string {
  return told.map(({ when, since }) => `  - when: ${writeWhen(when)}\n    since: ${short(since)}\n`).join('');
}

/** To the minute where that is all of it. */
function short(at: Instant): string {
  return at.replace(/:00\.000Z$/, 'Z').replace(/\.000Z$/, 'Z');
}
