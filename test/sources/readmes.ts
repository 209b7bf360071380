interface Around {
  readonly title?: string;
  /** Between the title and the Summary. */
  readonly intro?: string;
  /** Its bullets, without their marks. */
  readonly summary?: readonly string[];
  readonly header?: string;
  /** Below the table. */
  readonly end?: string;
}

/** A release's README with these rows in its Timeline, each `what | who | when | week`. */
export function readmeOf(rows: readonly string[], around: Around = {}): string {
  const { title = '# Example v1.38', intro = '', summary = [], end = '' } = around;
  const { header = '**What** | **Who** | **When** | **Week**' } = around;
  const rule = header
    .split('|')
    .map(() => '---')
    .join('|');
  return [
    ...[title, '', intro, '', '## Summary', '', ...summary.map((one) => `- ${one}`), ''],
    ...['## Timeline', '', `| ${header} |`, `|${rule}|`, ...rows.map((row) => `| ${row} |`), '', end, ''],
  ].join('\n');
}

export const start = 'Start of Release Cycle | Lead | Monday 5th January 2026 | week 1';

/** The line on which the n-th row of the Timeline stands, when the Summary has no bullets. */
export function lineOf(row: number): number {
  return 11 + row;
}
