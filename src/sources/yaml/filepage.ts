import type { Place } from '../../domain/problem/rule.ts';
import type { PlainDate, Zone } from '../../domain/time/time.ts';
import type { TextFile } from '../files/files.ts';
import type { When } from '../../domain/when/when.ts';
import { Report, problem, rules } from '../../domain/problem/rule.ts';
import { aoe } from '../../domain/time/time.ts';
import { readWhen } from '../../domain/when/readwhen.ts';

interface Cell {
  readonly at: Place;
  readonly zone: Zone | undefined;
  readonly near?: PlainDate | undefined;
  readonly what?: string | undefined;
  /** Whether an unreadable date blocks the calendar; not in the free text of a release cycle. */
  readonly blocks: boolean;
}

export type Labels = ReadonlyMap<string, Zone> | undefined;

/** A file that is read: the places in it, and what is wrong with it. */
export class FilePage extends Report implements TextFile {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** Zones by label, for labels that mean several. */
  private readonly labels: Labels;
  /** The offset of each line. */
  readonly lines: readonly number[];

  constructor({ name, path, text }: TextFile, labels?: Labels) {
    super();
    this.labels = labels;
    this.name = name;
    this.path = path;
    this.text = text;
    this.lines = lineStarts(text);
  }

  /** The line and column of an offset into the text. */
  place(offset: number): Place {
    let [low, high] = [0, this.lines.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.lines[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    // count characters, not UTF-16 units: an emoji is one column
    const before = this.text.slice(this.lines[low] ?? 0, offset);
    return { file: this.path, line: low + 1, column: Array.from(before).length + 1 };
  }

  /** Parses a *when* and reports its problems at its place. */
  when(text: string, cell: Cell): When {
    const { when, findings } = readWhen(text, { ...cell, labels: this.labels });
    for (const finding of findings) {
      const undated = when.kind === 'tbd' && rules[finding.rule].severity === 'error';
      this.problems.push(problem(cell.at, finding, { blocks: cell.blocks && undated }));
    }
    // in a file with zone AoE, a bare date means `2026-08-05 AoE`
    return when.kind === 'day' && when.zone === aoe ? { kind: 'aoe', day: when.day } : when;
  }
}

/** Offsets, for any line break. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return starts;
}
