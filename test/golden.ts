import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'test/golden/worlds';

/** What a golden file of a calendar holds must be what the program gives; with UPDATE_GOLDEN=1 it is written first. */
export function holds(file: string, text: string): void {
  const path = join(folder, file);
  if (process.env['UPDATE_GOLDEN'] !== undefined) writeFileSync(path, text);
  const hint = `${path} differs; UPDATE_GOLDEN=1 npm test writes it anew`;
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const now = text.split('\n');
  const first = now.findIndex((line, index) => line !== lines[index]);
  if (first >= 0) assert.equal(now[first], lines[first], `${hint}, from line ${first + 1} on`);
  assert.equal(now.length, lines.length, hint);
}

/** The headings of a golden file, `=== name` each: the order in which its parts are compared. */
export function headings(file: string): readonly string[] {
  const path = join(folder, file);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return [...text.matchAll(/^=== (.*)$/gm)].map(([, name = '']) => name);
}
