import type { Imported } from '../../service/ports/keep.ts';
import type { TextFile } from '../files/files.ts';
import { problem } from '../../domain/problem/rule.ts';

/** The same limit as for a file. */
const maxBytes = 1_048_576;

/** A text from standard input, with the same limits as a file. */
export function piped(path: string, text: string): TextFile | Imported {
  const bytes = Buffer.byteLength(text);
  const found = text.includes('\0')
    ? 'a NUL byte; wanted text'
    : `${bytes} bytes; wanted at most ${maxBytes}`;
  if (bytes <= maxBytes && !text.includes('\0')) return { name: nameFor(text), path, text };
  const at = { file: path, line: 1, column: 1 };
  const says = `found ${found}`;
  return { release: undefined, problems: [problem(at, { rule: 'unreadable', says }, { blocks: true })] };
}

/** Guesses the format by the lines: a README has a table, and in YAML a `#` heading is a comment. */
function nameFor(text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  const table = lines.some((line) => /^[\s|:-]+$/.test(line) && line.includes('|') && line.includes('-'));
  const keys = lines.some((line) => /^['"]?[a-z_-]+['"]?:(\s|$)/i.test(line));
  return table || (!keys && lines.some((line) => /^#+ /.test(line))) ? '-.md' : '-.yaml';
}
