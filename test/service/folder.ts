import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Texts by their path. */
export type Files = Readonly<Record<string, string>>;

/** Tells a story in a new folder with these files, and removes it. */
export async function inFolder<T>(files: Files, story: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'calendars-'));
  try {
    write(folder, files);
    return await story(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function write(folder: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

/** One calendar of one release, by the lines of its milestones. */
export function calendarFiles(id: string, ...milestones: readonly string[]): Files {
  return {
    [`${id}/calendar.yaml`]: `id: ${id}\ntitle: The ${id} calendar\nzone: UTC\n`,
    [`${id}/1.0.yaml`]: ['release: "1.0"', 'milestones:', ...milestones.map((row) => `  - ${row}`), ''].join(
      '\n',
    ),
  };
}
