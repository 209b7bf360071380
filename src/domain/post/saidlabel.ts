import { idsNamed } from '../calendar/name.ts';

/** A milestone that a label names. */
export interface Named {
  readonly id: string;
  /** Ids that a vague label may mean instead: `Docs deadline` is said of three. */
  readonly also: readonly string[];
  /** `1.31`, where the label says so. */
  readonly release?: string;
}

/**
 * What editors call milestones, besides the names in schedules. `a b` means both, `a|b` either one. The first
 * row that matches takes its words, and the rows below it get the rest.
 */
const editors: readonly (readonly [form: RegExp, ids: string])[] = [
  [/\b(alpha|beta|rc)[ .-]?(\d*)( releas(ed|es|e)?)?\b/, '$1-$2'],
  [/\bcode (&|and|\/) test freeze/, 'code-freeze test-freeze'],
  [/\bdocs?\b.*placeholders?( prs?)?/, 'docs-placeholder'],
  [/\bplaceholders?( prs?)?\b.*\bdocs?|\b(begin|open) docs? prs/, 'docs-placeholder'],
  [/\brelease blog ready/, 'release-blog-ready'],
  [/\bfeature blog (entries|posts)( are)?( due)?/, 'feature-blogs-ready|feature-blog-freeze'],
  [/\bfeature blogs? freeze/, 'feature-blog-freeze'],
  [/\bfeature blogs?( inclusion|$)/, 'feature-blog-freeze|feature-blogs-ready'],
  [/\b(docs?|documentation)\b( deadline:)?( prs?)? ready( for review)?/, 'docs-review'],
  [/\b(draft|finish) docs?( prs?)?|\bdocs? review/, 'docs-review'],
  [/\b(docs?|documentation) (are )?(complete|finished|freeze)\b|\bcomplete docs?\b/, 'docs-freeze'],
  [/\b(docs?|documentation) deadline\b/, 'docs-freeze|docs-review|docs-placeholder'],
  [/\bdocs? prs?\b/, 'docs-review|docs-placeholder|docs-freeze'],
  [/\bfeature freeze|\benhancements? due/, 'enhancements-freeze'],
  [/\b(major )?themes(?! (deadline|due))( complete)?/, 'highlights-complete|highlights-due'],
  [/\brelease highlights(?! (deadline|due))( complet\w+)?/, 'highlights-complete|highlights-due'],
  [/\bexceptions?\b/, 'exceptions-due|exceptions-call-enhancements'],
  [/\bfinali[sz]e (the )?release team/, 'team-finalized'],
  [/\b(release )?(cycle|schedule) (starts?|begins?|kicks? off)/, 'cycle-start'],
  [/\bstart of (the )?(release )?cycle|^(kubernetes )?v?\d+\.\d+ begins/, 'cycle-start'],
  [/\bbranch( creation)?$/, 'branch'],
  [/^(kubernetes )?(v?\d+\.\d+(\.0)? )?(final )?released?( day)?(,? due)?$/, 'release'],
  [/^release (of )?v?\d+\.\d+(\.0)?$/, 'release'],
];

/** The milestones that the label of a banner names; empty when there are none. */
export function milestonesNamed(label: string): readonly Named[] {
  const text = label
    .toLowerCase()
    .replace(/[^a-z0-9&/,.:-]+/g, ' ')
    .replace(/[ ,.:-]+$|^[ ,.:-]+/g, '')
    .replace(/[ ,]+(on|by|is)( the)?$|^(is|are) (the )?/g, '');
  const patches = patchesNamed(text);
  if (patches.length > 0) return patches;
  const release = /\bv?(\d+\.\d+)(?!\d)/.exec(text)?.[1];
  const ids = new Set(parts(text).flatMap(idsOf));
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
function parts(text: string): readonly string[] {
  const match = editors.map(([form]) => form.exec(text)).find((found) => found !== null);
  if (!match) return text.split(/ and | & |[,/]/).map((part) => part.trim());
  if (match[0] === text.trim()) return [match[0]];
  const [before, after] = [text.slice(0, match.index), text.slice(match.index + match[0].length)];
  return [...parts(before), match[0].trim(), ...parts(after)];
}

function idsOf(part: string): readonly string[] {
  for (const [form, ids] of editors) {
    const match = form.exec(part);
    // a prerelease without a number is only `beta`
    if (match) return ids.replace('$1-$2', () => `${match[1]}-${match[2]}`.replace(/-$/, '')).split(' ');
  }
  return idsNamed(part);
}
