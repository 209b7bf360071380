import { hint, quote } from '../../domain/problem/suggestion.ts';

/** Why the service said no. `says` names what was expected, what was found and the nearest valid value. */
export interface Refusal {
  readonly kind:
    | 'unknown-calendar'
    | 'unknown-release'
    | 'unknown-milestone'
    | 'unknown-feed'
    | 'unknown-format'
    | 'unknown-style'
    | 'unreadable-calendar'
    | 'malformed-at'
    | 'malformed-slug'
    | 'malformed-query'
    | 'malformed-field'
    | 'bad-link';
  readonly says: string;
}

/** What a verb answers. */
export type Answer<T> = { readonly value: T } | { readonly refusal: Refusal };

export function refuse(kind: Refusal['kind'], says: string): { readonly refusal: Refusal } {
  return { refusal: { kind, says } };
}

/** Goes on with what was answered; a refusal stays the answer. */
export function onward<T, R>(answer: Answer<T>, next: (value: T) => R): R | { readonly refusal: Refusal } {
  return 'refusal' in answer ? answer : next(answer.value);
}

/** `no calendar "exampel"; did you mean "example"?`, or the known names when none is near. */
export function sayUnknown(what: string, found: string, known: readonly string[], where = ''): string {
  const near = hint(found, known);
  const list = known.length > 12 ? `${known.slice(0, 12).join(', ')}, ...` : known.join(', ');
  const there = near === '' ? (known.length === 0 ? '; there are none' : `; try ${list}`) : near;
  return `no ${what} ${quote(found)}${where}${there}`;
}
