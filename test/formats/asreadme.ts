import type { Draft } from '../../src/domain/calendar/draft.ts';
import type { Milestone, Release } from '../../src/domain/calendar/calendar.ts';
import type { Problem } from '../../src/domain/problem/rule.ts';
import { utc } from '../../src/domain/time/time.ts';
import { readme } from '../../src/formats/readmetable.ts';
import { lint } from '../../src/domain/lint/checksummary.ts';
import { FilePage } from '../../src/sources/yaml/filepage.ts';
import { readmeShape } from '../../src/sources/cycles/readme.ts';
import { field } from '../vocabulary.ts';

export function write(one: Release): string {
  return readme.release?.(one) ?? '';
}

interface Back {
  readonly drafts: readonly Draft[];
  readonly homepage: string | undefined;
  /** What its reader and the linter say. */
  readonly problems: readonly Problem[];
}

export function readBack(text: string, version = '1.38'): Back {
  const page = new FilePage({ name: `${version}.md`, path: `${version}.md`, text });
  const parts = readmeShape.read(page, { zone: utc, counts: undefined, vocabulary: field }, []) ?? [];
  const drafts = parts.flatMap((part) => part.drafts.map(({ draft }) => draft));
  return { drafts, homepage: parts[0]?.homepage, problems: [...page.problems, ...lint(parts)] };
}

/** The lines of the Summary and those of the Timeline. */
export function parts(text: string): {
  readonly bullets: readonly string[];
  readonly rows: readonly string[];
} {
  const lines = text.split('\n');
  return {
    bullets: lines.filter((line) => line.startsWith('- ')),
    rows: lines.filter((line) => line.startsWith('| ')).slice(1),
  };
}

/** The first cell of each row. */
export function whats(one: Release): readonly string[] {
  return parts(write(one)).rows.map((row) => row.slice(2).split(' | ')[0]?.trimEnd() ?? '');
}

/** What a README tells of a milestone in its own words. */
type Facts = Pick<Milestone, 'name' | 'when' | 'role'> &
  Readonly<Record<'week' | 'link', number | string | undefined>>;

export function facts({ name, when, role, week, link }: Draft): Facts {
  return { name, when: { ...when }, role, week, link };
}
