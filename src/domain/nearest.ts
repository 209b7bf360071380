/** The candidate with the fewest edits from `found`, in any capitals; `undefined` when none is near. */
export function nearest(found: string, candidates: Iterable<string>): string | undefined {
  const wanted = found.toLowerCase().slice(0, 64);
  let best: { readonly name: string; readonly edits: number } | undefined;
  for (const name of candidates) {
    const edits = distance(wanted, name.toLowerCase());
    if (!best || edits < best.edits) best = { name, edits };
  }
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  return best && best.edits <= limit ? best.name : undefined;
}

/** `; did you mean "x"?` or nothing. */
export function hint(found: string, candidates: Iterable<string>): string {
  const name = nearest(found, candidates);
  return name === undefined ? '' : `; did you mean "${name}"?`;
}

/** Edit distance in which a swap of neighbours is one edit (optimal string alignment). */
function distance(a: string, b: string): number {
  let older: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let line = 1; line <= a.length; line++) {
    const next = [line];
    for (let column = 1; column <= b.length; column++) {
      const same = a[line - 1] === b[column - 1];
      const swapped = a[line - 1] === b[column - 2] && a[line - 2] === b[column - 1];
      const change = (row[column - 1] ?? 0) + (same ? 0 : 1);
      const swap = swapped ? (older[column - 2] ?? Infinity) + 1 : Infinity;
      next.push(Math.min(change, swap, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    older = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Shows what was found: quoted, on one line, never longer than a line can bear. */
export function quote(found: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are just what must not reach a terminal
  const plain = found.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
  return plain.length > 80 ? `"${plain.slice(0, 77)}..."` : `"${plain}"`;
}
