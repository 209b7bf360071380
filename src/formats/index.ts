import type { Format } from './words/format.ts';
import type { Templates } from './words/words.ts';
import { loadFormats } from './ondemand.ts';

const loaded = await loadFormats();

/** All formats. Routes and tests use this list; a command that needs one of them asks `formatNamed`. */
export function openFormats(templates: Templates): readonly Format[] {
  return loaded.map((open) => open(templates));
}
