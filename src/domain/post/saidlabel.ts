import type { Vocabulary } from '../calendar/vocabulary.ts';
import { idsNamed } from '../calendar/name.ts';

/** A milestone that a label names. */
export interface Named {
  readonly id: string;
  /** Ids that a vague label may mean instead: `Docs deadline` is said of three. */
  readonly also: readonly string[];
  /** `1.31`, where the label says so. */
  readonly release?: string;
}

/** `beta`, `RC 1 released`: a prerelease, in any project. */
const prerelease = /\b(alpha|beta|rc)[ .-]?(\d*)( releas(ed|es|e)?)?\b/;

/** The milestones that the label of a banner names; empty when there are none. */
export function milestonesNamed(label: string, vocabulary: Vocabulary): readonly Named[] {
  const text = label
    .toLowerCase()
    .replace(/[^a-z0-9&/,.:-]+/g, ' ')
    .replace(/[ ,.:-]+$|^[ ,.:-]+/g, '')
    .replace(/[ ,]+(on|by|is)( the)?$|^(is|are) (the )?/g, '');
  const patches = patchesNamed(text);
  if (patches.length > 0) return patches;
  const release = /\bv?(\d+\.\d+)(?!\d)/.exec(text)?.[1];
  const ids = new Set(parts(text, vocabulary).flatMap((part) => idsOf(part, vocabulary)));
  return [...ids].map((either) => {
    const [id = '', ...also] = either.split('|');
    return { id, also, ...(release !== undefined && { release }) };
  });
}

/** `Patch releases: 1.36.2, 1.35.6`, `Cherry-pick for 1.19.1`. */
function patchesNamed(text: string): readonly Named[] {
  const what = /\bcherry[ -]?pick/.test(text) ? 'cherry-pick' : 'patch';
  return [...text.matchAll(/\b(\d+\.\d+)\.([1-9]\d*)\b/g)].map(([, release = '', number = '']) => ({
    id: `${what}-${release.replace('.', '-')}-${number}`,
    also: [],
    release,
  }));
}

/** The words that an editors' name matches, and those before and after it. */
function parts(text: string, vocabulary: Vocabulary): readonly string[] {
  const forms = [prerelease, ...vocabulary.says.map(({ form }) => form)];
  const match = forms.map((form) => form.exec(text)).find((found) => found !== null);
  if (!match) return text.split(/ and | & |[,/]/).map((part) => part.trim());
  if (match[0] === text.trim()) return [match[0]];
  const [before, after] = [text.slice(0, match.index), text.slice(match.index + match[0].length)];
  return [...parts(before, vocabulary), match[0].trim(), ...parts(after, vocabulary)];
}

function idsOf(part: string, vocabulary: Vocabulary): readonly string[] {
  const [, name, number = ''] = prerelease.exec(part) ?? [];
  // a prerelease without a number is only `beta`
  if (name !== undefined) return [number === '' ? name : `${name}-${number}`];
  const said = vocabulary.says.find(({ form }) => form.test(part));
  return said ? said.means.split(' ') : idsNamed(part, vocabulary);
}
