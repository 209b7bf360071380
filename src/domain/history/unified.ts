const context = 3;

/** A unified diff of two versions of a file, as `patch` reads it: one hunk from first to last change. */
export function unified(file: string, before: string, after: string): string {
  if (before === after) return '';
  const [old, now] = [linesOf(before), linesOf(after)];
  const head = sharedStart(old, now);
  const tail = sharedStart(old.slice(head).toReversed(), now.slice(head).toReversed());
  const first = Math.max(0, head - context);
  const last = Math.max(0, tail - context);
  const hunk = [
    ...old.slice(first, head).map((line) => ` ${line}`),
    ...old.slice(head, old.length - tail).map((line) => `-${line}`),
    ...now.slice(head, now.length - tail).map((line) => `+${line}`),
    ...old.slice(old.length - tail, old.length - last).map((line) => ` ${line}`),
  ];
  const ranges = `-${range(first, old.length - last)} +${range(first, now.length - last)}`;
  return [`--- ${file}\n`, `+++ ${file}\n`, `@@ ${ranges} @@\n`, ...hunk.map(ended)].join('');
}

/** The lines with their line feeds, which the last may lack. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function sharedStart(a: readonly string[], b: readonly string[]): number {
  const different = a.findIndex((line, index) => line !== b[index]);
  return different < 0 ? Math.min(a.length, b.length) : different;
}

/** An empty range names the line before it. */
function range(first: number, end: number): string {
  const length = end - first;
  return `${length === 0 ? first : first + 1},${length}`;
}

function ended(line: string): string {
  return line.endsWith('\n') ? line : `${line}\n\\ No newline at end of file\n`;
}
