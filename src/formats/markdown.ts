import type { Format } from './words/format.ts';
import type { Markup, Templates } from './words/words.ts';
import { comparedMarkdown } from './words/compared.ts';
import { sayBanner, saySection } from './words/say.ts';
import { oneLine, openWords } from './words/words.ts';

const markup: Markup = {
  name: 'md',
  escape: escapeMarkdown,
  link: (text, address) =>
    `[${text}](${address.replaceAll('(', '%28').replaceAll(')', '%29').replaceAll('{', '%7B')})`,
};

/** Markdown that still reads well when pasted into a mail. */
export function markdown(templates: Templates): Format {
  const words = openWords(templates, markup, ['banner', 'section']);
  return {
    name: 'md',
    media: 'text/markdown; charset=utf-8',
    banner: (banner, style) => sayBanner(banner, style, words),
    section: (section, style) => saySection(section, style, words),
    compared: (found) => comparedMarkdown(found, escapeMarkdown),
  };
}

/** Escapes Markdown and Liquid (`{{`, `{%`), but not signs that are plain here (`-`, `.`, a lone `&`). */
function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/[\\`*[\]<>|~]/g, String.raw`\$&`)
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, String.raw`\_`)
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/^([#>+-])(?=\s)/, String.raw`\$1`)
    .replace(/^(\d+)([.)])(?=\s)/, String.raw`$1\$2`)
    .replaceAll(/\{(?=[{%])/g, '&#123;');
}
