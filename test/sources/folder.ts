import assert from 'node:assert/strict';
import type { Calendar, Milestone } from '../../src/domain/calendar/calendar.ts';
import type { CalendarReading, SourceReading } from '../../src/service/ports/source.ts';
import type { Problem } from '../../src/domain/problem/rule.ts';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { calendarsIn } from '../../src/sources/index.ts';
import { fieldText } from '../vocabulary.ts';
import { isGood } from '../../src/service/ports/source.ts';

/** Texts, or bytes, by their path below a folder. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** The least that a `calendar.yaml` says. */
export const settings = 'id: one\ntitle: One\nzone: UTC\n';

/** A fresh folder for one story, gone when the story ends. */
export async function inFolder<T>(files: Files, story: (root: string) => Promise<T>): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), 'calendars-'));
  try {
    await chmod(root, 0o755);
    await put(root, files);
    return await story(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

export async function put(root: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
}

export function readFolder(root: string): Promise<SourceReading> {
  return calendarsIn(root, { poll: false }).read({ settled: false });
}

/** A calendar as its readers see it. */
export interface Seen {
  /** Only when it may be served. */
  readonly calendar: Calendar | undefined;
  /** As `1.30.yaml:4:5 error shape: what was found`. */
  readonly problems: readonly string[];
  readonly revision: string;
}

/** What the calendar `one` of these files looks like; `calendar.yaml` is the least one unless it is among them. */
export function read(files: Files): Promise<Seen> {
  const least = { 'calendar.yaml': settings, 'vocabulary.yaml': fieldText };
  return inFolder(inOne({ ...least, ...files }), async (root) => {
    const { calendars, problems } = await readFolder(root);
    const [one] = calendars;
    assert.ok(one && calendars.length === 1 && problems.length === 0, JSON.stringify(problems));
    return seen(one);
  });
}

/** The files of the calendar in the folder `one`. */
export function inOne(files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [`one/${name}`, content]));
}

export function seen(reading: CalendarReading): Seen {
  return {
    calendar: isGood(reading) ? reading.calendar : undefined,
    problems: reading.problems.map((problem) => told(problem, reading.folder)),
    revision: reading.revision,
  };
}

/** One problem in a line, its file as seen from a folder. */
export function told({ at, severity, rule, says }: Problem, folder: string): string {
  return `${place(at, folder)} ${severity} ${rule}: ${says.replaceAll(`${folder}/`, '')}`;
}

function place({ file, line, column }: Problem['at'], folder: string): string {
  return `${file.replace(`${folder}/`, '')}:${line}:${column}`;
}

/** Acts as a user without rights where we are root, who may read everything. */
export async function asNobody<T>(act: () => Promise<T>): Promise<T> {
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65_534);
  try {
    return await act();
  } finally {
    if (root) process.seteuid?.(0);
  }
}

/** Release 1.30 in our own shape, with one flow-style row a milestone. */
export function release(...rows: readonly string[]): string {
  const list = rows.length === 0 ? ' []\n' : `\n${rows.map((row) => `  - ${row}\n`).join('')}`;
  return `release: "1.30"\nmilestones:${list}`;
}

/** `1.30/code-freeze` of a calendar that may be served. */
export function milestone({ calendar, problems }: Seen, name: string): Milestone {
  assert.ok(calendar, `not served: ${problems.join('\n')}`);
  const found = calendar.releases.flatMap(({ milestones }) => milestones);
  const one = found.find(({ release: version, id }) => `${version}/${id}` === name);
  assert.ok(
    one,
    `no ${name} among ${found.map(({ release: version, id }) => `${version}/${id}`).join(', ')}`,
  );
  return one;
}

/** The ids of a release, in their order. */
export function ids({ calendar, problems }: Seen, version: string): readonly string[] {
  assert.ok(calendar, `not served: ${problems.join('\n')}`);
  const found = calendar.releases.find((one) => one.version === version);
  return found?.milestones.map(({ id }) => id) ?? [];
}
