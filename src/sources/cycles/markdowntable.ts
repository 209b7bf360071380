/** A raw piece of Markdown and its offset. */
export interface Piece {
  readonly raw: string;
  readonly offset: number;
}

/** A pipe table. */
export interface Table {
  readonly header: readonly Piece[];
  /** Rows may have different numbers of cells. */
  readonly rows: readonly (readonly Piece[])[];
  /** Rows after a blank line, which Markdown does not show as rows. */
  readonly parted: readonly Piece[];
}

export const nothing: Piece = { raw: '', offset: 0 };

/** The index after a table; `index` if none starts there. */
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

export function tableOf([header = nothing, , ...rows]: readonly Piece[]): Table {
  return { header: cellsOf(header), rows: rows.map(cellsOf), parted: [] };
}

/** Adds a separated row to the table above it. */
export function withParted(table: Table, line: Piece): Table {
  return { ...table, rows: [...table.rows, cellsOf(line)], parted: [...table.parted, line] };
}

export function isPartedRow({ raw }: Piece): boolean {
  return /^ {0,3}\|.*\|/.test(raw);
}

/** The cells of a row, split at unescaped pipes. */
function cellsOf(line: Piece): readonly Piece[] {
  const bars = [...line.raw.matchAll(/\\.|\|/g)].filter(([mark]) => mark === '|').map(({ index }) => index);
  const edges = [...(line.raw.trimStart().startsWith('|') ? [] : [-1]), ...bars];
  const open = line.raw.slice((bars.at(-1) ?? 0) + 1).trim() !== '';
  return [...edges.slice(0, -1), ...(open ? edges.slice(-1) : [])].map((edge, index) => {
    const raw = line.raw.slice(edge + 1, edges[index + 1] ?? line.raw.length);
    return { raw: raw.trim(), offset: line.offset + edge + 1 + (raw.length - raw.trimStart().length) };
  });
}
