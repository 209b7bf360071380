import { printable } from './words.ts';

/** An iCalendar component: its own lines and its subcomponents. */
interface Component {
  readonly name: string;
  readonly lines: string[];
  readonly inside: Component[];
}

/**
 * Fixes what ical-generator 11 writes: properties before components (RFC 5545 3.4, 3.6), URIs without TEXT
 * escapes (3.3.13), properties it cannot set, lines folded at 75 octets but never inside a character (3.1),
 * and CRLF after every line. `extra` are lines for the calendar itself.
 */
export function contentLines(generated: string, extra: readonly string[]): string {
  const lines = generated
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .filter((line) => line !== '');
  const [calendar] = components(lines);
  calendar?.lines.push(...extra);
  return calendar ? written(calendar).map(fold).join('') : '';
}

function components(lines: readonly string[]): readonly Component[] {
  const root: Component = { name: '', lines: [], inside: [] };
  const open = [root];
  for (const line of lines) {
    const current = open.at(-1) ?? root;
    if (line.startsWith('BEGIN:')) {
      const component = { name: line.slice('BEGIN:'.length), lines: [], inside: [] };
      current.inside.push(component);
      open.push(component);
    } else if (line.startsWith('END:')) open.pop();
    // START is the default of RELATED (RFC 5545 3.2.14)
    else current.lines.push(unescapeUri(line).replace(/^TRIGGER;RELATED=START:/, 'TRIGGER:'));
  }
  return root.inside;
}

function written({ name, lines, inside }: Component): readonly string[] {
  return [`BEGIN:${name}`, ...lines, ...inside.flatMap(written), `END:${name}`];
}

function unescapeUri(line: string): string {
  return /^(URL|SOURCE)[;:]/.test(line) ? line.replace(/\\([,;\\])/g, '$1') : line;
}

/** RFC 5545 3.1: at most 75 octets a line, counted in UTF-8; a continuation begins with one space. */
export function fold(line: string): string {
  // fast path
  if (line.length <= 75 && Buffer.byteLength(line) <= 75) return `${line}\r\n`;
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > 75) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return `${folded}\r\n`;
}

/** Escapes a TEXT value (RFC 5545 3.3.11) for a property that ical-generator does not escape. */
export function escapeText(text: string): string {
  return printable(text)
    .replace(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`);
}
