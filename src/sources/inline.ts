/** Text that leads somewhere. */
export interface InlineLink {
  readonly text: string;
  readonly url: string;
}

const linked = /\[([^\][]*)\](?:\(([^()\s]*)[^()]*\)|\[([^\][]*)\])?/g;

/** Without bold, code marks and links (`[text](url)`, `[text][label]` and `[text]` are their text), on one line. */
export function plainText(raw: string): string {
  return raw
    .replace(linked, '$1')
    .replace(/\\([\\|*_[\]`])/g, '$1')
    .replace(/[*`[\]]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The links of a text; a reference without its definition leads nowhere. */
export function linksIn(raw: string, definitions: ReadonlyMap<string, string>): readonly InlineLink[] {
  return [...raw.matchAll(linked)].flatMap(([, text = '', address, label]) => {
    const url = address ?? definitions.get((label || text).toLowerCase());
    return url === undefined || url === '' ? [] : [{ text: plainText(text), url }];
  });
}

/** Stressed as a whole: it begins in bold. */
export function isBold(raw: string): boolean {
  return raw.startsWith('**');
}
