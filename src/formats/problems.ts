import type { Problem } from '../domain/problem/rule.ts';
import { rules } from '../domain/problem/rule.ts';
import { oneLine } from './words/words.ts';

/** An output format of `check`. */
export interface ProblemFormat {
  readonly name: string;
  readonly write: (problems: readonly Problem[]) => string;
}

/** One line per problem, for a person at a terminal. */
export function problemText(problems: readonly Problem[]): string {
  return problems.map(textLine).join('');
}

export const problemFormats: readonly ProblemFormat[] = [
  { name: 'text', write: problemText },
  { name: 'json', write: (problems) => `${JSON.stringify(problems.map(data))}\n` },
  { name: 'github', write: (problems) => problems.map(annotation).join('') },
];

function textLine({ at, severity, rule, says }: Problem): string {
  return `${oneLine(at.file)}:${at.line}:${at.column}  ${severity}  ${rule}  ${oneLine(says)}\n`;
}

function data({ at, severity, rule, says }: Problem): object {
  return { ...at, severity, rule, message: says };
}

/** A GitHub Actions workflow command: `%`, line ends and, in properties, `:` and `,` are percent-encoded. */
function annotation({ at, severity, rule, says }: Problem): string {
  const value = (text: string): string =>
    text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string): string => value(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const kind = severity === 'note' ? 'notice' : severity;
  return `::${kind} file=${property(at.file)},line=${at.line},col=${at.column},title=${property(rule)}::${value(says)}\n`;
}

/** The Markdown table of rules for the documentation. */
export function ruleTable(): string {
  const rows = Object.entries(rules).map(
    ([name, { severity, about }]) => `| \`${name}\` | ${severity} | ${about} |`,
  );
  return ['| rule | severity | reports |', '|---|---|---|', ...rows].join('\n');
}
