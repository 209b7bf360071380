import type { Document } from './yaml.ts';
import type { Path } from './path.ts';
import { valueAt } from './path.ts';
import type { Problem } from '../../domain/problem/rule.ts';
import { z } from 'zod';
import { hint, quote } from '../../domain/problem/suggestion.ts';
import { problem } from '../../domain/problem/rule.ts';

/** What to validate. */
export interface Fitting<T> {
  readonly document: Document;
  readonly schema: z.ZodType<T>;
  readonly problems: Problem[];
  /** The part of the document to validate; all of it when left out. */
  readonly path?: Path;
  /** Unknown keys block a calendar in our own files, but not in files that others maintain. */
  readonly keptByOthers?: boolean;
}

/**
 * Validates a part of a document with a zod schema and reports each mismatch at its line and column. Unknown
 * keys are dropped and the rest is returned; `undefined` for any other mismatch.
 */
export function fit<T>({
  document,
  schema,
  problems,
  path = [],
  keptByOthers = false,
}: Fitting<T>): T | undefined {
  if (document.value === undefined && document.problems.length > 0) return undefined;
  const value = valueAt(document.value, path) ?? Object.create(null);
  const first = schema.safeParse(value);
  if (first.success) return first.data;
  const strangers = first.error.issues.filter((issue) => issue.code === 'unrecognized_keys');
  const others = first.error.issues.filter((issue) => issue.code !== 'unrecognized_keys');
  const place = { document, schema, path };
  for (const issue of strangers) {
    for (const found of misfits(place, issue)) problems.push({ ...found, blocks: !keptByOthers });
  }
  for (const issue of others.slice(0, maxMisfits)) {
    for (const found of misfits(place, issue)) problems.push(found);
  }
  if (others.length > maxMisfits) {
    const says = `and ${others.length - maxMisfits} more like these`;
    problems.push(problem(document.at(path), { rule: 'shape', says }, { blocks: true }));
  }
  const rest = others.length === 0 ? schema.safeParse(without(value, strangers)) : undefined;
  return rest?.success ? rest.data : undefined;
}

/** A copy of a value without the unknown keys. */
function without(value: unknown, strangers: readonly z.core.$ZodIssueUnrecognizedKeys[]): unknown {
  const unknown = new Map(strangers.map((issue) => [issue.path.join('\0'), new Set(issue.keys)]));
  const copy = (one: unknown, path: Path): unknown => {
    if (typeof one !== 'object' || one === null) return one;
    if (Array.isArray(one)) return one.map((item: unknown, index) => copy(item, [...path, index]));
    const here = unknown.get(path.join('\0'));
    const known = Object.entries(one).filter(([key]) => !here?.has(key));
    return Object.fromEntries(known.map(([key, item]) => [key, copy(item, [...path, key])]));
  };
  return copy(value, []);
}

interface FittedPlace {
  readonly document: Document;
  readonly schema: z.ZodType;
  readonly path: Path;
}

/** Limits problems; a hostile file could have a hundred thousand. */
const maxMisfits = 100;
const maxKeys = 20;

function misfits({ document, schema, path }: FittedPlace, issue: z.core.$ZodIssue): Problem[] {
  const where = [...path, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, maxKeys).map((key) => {
      const says = `unknown key ${quote(key)}${hint(key, keysAt(schema, issue.path))}`;
      return problem(document.keyAt([...where, key]), { rule: 'shape', says }, { blocks: true });
    });
  }
  if (issue.code === 'invalid_key') {
    const says = `found the key ${quote(String(where.at(-1)))}, ${issue.issues[0]?.message ?? 'which cannot be'}`;
    return [problem(document.keyAt(where), { rule: 'shape', says }, { blocks: true })];
  }
  const found = valueAt(document.value, where);
  const says = `${name(where)}: ${sayIssue(issue, found)}`;
  return [problem(document.at(where), { rule: 'shape', says }, { blocks: true })];
}

function sayIssue(issue: z.core.$ZodIssue, found: unknown): string {
  if (issue.code === 'invalid_type' && found === undefined)
    return `missing; wanted ${article(issue.expected)}`;
  const shown = typeof found === 'string' ? quote(found) : Array.isArray(found) ? 'a list' : 'a map';
  if (issue.code === 'invalid_type') {
    const own = issue.message.startsWith('wanted') ? issue.message : `wanted ${article(issue.expected)}`;
    return `found ${shown}, ${own}`;
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const near = typeof found === 'string' ? hint(found, values) : '';
    return `found ${shown}, wanted ${values.join(', ')}${near}`;
  }
  return `found ${shown}, ${issue.message}`;
}

function article(expected: string): string {
  const words: Record<string, string> = {
    string: 'text',
    object: 'a map of keys',
    record: 'a map of keys',
    array: 'a list',
  };
  return words[expected] ?? expected;
}

function name(path: Path): string {
  const keys = path.filter((key) => typeof key === 'string');
  return keys.at(-1) ?? 'the file';
}

/** The keys that a schema allows at a path. */
function keysAt(schema: z.ZodType, path: Path): readonly string[] {
  let inner: unknown = schema;
  for (const key of [...path, undefined]) {
    while (inner instanceof z.ZodOptional || inner instanceof z.ZodPipe || inner instanceof z.ZodDefault) {
      // zod's `preprocess` keeps its schema in `out`, `transform` in `in`
      if (!(inner instanceof z.ZodPipe)) inner = inner.unwrap();
      else inner = inner.in instanceof z.ZodTransform ? inner.out : inner.in;
    }
    if (key === undefined) break;
    if (inner instanceof z.ZodArray) inner = inner.element;
    else if (inner instanceof z.ZodRecord) inner = inner.valueType;
    else if (inner instanceof z.ZodObject) inner = Reflect.get(inner.shape, key);
  }
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}
