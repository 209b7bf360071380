import type { Format } from './words/format.ts';
import type { Markup, Templates, Words } from './words/words.ts';
import { memoized } from '../domain/memo/memoized.ts';
import { comparedText } from './words/compared.ts';
import { sayBanner, saySection } from './words/say.ts';
import { oneLine, openWords } from './words/words.ts';

export const plainMarkup: Markup = { name: 'txt', escape: oneLine, link: (text) => text };

/** The plain-text templates, also used in JSON and calendar entries. */
export const plainWords: (templates: Templates) => Words = memoized((templates) =>
  openWords(templates, plainMarkup, ['banner', 'section', 'sentence', 'event', 'bulletin']),
);

export function text(templates: Templates): Format {
  const words = plainWords(templates);
  return {
    name: 'txt',
    media: 'text/plain; charset=utf-8',
    banner: (banner, style) => sayBanner(banner, style, words),
    section: (section, style) => saySection(section, style, words),
    compared: comparedText,
  };
}
