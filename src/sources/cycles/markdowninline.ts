/** A link and its text. */
export interface InlineLink {
  readonly text: string;
  readonly url: string;
}

// No pattern can match the same text in two ways, so that matching takes linear time.
const escaped = String.raw`\\[!-/:-@[-\x60{-~]`;
const inBrackets = String.raw`[^\][\\]*(?:\\[^][^\][\\]*)*`;
const address = String.raw`\(\s*<?([^()\s<>]*(?:\([^()\s<>]*\)[^()\s<>]*)*)>?(?:\s[^()]*)?\)`;
const linked = String.raw`!?\[(${inBrackets})\](?:${address}|\[(${inBrackets})\])?`;
const mark = new RegExp(String.raw`(?<char>${escaped})|\[+(?=\[)|${linked}|<br\s*/?>|[*\x60\]]+|\[`, 'gi');
const link = new RegExp(String.raw`${escaped}|${linked}`, 'g');

/** Removes bold, code and links (`[text](url)`, `[text][label]`, `[text]` keep their text), on one line. */
export function plainText(raw: string): string {
  return unmarked(raw).replace(control, ' ').replace(/\s+/g, ' ').trim().toWellFormed();
}

// oxlint-disable-next-line no-control-regex -- no page, terminal or calendar can bear them
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/g;

function unmarked(raw: string): string {
  return raw.replace(mark, (found: string, char?: string, text?: string) => {
    if (char !== undefined) return char.slice(1);
    if (text !== undefined) return unmarked(text);
    return found.startsWith('<') ? ' ' : '';
  });
}

/** Normalizes a reference label, so that case and spacing do not matter. */
export function labelOf(written: string): string {
  return written.replace(/\s+/g, ' ').trim().toLowerCase();
}

/** The links in a text; references without a definition are left out. */
export function linksIn(raw: string, definitions: ReadonlyMap<string, string>): readonly InlineLink[] {
  return [...raw.matchAll(link)].flatMap(([whole, text, url, label]) => {
    if (text === undefined || whole.startsWith('!')) return [];
    const found = url ?? definitions.get(labelOf(label || text));
    return found === undefined || found === '' ? [] : [{ text: plainText(text), url: unescaped(found) }];
  });
}

/** Removes link URLs, which do not belong in a date. */
export function withoutAddresses(raw: string): string {
  return raw.replace(/<br\s*\/?>/gi, ' ').replace(addressed, ']');
}

function unescaped(url: string): string {
  return url.replace(new RegExp(escaped, 'g'), (found) => found.slice(1));
}

const addressed = new RegExp(String.raw`\]${address}`, 'g');

/** Whether the text starts in bold. */
export function isBold(raw: string): boolean {
  return raw.startsWith('**');
}
