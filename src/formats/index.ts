import type { Format } from './words/format.ts';
import type { Templates } from './words/words.ts';
import { atom } from './atom.ts';
import { html } from './html.ts';
import { icalendar } from './ical.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { readme } from './readmetable.ts';
import { svg } from './svg.ts';
import { plainWords, text } from './text.ts';
import { yaml } from './yamlfile.ts';

/** All formats. Routes, commands and tests use this list. */
export function openFormats(templates: Templates): readonly Format[] {
  const words = plainWords(templates);
  return [
    markdown(templates),
    html(templates),
    text(words),
    json(words),
    icalendar(words),
    yaml,
    readme,
    atom(words),
    svg(words),
  ];
}
