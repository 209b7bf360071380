import type { Document, Path } from './yaml.ts';
import { valueAt } from './yaml.ts';
import type { Problem } from '../domain/rule.ts';
import { z } from 'zod';
import { duration, instant, zone } from '../domain/time.ts';
import { hint, quote } from '../domain/nearest.ts';
import { problem } from '../domain/rule.ts';
import { zoneNames } from '../domain/time.ts';

/** How a file is read. */
export interface Fitting<T> {
  readonly document: Document;
  readonly schema: z.ZodType<T>;
  readonly problems: Problem[];
  /** The part of the document that is read; all of it when left out. */
  readonly path?: Path;
  /** A key that we do not know stops a calendar in files of ours, not in those that others keep. */
  readonly keptByOthers?: boolean;
}

/**
 * Reads a part of a document by a zod schema. Every misfit is a problem at its own line and column. Unknown keys
 * are left out and the rest is read; `undefined` when anything else does not fit.
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

/** A copy of a value in which the unknown keys are left out. */
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

interface Place {
  readonly document: Document;
  readonly schema: z.ZodType;
  readonly path: Path;
}

/** More would not tell anybody more, and a hostile file has a hundred thousand. */
const maxMisfits = 100;
const maxKeys = 20;

function misfits({ document, schema, path }: Place, issue: z.core.$ZodIssue): Problem[] {
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

/** The keys that a schema knows at a path. */
function keysAt(schema: z.ZodType, path: Path): readonly string[] {
  let inner: unknown = schema;
  for (const key of [...path, undefined]) {
    while (inner instanceof z.ZodOptional || inner instanceof z.ZodPipe || inner instanceof z.ZodDefault) {
      // `preprocess` has its schema after the step, `transform` before it
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

// oxlint-disable-next-line no-control-regex -- line breaks inside a folded text become spaces, all others are refused
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

/** One line of text that says something. */
export const line = z
  .string()
  .transform((text) => text.replace(/\s+/g, ' ').trim())
  .refine((text) => text !== '', 'wanted text')
  .refine((text) => text.length <= 500, 'wanted at most 500 characters')
  .refine((text) => !control.test(text), 'wanted text without control characters');

/** Text that may have paragraphs. */
export const prose = z
  .string()
  .transform((text) => text.trim())
  .refine((text) => text.length <= 10_000, 'wanted at most 10,000 characters')
  .refine((text) => !control.test(text), 'wanted text without control characters');

/** A key that is there with nothing after it says nothing. */
export function orNothing<T extends z.ZodType>(schema: T): z.ZodPreprocess<z.ZodOptional<T>> {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
}

/** In upstream files `""`, `N/A`, an empty map and an absent key all mean that there is none. */
export function noneOr<T extends z.ZodType>(schema: T): z.ZodPreprocess<z.ZodOptional<T>> {
  return z.preprocess((value) => (value === '' || value === 'N/A' ? undefined : value), schema.optional());
}

export const link = z
  .string()
  .refine(
    (text) => /^(https?|mailto):[!#-;=?-[\]_a-z~%]+$/i.test(text) && URL.canParse(text),
    'wanted a web address, such as https://...',
  );

export const id = z
  .string()
  .refine(
    (text) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text),
    'wanted a slug: lower-case letters, digits and single dashes',
  )
  .refine((text) => text.length <= 80, 'wanted at most 80 characters');

export const version = z
  .string()
  .refine(
    (text) => /^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/.test(text) && text.length <= 40,
    'wanted a version, such as "1.30"',
  );

export const yesNo = z.enum(['true', 'false']).transform((text) => text === 'true');

export const zoneName = z.string().transform((text, context) => {
  const found = zone(text);
  if (found) return found;
  context.addIssue(`wanted an IANA zone, UTC or AoE${hint(text, zoneNames())}`);
  return z.NEVER;
});

export const moment = z.string().transform((text, context) => {
  const found = instant(text);
  if (found) return found;
  context.addIssue('wanted an instant, such as 2026-11-25T00:00:00Z');
  return z.NEVER;
});

export const length = z
  .string()
  .refine((text) => duration(text) !== undefined, 'wanted an ISO 8601 duration, such as P4DT22H');

/** A text, or a list of them. */
export const lines = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(line, { error: 'wanted text or a list of texts' }),
);
