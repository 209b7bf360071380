import type { Instant } from '../time/time.ts';
import type { Milestone, PublishedState } from '../calendar/calendar.ts';
import { slug } from '../calendar/calendar.ts';
import type { Vocabulary } from '../calendar/vocabulary.ts';
import { termOf } from '../calendar/vocabulary.ts';
import { draftOf } from '../calendar/draft.ts';
import { nameOf } from '../calendar/name.ts';
import { patchTrain } from '../calendar/patch.ts';
import { revisionFacts } from './revisionfacts.ts';
import { utc } from '../time/time.ts';
import { endIn } from '../when/when.ts';

/** A release, and the recorded history of its milestones. */
interface Remembered {
  readonly version: string;
  readonly history: ReadonlyMap<string, readonly PublishedState[]>;
  readonly unknown: Instant;
  readonly vocabulary: Vocabulary;
}

/** What was removed from its file, shown as canceled to those who had it, if its history ends with `gone`. */
export function removedMilestones(
  known: readonly Pick<Milestone, 'id' | 'aliases'>[],
  { version, history, unknown, vocabulary }: Remembered,
): readonly Milestone[] {
  const ids = new Set(known.flatMap(({ id, aliases }) => [id, ...aliases]));
  return [...history].flatMap(([key, told]) => {
    const cut = key.lastIndexOf('/');
    const [release, id] = [key.slice(0, cut), key.slice(cut + 1)];
    const last = told.at(-1);
    if (release !== version || ids.has(id) || last?.status !== 'gone') return [];
    // what was over when it was removed is history
    if ((endIn(last.when, utc) ?? last.since) < last.since) return [];
    const name = told.findLast((one) => one.name !== undefined)?.name ?? nameOf(id);
    const term = termOf(vocabulary, id);
    const { kind = 'task', counts } = term ?? {};
    const patch = patchOf(id, release);
    const own = draftOf({
      ...{ id, name, kind, when: last.when, banner: counts === 'yes', status: 'cancelled' },
      ...(patch !== undefined && { patch }),
      ...(term && { term }),
    });
    return [{ ...own, release, ...revisionFacts(own, told, unknown) }];
  });
}

/** The patch that a patch-schedule id names: `1.36.2` for `patch-1-36-2`; `undefined` for any other id. */
function patchOf(id: string, release: string): string | undefined {
  const rest = /^(?:cherry-pick|patch)-(\d.*)$/.exec(id)?.[1];
  if (rest === undefined || release === patchTrain) return rest;
  const own = `${slug(release)}-`;
  return rest.startsWith(own) ? `${release}.${rest.slice(own.length)}` : undefined;
}
