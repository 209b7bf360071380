import type { Document, Path } from '../yaml/yaml.ts';
import type { Term, Vocabulary } from '../../domain/calendar/vocabulary.ts';
import type { Wording } from '../../domain/calendar/wording.ts';
import { z } from 'zod';
import { fit } from '../yaml/shape.ts';
import { id, ids, line, yesNo } from '../yaml/yamlfields.ts';
import { expected } from '../../domain/problem/expected.ts';
import { hint, quote } from '../../domain/problem/suggestion.ts';
import { kinds } from '../../domain/calendar/kind.ts';
import { countsByKind, plainVocabulary, termOf } from '../../domain/calendar/vocabulary.ts';
import { wording, wordingForm } from '../../domain/calendar/wording.ts';

const term = z.strictObject({
  kind: z.enum(kinds),
  key: yesNo.default(false).describe('Whether it is a key date'),
  banner: z
    .enum(['yes', 'bold', 'never'])
    .optional()
    .describe(
      'Whether it may be in the banner; bold: only where its row is bold; when left out, its kind decides',
    ),
  short: line.optional().describe('Its name in banners; {release} stands for the number of the release'),
  asks: line
    .optional()
    .describe('What it asks of readers, as a sentence; {release} stands for the number of the release'),
  until: ids.optional().describe('What ends a freeze: the first of these ids that its release has'),
  exceptions: id.optional().describe('The milestone whose link says how to request an exception'),
});

const wordings = z.record(line, line).default({}).describe(`Keys: ${wordingForm}. Values: ids`);

/** What `vocabulary.yaml` may say. */
const vocabularyFields = z.strictObject({
  milestones: z.record(id, term).default({}).describe('By id; a banner names those of one day in this order'),
  families: z
    .record(id, z.enum(kinds))
    .default({})
    .describe('The kind of every id that begins with this name'),
  rows: wordings,
  says: wordings,
  words: z.strictObject({ cycle: line.optional(), patch: line.optional() }).default({}),
});

/** The JSON Schema of `vocabulary.yaml`, for editors; they take `true` and `false` for no text. */
export function vocabularySchema(): string {
  const schema = z.toJSONSchema(vocabularyFields, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (jsonSchema.enum?.includes('false') !== true) return;
      delete jsonSchema.enum;
      jsonSchema.type = 'boolean';
    },
  });
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** What a calendar's names mean; what is wrong in it is reported to the document. */
export function readVocabulary(document: Document): Vocabulary {
  const found = fit(document, vocabularyFields);
  if (!found) return plainVocabulary;
  const terms = Object.entries(found.milestones).map(([name, { banner, ...said }], rank): Term => {
    const counts = banner ?? (countsByKind(said.kind) ? 'yes' : 'never');
    const { kind, key, short, asks, until, exceptions } = said;
    const pair = Object.values(found.rows).find((means) => means.startsWith(`${name} `));
    return {
      ...{ id: name, rank, kind, key, counts },
      ...(short !== undefined && { short }),
      ...(asks !== undefined && { asks }),
      ...(until && { until }),
      ...(exceptions !== undefined && { exceptions }),
      ...(pair !== undefined && { pair: pair.slice(name.length + 1) }),
    };
  });
  const named = {
    terms: new Map(terms.map((one) => [one.id, one])),
    families: new Map(Object.entries(found.families)),
  };
  const check = (name: string, path: Path): void =>
    checkId(document, { ...plainVocabulary, ...named }, { name, path });
  for (const { id: name, until = [], exceptions } of terms) {
    for (const [index, end] of until.entries()) check(end, ['milestones', name, 'until', index]);
    if (exceptions !== undefined) check(exceptions, ['milestones', name, 'exceptions']);
  }
  const wordingsOf = (part: 'rows' | 'says'): readonly Wording[] =>
    Object.entries(found[part]).flatMap(([text, means]) => {
      const one = wording(text, means);
      const at = document.keyAt([part, text]);
      if (!one) document.stop(at, 'shape', expected(wordingForm, quote(text)));
      if (means !== 'none') for (const name of means.split(/[ |]+/)) check(name, [part, text]);
      return one ?? [];
    });
  const { cycle = plainVocabulary.words.cycle, patch = plainVocabulary.words.patch } = found.words;
  return { ...named, rows: wordingsOf('rows'), says: wordingsOf('says'), words: { cycle, patch } };
}

/** An id that means nothing here is a slip of the pen. */
function checkId(
  document: Document,
  vocabulary: Vocabulary,
  { name, path }: { name: string; path: Path },
): void {
  if (termOf(vocabulary, name.replace(/-\{n\}$/, '')) !== undefined) return;
  const near = hint(name, [...vocabulary.terms.keys()]);
  document.stop(
    document.at(path),
    'shape',
    `${quote(name)} is not an id under "milestones" or "families"${near}`,
  );
}
