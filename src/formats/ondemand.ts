import type { Format } from './words/format.ts';
import type { Templates } from './words/words.ts';

/** All formats, by name, each with its own module: a command loads the one it writes. */
const formats: Readonly<Record<string, () => Promise<(templates: Templates) => Format>>> = {
  md: async () => (await import('./markdown.ts')).markdown,
  html: async () => (await import('./html.ts')).html,
  txt: async () => (await import('./text.ts')).text,
  json: async () => (await import('./json.ts')).json,
  ics: async () => (await import('./ical.ts')).icalendar,
  yaml: async () => always((await import('./yamlfile.ts')).yaml),
  readme: async () => always((await import('./readmetable.ts')).readme),
  atom: async () => (await import('./atom.ts')).atom,
  svg: async () => (await import('./svg.ts')).svg,
};

/** A format without templates. */
function always(format: Format): () => Format {
  return () => format;
}

/** `undefined` when there is none of that name. Throws a TemplateError when a template of it is missing. */
export async function formatNamed(templates: Templates, name: string): Promise<Format | undefined> {
  const load = Object.hasOwn(formats, name) ? formats[name] : undefined;
  return (await load?.())?.(templates);
}

export async function loadFormats(): Promise<readonly ((templates: Templates) => Format)[]> {
  return Promise.all(Object.values(formats).map((load) => load()));
}
