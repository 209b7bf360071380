import type { Representation, Value } from './operation.ts';
import type { Format } from '../../formats/words/format.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Reply } from './reply.ts';
import type { ZodType } from 'zod';
import { anyOf } from '../../domain/problem/anyof.ts';
import { granted } from './handler.ts';
import { inPath } from './operation.ts';
import { refuse, sayUnknown } from '../../service/ports/refusal.ts';

type Writer = 'banner' | 'card' | 'timeline' | 'section' | 'feed' | 'changes' | 'bulletins' | 'state';
type Able<W extends Writer> = Format & { readonly [K in W]: NonNullable<Format[W]> };

function able<W extends Writer>(formats: readonly Format[], what: W): readonly Able<W>[] {
  return formats.filter((one): one is Able<W> => !!one[what]);
}

/** The format of that name, if it can write what is asked for. */
export function formatFor<W extends Writer>(formats: readonly Format[], name: string, what: W): Able<W> {
  const known = able(formats, what);
  const found = known.find((one) => one.name === name);
  if (found) return found;
  const says = `${what === 'bulletins' ? 'reminders' : what} format`;
  return granted(refuse('unknown-format', sayUnknown(says, name, namesOf(known))));
}

/** What the static site has of an address that ends in a format. */
export function formatFiles(
  formats: readonly Format[],
  what: Writer,
): readonly { readonly format: string }[] {
  return able(formats, what).map(({ name }) => ({ format: name }));
}

interface InFormats {
  /** As a part of the path. */
  readonly format: Value;
  readonly answers: readonly Representation[];
}

/** What programs are told of the formats of an address: JSON has a schema, and stands before pictures. */
export function inFormats(formats: readonly Format[], what: Writer, schema?: ZodType): InFormats {
  const rank = ({ name, media }: Format): number =>
    media.startsWith('image/') ? 2 : name === 'json' ? 1 : 0;
  const all = able(formats, what).toSorted((a, b) => rank(a) - rank(b));
  const names = namesOf(all);
  return {
    format: inPath('format', anyOf(names)),
    answers: all.map(({ name, media }) => ({
      format: name,
      media: media.split(';')[0] ?? '',
      shape: name === 'json' ? schema : undefined,
    })),
  };
}

function namesOf(formats: readonly Format[]): readonly string[] {
  return formats.map(({ name }) => name);
}

/** What is true until an instant at most. */
export function passing(media: string, text: string, until?: Instant): Reply {
  return { media, body: Buffer.from(text), until, cache: 'banner' };
}

export function htmlPage(text: string, until: Instant | undefined): Reply {
  return passing('text/html; charset=utf-8', `${text}\n`, until);
}
