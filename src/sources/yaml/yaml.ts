import type { Place, Rule } from '../../domain/problem/rule.ts';
import type { TextFile } from '../files/files.ts';
import { EVENT_ID, YAMLException, getScalarValue, parseEvents } from 'js-yaml';
import type { Labels } from './filepage.ts';
import { FilePage } from './filepage.ts';
import { expected } from '../../domain/problem/expected.ts';
import { quote } from '../../domain/problem/suggestion.ts';

/** Offsets into the text of the file. */
interface Range {
  readonly start: number;
  readonly end: number;
}

interface Mark {
  readonly offset: number;
  /** The end, for a scalar only. */
  readonly end?: number;
  /** For each key or index: its offset, and the mark of its value. */
  readonly keys?: ReadonlyMap<PropertyKey, { readonly offset: number; readonly mark: Mark }>;
}

interface Node {
  readonly value: unknown;
  readonly mark: Mark;
}

type Event = ReturnType<typeof parseEvents>[number];

const maxDepth = 20;
/** Limits reports on hostile files. */
const maxComplaints = 100;

/**
 * A YAML 1.2 file, by the failsafe schema: every scalar as text, and the place of each value. Reports aliases,
 * tags and duplicate keys; never throws.
 */
export class Document extends FilePage {
  /** Strings, arrays and null-prototype objects; `undefined` for an empty file. */
  readonly value: unknown;
  /** Whether it is YAML without a problem. */
  readonly isSound: boolean;
  private readonly root: Mark | undefined;

  constructor(file: TextFile, labels?: Labels) {
    super(file, labels);
    const root = build(this.text, (offset, says, rule = 'yaml') => {
      if (this.problems.length < maxComplaints) this.stop(this.place(offset), rule, says);
    });
    this.value = root?.value;
    this.root = root?.mark;
    this.isSound = this.problems.length === 0;
  }

  /** The place of the value at a path, or of its nearest existing parent. */
  at(path: Path): Place {
    return this.place(find(this.root, path).offset);
  }

  /** The place of the last key of a path. */
  keyAt(path: Path): Place {
    const parent = find(this.root, path.slice(0, -1));
    return this.place(parent.keys?.get(path.at(-1) ?? '')?.offset ?? parent.offset);
  }

  /** The range of a scalar, including its quotes; `undefined` for a list, a map or nothing. */
  range(path: Path): Range | undefined {
    const { offset, end } = find(this.root, path);
    return end === undefined || valueAt(this.value, path) === undefined ? undefined : { start: offset, end };
  }

  /** The end of the last scalar in a value; the start of the value if it has none. */
  end(path: Path): number {
    return endOf(find(this.root, path));
  }

  /** The scalar at a path, if there is one. */
  scalar(path: Path): string | undefined {
    const found = valueAt(this.value, path);
    return typeof found === 'string' ? found : undefined;
  }
}

/** A path of keys and indexes into a document. */
export type Path = readonly PropertyKey[];

/** The value at a path; `undefined` when there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

/** The keys of a map; none of anything else. */
export function keysOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

type Complain = (offset: number, says: string, rule?: Rule) => void;

function build(text: string, complain: Complain): Node | undefined {
  let events: readonly Event[];
  try {
    events = parseEvents(text, { maxDepth });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    complain(error.mark?.position ?? 0, `${error.reason}${advice(error.reason)}`);
    return undefined;
  }
  const second = events.findIndex((event, index) => index > 0 && event.type === EVENT_ID.DOCUMENT);
  if (second > 0) complain(startOf(events[second + 1]), expected('one YAML document', 'a second'));
  return new Builder(text, events, complain).document();
}

/** Adds the most likely cause to the parser's message. */
function advice(reason: string): string {
  if (/mapping entry/.test(reason))
    return '; put quotes around a text that contains ": " or begins with a special character';
  if (/sequence entry/.test(reason)) return '; put a space after each colon, and list items below each other';
  if (/deficient indentation|unexpected end/.test(reason))
    return '; close each quote and bracket before this place';
  return /tab characters/.test(reason) ? '; use spaces' : '';
}

function startOf(event: Event | undefined): number {
  if (!event) return 0;
  return 'start' in event ? event.start : 'valueStart' in event ? Math.max(0, event.valueStart) : 0;
}

/** Walks the flat events once; `node` reads one value. */
class Builder {
  private next = 0;
  private readonly text: string;
  private readonly events: readonly Event[];
  private readonly complain: Complain;

  constructor(text: string, events: readonly Event[], complain: Complain) {
    this.text = text;
    this.events = events;
    this.complain = complain;
  }

  document(): Node | undefined {
    this.next = 1;
    return this.events.length > 1 && this.peek() !== EVENT_ID.POP ? this.node(0) : undefined;
  }

  private peek(): number | undefined {
    return this.events[this.next]?.type;
  }

  /** `near` is the offset to report for an empty value. */
  private node(near: number): Node {
    const event = this.events[this.next++];
    switch (event?.type) {
      case EVENT_ID.SCALAR:
        this.checkProperties(event);
        return { value: getScalarValue(this.text, event), mark: scalarMark(event, near) };
      case EVENT_ID.SEQUENCE:
        this.checkProperties(event);
        return this.list(event.start);
      case EVENT_ID.MAPPING:
        this.checkProperties(event);
        return this.map(event.start);
      case EVENT_ID.ALIAS:
        this.complain(event.anchorStart - 1, expected('the value itself', 'an alias (*)'));
        return { value: undefined, mark: { offset: near } };
      default:
        return { value: '', mark: { offset: near } };
    }
  }

  private checkProperties(event: { readonly tagStart: number; readonly anchorStart: number }): void {
    if (event.tagStart >= 0) this.complain(event.tagStart, expected('the value alone', 'a tag (!)'));
    if (event.anchorStart >= 0)
      this.complain(event.anchorStart - 1, expected('the value alone', 'an anchor (&)'));
  }

  private list(offset: number): Node {
    const nodes: Node[] = [];
    while (this.peek() !== EVENT_ID.POP && this.next < this.events.length) nodes.push(this.node(offset));
    this.next++;
    const keys = new Map(nodes.map(({ mark }, index) => [index, { offset: mark.offset, mark }]));
    return { value: nodes.map(({ value }) => value), mark: { offset, keys } };
  }

  private map(offset: number): Node {
    // a null prototype, so that `__proto__` is an ordinary key
    const value: Record<string, unknown> = Object.create(null) satisfies Record<string, unknown>;
    const keys = new Map<string, { offset: number; mark: Mark }>();
    while (this.peek() !== EVENT_ID.POP && this.next < this.events.length) {
      const key = this.node(offset);
      const entry = this.node(key.mark.offset);
      // aliases are already reported
      if (key.value === undefined) continue;
      if (typeof key.value !== 'string')
        this.complain(key.mark.offset, expected('text as a key', 'a list or map'));
      else if (keys.has(key.value))
        this.complain(key.mark.offset, expected(`the key ${quote(key.value)} once`, 'it twice'), 'duplicate');
      else {
        value[key.value] = entry.value;
        keys.set(key.value, { offset: key.mark.offset, mark: entry.mark });
      }
    }
    this.next++;
    return { value, mark: { offset, keys } };
  }
}

function endOf({ offset, end = offset, keys }: Mark): number {
  let last = end;
  for (const { mark } of keys?.values() ?? []) last = Math.max(last, endOf(mark));
  return last;
}

function scalarMark(event: Extract<Event, { type: typeof EVENT_ID.SCALAR }>, near: number): Mark {
  const quote = event.style === 2 || event.style === 3 ? 1 : 0;
  if (event.valueStart < 0) return { offset: near };
  return { offset: event.valueStart - quote, end: event.valueEnd + quote };
}

function find(mark: Mark | undefined, path: Path): Mark {
  let found = mark ?? { offset: 0 };
  for (const key of path) {
    const deeper = found.keys?.get(key)?.mark;
    if (!deeper) break;
    found = deeper;
  }
  return found;
}
