import { globSync, readFileSync } from 'node:fs';

/** Every text that people read, with where it stands: `npm run texts`. */
const line = (path: string, number: number, text: string): string => `${path}:${number}  ${text}\n`;

function templateTexts(path: string): readonly string[] {
  const lines = (text: string): string => text.replaceAll(/.*/g, '');
  const source = readFileSync(path, 'utf8')
    .replace(/\{%-? comment.*?endcomment -?%\}/g, '')
    .replace(/<style>[^]*?<\/style>/g, lines);
  return source.split('\n').flatMap((row, index) => {
    const attributes = [...row.matchAll(/(?:aria-label|alt|placeholder|title)="([^"]+)"/g)].map(
      ([, text = '']) => text,
    );
    const shown = row.replaceAll(/\{%.*?%\}/g, ' ').replaceAll(/<[^>]*>/g, ' ');
    return [shown, ...attributes]
      .map((text) => text.replaceAll(/\s+/g, ' ').trim())
      .filter((text) => /[A-Za-z]{3}/.test(text.replaceAll(/\{\{.*?\}\}/g, '')))
      .map((text) => line(path, index + 1, text));
  });
}

const literal = /'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|"(?:[^"\\\n]|\\.)*"/g;
const code = /^\s*(?:\/\/|\/?\*|import|export .* from)|\b(?:sql|assert)\b|addColumn|SELECT|select .* from/;

/** Calls of `expected` become what they write, on the line on which they begin. */
function withExpected(source: string): string {
  const start = /(?<!function )\bexpected\(/.exec(source)?.index;
  if (start === undefined) return source;
  const open = start + 'expected('.length;
  const end = closing(source, open);
  const parts = argumentsOf(source.slice(open, end)).map((part) =>
    /['`"]/.test(part.charAt(0)) && stringEnd(part, 0) === part.length - 1
      ? unquoted(part)
      : `{${unquoted(part)}}`,
  );
  const text = `expected ${parts.join(', found ')}`.replaceAll(/\s*\n\s*/g, ' ');
  const isInside = source.slice(0, start).endsWith('${') && source[end + 1] === '}';
  const lines = '\n'.repeat(source.slice(open, end).split('\n').length - 1);
  const [before, after] = isInside ? [start - 2, end + 2] : [start, end + 1];
  const written = isInside ? text + lines : `\`${text}\`${lines}`;
  return source.slice(0, before) + written + withExpected(source.slice(after));
}

/** The index of the bracket that closes what is open at `from`, or of the comma before it. */
function closing(source: string, from: number, stops = /[)\]}]/): number {
  let depth = 0;
  for (let at = from; at < source.length; at++) {
    const sign = source[at] ?? '';
    if (depth === 0 && stops.test(sign)) return at;
    if (/['"`]/.test(sign)) at = stringEnd(source, at);
    else if (/[([{]/.test(sign)) depth++;
    else if (/[)\]}]/.test(sign)) depth--;
  }
  return source.length;
}

/** The index of the quote that closes the string whose opening quote is at `open`. */
function stringEnd(source: string, open: number): number {
  const sign = source[open];
  let at = open + 1;
  for (; at < source.length && source[at] !== sign; at++) {
    if (source[at] === '\\') at++;
    else if (sign === '`' && source.startsWith('${', at)) at = closing(source, at + 2);
  }
  return at;
}

/** Code without the quotes that delimit its strings; those inside of strings stay. */
function unquoted(source: string): string {
  const open = source.search(/['"`]/);
  if (open < 0) return source;
  const end = stringEnd(source, open);
  const inside = source.slice(open + 1, end);
  const text = source[open] === '`' ? templateText(inside) : inside;
  return source.slice(0, open) + text + unquoted(source.slice(end + 1));
}

function templateText(text: string): string {
  const start = text.indexOf('${');
  if (start < 0) return text;
  const end = closing(text, start + 2);
  return `${text.slice(0, start)}\${${unquoted(text.slice(start + 2, end))}}${templateText(text.slice(end + 1))}`;
}

function argumentsOf(list: string): readonly string[] {
  const comma = closing(list, 0, /,/);
  const first = list.slice(0, comma).trim();
  return comma < list.length ? [first, ...argumentsOf(list.slice(comma + 1))] : first === '' ? [] : [first];
}

/** Literals of more than one word. */
function sourceTexts(path: string): readonly string[] {
  return withExpected(readFileSync(path, 'utf8'))
    .split('\n')
    .flatMap((row, index) => {
      if (code.test(row)) return [];
      return [...row.matchAll(literal)]
        .map(([text]) => text.slice(1, -1))
        .filter((text) => /[a-z]{2}[,;:.]? (?:[a-z$"]|[A-Z][a-z])/.test(text) && !/^[.#<{]|=>|\$1/.test(text))
        .map((text) => line(path, index + 1, text));
    });
}

const templates = globSync('templates/**/*.liquid').filter((path) => !/(?:style|script|icon)\./.test(path));
const sources = globSync('src/**/*.ts').filter((path) => !path.includes('/migrations'));
process.stdout.write(
  [...templates.toSorted().flatMap(templateTexts), ...sources.toSorted().flatMap(sourceTexts)].join(''),
);
