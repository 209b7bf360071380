import type { Format } from './words/format.ts';
import type { Markup, Templates, Words } from './words/words.ts';
import { comparedText } from './words/compared.ts';
import { sayBanner, saySection } from './words/say.ts';
import { oneLine, openWords } from './words/words.ts';

export const plainMarkup: Markup = { name: 'txt', escape: oneLine, link: (text) => text };

/** The plain-text templates, also used in JSON and calendar entries. */
export function plainWords(templates: Templates): Words {
  return openWords(templates, plainMarkup, ['banner', 'section', 'sentence', 'event', 'bulletin']);
}

export function text(words: Words): Format {
  return {
    name: 'txt',
    media: 'text/plain; charset=utf-8',
    banner: (banner, style) => sayBanner(banner, style, words),
    section: (section, style) => saySection(section, style, words),
    compared: comparedText,
  };
}
