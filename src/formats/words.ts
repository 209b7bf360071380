import { Liquid } from 'liquidjs';

/** A piece of text and where it leads. */
export interface Linked {
  readonly text: string;
  readonly link: string | undefined;
}

/** How a language of marks writes plain text, and text that leads somewhere. */
export interface Markup {
  /** The folder of its templates. */
  readonly name: string;
  escape(text: string): string;
  link(text: string, address: string): string;
}

/** The words of the templates in one markup. */
export type Words = (template: string, data: object) => string;

/** Template texts by name, such as `md/banner`. */
export type Templates = ReadonlyMap<string, string>;

/**
 * Compiles templates for a markup. Everything they print is escaped for it; `names` and `linked` print links.
 * Throws for a template that is missing or does not parse: that is an editor's mistake, told at start.
 */
export function openWords(templates: Templates, markup: Markup): Words {
  const engine = new Liquid({
    templates: Object.fromEntries(templates),
    outputEscape: (value) => markup.escape(String(value ?? '')),
    strictFilters: true,
    strictVariables: false,
    ownPropertyOnly: true,
  });
  const linked = ({ text, link }: Linked): string => {
    const plain = markup.escape(text);
    return link === undefined || link === '' ? plain : markup.link(plain, link);
  };
  engine.registerFilter('linked', {
    raw: true,
    handler: (text: unknown, link: unknown) =>
      linked({
        text: typeof text === 'string' ? text : '',
        link: typeof link === 'string' ? link : undefined,
      }),
  });
  engine.registerFilter('names', {
    raw: true,
    handler: (list: readonly Linked[]) => joined(list.map(linked)),
  });
  engine.registerFilter('and', (list: readonly string[]) => joined(list));
  const compiled = new Map([...templates.keys()].map((name) => [name, engine.parseFileSync(name)]));
  return (template, data) => {
    const parsed = compiled.get(`${markup.name}/${template}`);
    if (!parsed) throw new Error(`templates/${markup.name}/${template}.liquid is missing`);
    return String(engine.renderSync(parsed, data)).trim();
  };
}

/** `a`, `a and b`, `a, b and c`. */
function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

// oxlint-disable-next-line no-control-regex -- just these must never reach a line of output
const unprintable = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]+/g;

/** Without control characters and lone surrogates. Line feeds stay. */
export function printable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(unprintable, ' ').toWellFormed();
}

/** On one line. */
export function oneLine(text: string): string {
  return printable(text).replace(/\s*\n\s*/g, ' ');
}
