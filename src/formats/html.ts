import type { Format } from './words/format.ts';
import type { Markup, Templates } from './words/words.ts';
import { sayBanner, saySection } from './words/say.ts';
import { escapeHtml } from './words/words.ts';
import { openWords } from './words/words.ts';

export const htmlMarkup: Markup = {
  name: 'html',
  escape: escapeHtml,
  link: (text, address) => `<a href="${escapeHtml(address)}">${text}</a>`,
};

/** An HTML fragment to embed in a page. */
export function html(templates: Templates): Format {
  const words = openWords(templates, htmlMarkup, ['banner', 'section']);
  return {
    name: 'html',
    media: 'text/html; charset=utf-8',
    banner: (banner, style) => sayBanner(banner, style, words),
    section: (section, style) => saySection(section, style, words),
  };
}
