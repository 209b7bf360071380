import { readFileSync } from 'node:fs';

/** From `package.json`, two folders up from `src/cli` as from `dist/cli`. */
export function versionText(): string {
  const file: unknown = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  const version: unknown =
    typeof file === 'object' && file !== null && 'version' in file ? file.version : undefined;
  return typeof version === 'string' ? version : 'unknown';
}
