import type { Problem } from '../domain/rule.ts';
import type { Shape } from './part.ts';
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { folderSource } from './folder.ts';
import { problem } from '../domain/rule.ts';
import { utc } from '../domain/time.ts';
import { checkFile, readCalendar } from './calendar.ts';
import { isSchedule, namesIn, readFiles } from './files.ts';

/**
 * Everything that is wrong in a folder of calendars, a calendar or one file. A file is read with the calendar
 * it lies in, else as one of a calendar in UTC.
 */
export async function checkPath(path: string, shapes: readonly Shape[]): Promise<readonly Problem[]> {
  const facts = await stat(path).catch(() => undefined);
  if (!facts) {
    const says = 'no such file or folder';
    return [problem({ file: path, line: 1, column: 1 }, { rule: 'unreadable', says }, { blocks: true })];
  }
  if (facts.isDirectory()) return checkFolder(path, shapes);
  const [folder, name] = [dirname(path), basename(path)];
  if (!isSchedule(name)) {
    const says = `cannot check ${name}; wanted a .yaml, .yml or .md file`;
    return [problem({ file: path, line: 1, column: 1 }, { rule: 'unreadable', says }, { blocks: true })];
  }
  if ((await namesIn(folder)).includes('calendar.yaml')) {
    const reading = readCalendar(folder, await readFiles(folder, dirname(folder)), shapes);
    return reading.problems
      .filter(({ at }) => at.file === join(folder, name))
      .map((one) => ({ ...one, at: { ...one.at, file: path } }));
  }
  const read = await readFiles(folder, dirname(folder), name);
  const found = read.files.flatMap((file) =>
    checkFile({ ...file, path }, shapes, { zone: utc, counts: undefined }),
  );
  return [...read.problems, ...found];
}

async function checkFolder(folder: string, shapes: readonly Shape[]): Promise<readonly Problem[]> {
  const { calendars, problems } = await folderSource(folder, shapes, { poll: false }).read({
    settled: false,
  });
  return [...problems, ...calendars.flatMap((reading) => reading.problems)];
}
