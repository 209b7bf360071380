import { globSync, readFileSync } from 'node:fs';

/** Every text that people read, with where it stands: `npm run texts`. */
const line = (path: string, number: number, text: string): string => `${path}:${number}  ${text}\n`;

function templateTexts(path: string): readonly string[] {
  const source = readFileSync(path, 'utf8').replace(/\{%-? comment.*?endcomment -?%\}/g, '');
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

/** Literals of more than one word. */
function sourceTexts(path: string): readonly string[] {
  return readFileSync(path, 'utf8')
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
