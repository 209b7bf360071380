/** The candidate with the fewest edits from `found`, ignoring case; `undefined` when none is near. */
export function nearest(found: string, candidates: Iterable<string>): string | undefined {
  const wanted = found.toLowerCase().slice(0, 64);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const letters = new Set(wanted);
  let best: { readonly name: string; readonly edits: number } | undefined;
  for (const name of candidates) {
    // each extra character and each missing letter costs at least one edit
    const apart = Math.max(Math.abs(name.length - wanted.length), lacking(letters, name.toLowerCase()));
    if (apart > limit) continue;
    const edits = distance(wanted, name.toLowerCase(), best ? best.edits - 1 : limit);
    if (edits !== undefined) best = { name, edits };
  }
  return best?.name;
}

function lacking(letters: ReadonlySet<string>, name: string): number {
  let count = 0;
  for (const letter of letters) if (!name.includes(letter)) count++;
  return count;
}

/** `; did you mean "x"?` or nothing. */
export function hint(found: string, candidates: Iterable<string>): string {
  const name = nearest(found, candidates);
  return name === undefined ? '' : `; did you mean "${name}"?`;
}

/** Edit distance where a swap of neighbors is one edit (optimal string alignment), if at most `most`. */
function distance(a: string, b: string, most: number): number | undefined {
  let older: number[] = [];
  let least = 0;
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let line = 1; line <= a.length; line++) {
    const next = [line];
    const before = least;
    least = line;
    for (let column = 1; column <= b.length; column++) {
      const edits = Math.min((row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1, changed(line, column));
      next.push(edits);
      if (edits < least) least = edits;
    }
    // later rows only add edits, and a swap starts from the row before
    if (least > most && before >= most) return undefined;
    older = row;
    row = next;
  }
  const edits = row[b.length] ?? 0;
  return edits <= most ? edits : undefined;

  function changed(line: number, column: number): number {
    const [x, y] = [a.charCodeAt(line - 1), b.charCodeAt(column - 1)];
    if (x === y) return row[column - 1] ?? 0;
    const swapped = x === b.charCodeAt(column - 2) && a.charCodeAt(line - 2) === y;
    const change = (row[column - 1] ?? 0) + 1;
    return swapped ? Math.min(change, (older[column - 2] ?? 0) + 1) : change;
  }
}

/** Quotes what was found, on one line of limited length. */
export function quote(found: string): string {
  const plain = plainLine(found);
  const shown = plain.length > 80 ? `${plain.slice(0, 77)}...` : plain;
  // the cut may split a surrogate pair
  return `"${shown.toWellFormed()}"`;
}

/** Without control characters, which must not reach a terminal. */
export function plainLine(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are just what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}
