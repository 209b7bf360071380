import type { Template } from 'liquidjs';
import { Liquid } from 'liquidjs';
import { TemplateError } from './format.ts';

/** A text and the URL it links to, if any. */
interface Linked {
  readonly text: string;
  readonly link: string | undefined;
}

/** How a markup language escapes text and writes links. */
export interface Markup {
  /** Also its template folder. */
  readonly name: string;
  escape(text: string): string;
  link(text: string, address: string): string;
}

/** Renders a template of one markup. */
export type Words = (template: string, data: object) => string;

/** Template sources by name, such as `md/banner`. */
export type Templates = ReadonlyMap<string, string>;

/**
 * Writes the templates of a markup and escapes all their output; `names` and `linked` print links. Throws a
 * TemplateError when one of `needed` is missing; one that does not parse throws it when it is first used.
 */
export function openWords(templates: Templates, markup: Markup, needed: readonly string[]): Words {
  for (const name of needed) {
    if (templates.has(`${markup.name}/${name}`)) continue;
    throw new TemplateError(`templates/${markup.name}/${name}.liquid: missing`);
  }
  const engine = engineFor(templates, markup);
  // compiled on first use: a banner needs one of them
  const compiled = new Map<string, Template[]>();
  const parsedOf = (name: string): Template[] => {
    const known = compiled.get(name) ?? (templates.has(name) ? compile(engine, name) : []);
    compiled.set(name, known);
    return known;
  };
  return (template, data) => String(engine.renderSync(parsedOf(`${markup.name}/${template}`), data)).trim();
}

/** Throws a TemplateError when a template does not parse: a service says so before it serves. */
export function checkTemplates(templates: Templates): void {
  const engine = engineFor(templates, { name: '', escape: (text) => text, link: (text) => text });
  for (const name of templates.keys()) compile(engine, name);
}

function engineFor(templates: Templates, markup: Markup): Liquid {
  const engine = new Liquid({
    templates: Object.fromEntries(templates),
    outputEscape: (value) => markup.escape(String(value ?? '')),
    strictFilters: true,
    strictVariables: false,
    ownPropertyOnly: true,
    // else it asks the runtime, which takes longer than all the rest
    locale: 'en-US',
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
  engine.registerFilter('data', { raw: true, handler: dataBlock });
  engine.registerFilter('and', (list: readonly string[]) => joined(list));
  return engine;
}

function compile(engine: Liquid, name: string): Template[] {
  try {
    return engine.parseFileSync(name);
  } catch (error) {
    const [why] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new TemplateError(`templates/${name}.liquid: ${why ?? 'does not parse'}`);
  }
}

/** JSON that no markup within it can end, for a `<script>` of data. */
function dataBlock(value: unknown): string {
  const codes = (mark: string): string => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replaceAll(/[<>&\u2028\u2029]/g, codes);
}

/** `a`, `a and b`, `a, b and c`. */
export function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

// oxlint-disable-next-line no-control-regex -- just these must never reach a line of output
const unprintable = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]+/g;

/** Replaces control characters and lone surrogates. Line feeds stay. */
export function printable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(unprintable, ' ').toWellFormed();
}

/** On one line. */
export function oneLine(text: string): string {
  return printable(text).replace(/\s*\n\s*/g, ' ');
}

/** For HTML and XML, text and attributes. */
export function escapeHtml(text: string): string {
  return (
    oneLine(text)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;')
      // a site may run the fragment through its own Liquid templates
      .replaceAll(/\{(?=[{%])/g, '&#123;')
  );
}
