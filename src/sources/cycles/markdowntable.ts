/** A piece of a Markdown text, as it is written, and where it begins. */
export interface Piece {
  readonly raw: string;
  readonly offset: number;
}

/** A table whose cells stand between pipes. */
export interface Table {
  readonly header: readonly Piece[];
  /** As many cells as are there: rows may be ragged. */
  readonly rows: readonly (readonly Piece[])[];
  /** Rows that a blank line or text parts from it, which Markdown shows as no row. */
  readonly parted: readonly Piece[];
}

export const nothing: Piece = { raw: '', offset: 0 };

/** The line after the last row of a table; `index` itself where none begins. */
export function tableEnd(lines: readonly Piece[], index: number): number {
  if (!isRow(lines[index]) || !isRow(lines[index + 1])) return index;
  const rule = cellsOf(lines[index + 1] ?? nothing);
  if (rule.length === 0 || !rule.every(({ raw }) => /^:?-+:?$/.test(raw))) return index;
  let end = index + 2;
  while (isRow(lines[end]) && !/^\s*(?:[-*+]|#{1,6})\s/.test(lines[end]?.raw ?? '')) end++;
  return end;
}

function isRow(line: Piece | undefined): boolean {
  return line?.raw.includes('|') ?? false;
}

/** Of all its lines. */
export function tableOf([header = nothing, , ...rows]: readonly Piece[]): Table {
  return { header: cellsOf(header), rows: rows.map(cellsOf), parted: [] };
}

/** A table and one of its rows that is parted from it; what does not begin with a pipe is no row. */
export function withParted(table: Table, line: Piece): Table {
  return { ...table, rows: [...table.rows, cellsOf(line)], parted: [...table.parted, line] };
}

export function isPartedRow({ raw }: Piece): boolean {
  return /^ {0,3}\|.*\|/.test(raw);
}

/** Between the pipes of a line, but for those behind a backslash. */
function cellsOf(line: Piece): readonly Piece[] {
  const bars = [...line.raw.matchAll(/\\.|\|/g)].filter(([mark]) => mark === '|').map(({ index }) => index);
  const edges = [...(line.raw.trimStart().startsWith('|') ? [] : [-1]), ...bars];
  const open = line.raw.slice((bars.at(-1) ?? 0) + 1).trim() !== '';
  return [...edges.slice(0, -1), ...(open ? edges.slice(-1) : [])].map((edge, index) => {
    const raw = line.raw.slice(edge + 1, edges[index + 1] ?? line.raw.length);
    return { raw: raw.trim(), offset: line.offset + edge + 1 + (raw.length - raw.trimStart().length) };
  });
}
