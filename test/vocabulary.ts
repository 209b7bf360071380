import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Term } from '../src/domain/calendar/vocabulary.ts';
import { Document } from '../src/sources/yaml/yaml.ts';
import { readVocabulary } from '../src/sources/calendar/vocabularyfile.ts';
import { termOf } from '../src/domain/calendar/vocabulary.ts';

const path = join(import.meta.dirname, '..', 'calendars', 'kubernetes', 'vocabulary.yaml');

export const fieldText = readFileSync(path, 'utf8');

/** What the names of the shipped calendar mean. */
export const field = readVocabulary(new Document({ name: 'vocabulary.yaml', path, text: fieldText }));

/** What an id means there. */
export function meaning(id: string): Term | undefined {
  return termOf(field, id);
}
