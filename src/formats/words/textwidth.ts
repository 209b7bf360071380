const wide =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Extended_Pictographic}|[\uff00-\uffef\u3000-\u303f]/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Approximate width of a text in a sans-serif font, in ems; rather too large than too small. */
export function ems(text: string): number {
  return parts(text).reduce((sum, part) => sum + emOf(part), 0);
}

function emOf(part: string): number {
  if (wide.test(part)) return 1;
  if (/^[iljtfI.,:;'|! ()[\]-]$/.test(part)) return 0.36;
  return /^[mwMW@%]$/.test(part) ? 0.9 : /^[A-Z0-9_]$/.test(part) ? 0.68 : 0.58;
}

/** How many columns of a terminal a text takes. */
export function columns(text: string): number {
  return parts(text).reduce((sum, part) => sum + (wide.test(part) ? 2 : 1), 0);
}

/** Wraps a text at `most` ems, between words where possible, never within a character. */
export function wrapped(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((one) => pieces(one, most))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && ems(longer) > most) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** Splits a word that is longer than a line. */
function pieces(word: string, most: number): readonly string[] {
  if (ems(word) <= most) return [word];
  const found: string[] = [''];
  for (const part of parts(word)) {
    const last = found.at(-1) ?? '';
    if (ems(last + part) > most) found.push(part);
    else found[found.length - 1] = last + part;
  }
  return found;
}

function parts(text: string): readonly string[] {
  return [...graphemes.segment(text)].map(({ segment }) => segment);
}
