import type { Document, Path } from './yaml.ts';
import type { Problem } from '../domain/rule.ts';
import { z } from 'zod';
import { duration, instant, zone } from '../domain/time.ts';
import { hint, quote } from '../domain/nearest.ts';
import { problem } from '../domain/rule.ts';
import { zoneNames } from '../domain/time.ts';

/**
 * Reads a document by a zod schema. Every misfit is a problem at its own line and column; `undefined` when there is any.
 * `keys` lists what a schema knows, for suggestions.
 */
export function fit<T>(document: Document, schema: z.ZodType<T>, problems: Problem[]): T | undefined {
  const result = schema.safeParse(document.value ?? Object.create(null));
  if (result.success) return result.data;
  for (const issue of result.error.issues) problems.push(...misfits(document, schema, issue));
  return undefined;
}

/** As `fit`, for a file that others keep: a key that we do not know is a problem, and the rest is read all the same. */
export function fitTolerantly<T>(
  document: Document,
  schema: z.ZodType<T>,
  problems: Problem[],
): T | undefined {
  const own: Problem[] = [];
  const { error } = schema.safeParse(document.value ?? Object.create(null));
  const strangers = error?.issues.filter((issue) => issue.code === 'unrecognized_keys') ?? [];
  for (const issue of strangers) {
    own.push(...misfits(document, schema, issue).map((found) => ({ ...found, blocks: false })));
    const parent = valueAt(document.value, issue.path);
    if (typeof parent === 'object' && parent)
      for (const key of issue.keys) Reflect.deleteProperty(parent, key);
  }
  problems.push(...own);
  return fit(document, schema, problems);
}

function misfits(document: Document, schema: z.ZodType, issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const says = `unknown key ${quote(key)}${hint(key, keysAt(schema, issue.path))}`;
      return problem(document.keyAt([...issue.path, key]), { rule: 'shape', says }, { blocks: true });
    });
  }
  const found = valueAt(document.value, issue.path);
  const says = `${name(issue.path)}: ${sayIssue(issue, found)}`;
  return [problem(document.at(issue.path), { rule: 'shape', says }, { blocks: true })];
}

function sayIssue(issue: z.core.$ZodIssue, found: unknown): string {
  if (issue.code === 'invalid_type' && found === undefined)
    return `missing; wanted ${article(issue.expected)}`;
  const shown = typeof found === 'string' ? quote(found) : Array.isArray(found) ? 'a list' : 'a map';
  if (issue.code === 'invalid_type') return `found ${shown}, wanted ${article(issue.expected)}`;
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

function valueAt(value: unknown, path: Path): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

/** The keys that a schema knows at a path. */
function keysAt(schema: z.ZodType, path: Path): readonly string[] {
  let inner: unknown = schema;
  for (const key of [...path, undefined]) {
    while (inner instanceof z.ZodOptional || inner instanceof z.ZodPipe || inner instanceof z.ZodDefault) {
      inner = inner instanceof z.ZodPipe ? inner.in : inner.unwrap();
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
export const lines = z.union([line.transform((one) => [one]), z.array(line)]);
