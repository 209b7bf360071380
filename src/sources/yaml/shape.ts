import type { Document, Path } from './yaml.ts';
import { z } from 'zod';
import { expected } from '../../domain/problem/expected.ts';
import { hint, quote } from '../../domain/problem/suggestion.ts';
import { valueAt } from './yaml.ts';
import { wantedKey } from './yamlfields.ts';

interface Fitting {
  /** The part of the document to validate; all of it when left out. */
  readonly path?: Path;
  /** Unknown keys block a calendar in our own files, but not in files that others maintain. */
  readonly keptByOthers?: boolean;
}

/**
 * Validates a part of a document with a zod schema and reports each mismatch at its line and column. Unknown
 * keys are dropped and the rest is returned; `undefined` for any other mismatch.
 */
export function fit<T>(
  document: Document,
  schema: z.ZodType<T>,
  { path = [], keptByOthers = false }: Fitting = {},
): T | undefined {
  if (document.value === undefined && !document.isSound) return undefined;
  const value = valueAt(document.value, path) ?? Object.create(null);
  const first = schema.safeParse(value, { error: nounPhrase });
  if (first.success) return first.data;
  const strangers = first.error.issues.filter((issue) => issue.code === 'unrecognized_keys');
  const others = first.error.issues.filter((issue) => issue.code !== 'unrecognized_keys');
  for (const issue of strangers) {
    const where = [...path, ...issue.path];
    for (const key of issue.keys.slice(0, maxKeys)) {
      const says = `unknown key ${quote(key)}${hint(key, keysAt(schema, issue.path))}`;
      const at = document.keyAt([...where, key]);
      if (keptByOthers) document.tell(at, 'shape', says);
      else document.stop(at, 'shape', says);
    }
  }
  for (const issue of others.slice(0, maxMisfits)) misfit(document, [...path, ...issue.path], issue);
  if (others.length > maxMisfits)
    document.stop(document.at(path), 'shape', `and ${others.length - maxMisfits} more like these`);
  const rest = others.length === 0 ? schema.safeParse(without(value, strangers)) : undefined;
  return rest?.success ? rest.data : undefined;
}

/** Reports the keys of a file by milestones that zod skips, such as `__proto__`. */
export function stopSkipped(document: Document, found: object | undefined): void {
  for (const key of found ? Object.keys(Object(document.value)) : [])
    if (!Object.hasOwn(found ?? {}, key))
      document.stop(document.keyAt([key]), 'shape', expected(wantedKey, `the key ${quote(key)}`));
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

/** Limits problems; a hostile file could have a hundred thousand. */
const maxMisfits = 100;
const maxKeys = 20;

function misfit(document: Document, where: Path, issue: z.core.$ZodIssue): void {
  if (issue.code === 'invalid_key') {
    const says = expected(
      issue.issues[0]?.message ?? 'another key',
      `the key ${quote(String(where.at(-1)))}`,
    );
    document.stop(document.keyAt(where), 'shape', says);
  } else {
    const says = `${name(where)}: ${sayIssue(issue, valueAt(document.value, where))}`;
    document.stop(document.at(where), 'shape', says);
  }
}

/** What is wrong with a value; the issue's message is the noun phrase of what was expected. */
export function sayIssue(issue: z.core.$ZodIssue, found: unknown): string {
  const near =
    issue.code === 'custom'
      ? String(issue.params?.['near'] ?? '')
      : issue.code === 'invalid_value' && typeof found === 'string'
        ? hint(found, issue.values.map(String))
        : '';
  return expected(issue.message, shown(found)) + near;
}

function shown(found: unknown): string {
  if (found === undefined) return 'nothing';
  if (typeof found === 'string') return quote(found);
  if (!Array.isArray(found)) return 'a map';
  return found.length === 0 ? 'an empty list' : 'a list';
}

const either = new Intl.ListFormat('en-US', { type: 'disjunction' });

/** What stands in for zod's own messages; those of a schema go first. */
function nounPhrase(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_value') return either.format(issue.values.map(String));
  return issue.code === 'invalid_type' ? (words[issue.expected] ?? issue.expected) : undefined;
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  object: 'a map of keys',
  record: 'a map of keys',
  array: 'a list',
};

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
