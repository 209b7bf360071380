import { withoutTime } from '../when/prose.ts';

/** How the tables of Kubernetes schedules name their rows, and the ids they mean. */
const names: readonly (readonly [form: RegExp, ids: (match: RegExpExecArray) => readonly string[]])[] = [
  [/\b(alpha|beta|rc)\.(\d+)\b/, (match) => [`${match[1] ?? ''}-${match[2] ?? ''}`]],
  [/^brace yoursel/, () => ['brace-yourself']],
  [/^call for .*enhancement.* exceptions?/, () => ['exceptions-call-enhancements']],
  [/\bexceptions?\b/, () => ['exceptions-due']],
  [/code freeze and test freeze|code (&|and) test freeze/, () => ['code-freeze', 'test-freeze']],
  [/^(?!.*\b(end of|upcoming)\b).*\bcode freeze/, () => ['code-freeze']],
  [/\btest freeze/, () => ['test-freeze']],
  [/\bcode thaw/, () => ['code-thaw']],
  [/^thaw$/, () => ['thaw']],
  [/production readiness|\bprr\b|kep readiness/, () => ['prr-freeze']],
  [/enhancements? ?freeze/, () => ['enhancements-freeze']],
  [/enhancements? tracking/, () => ['enhancements-tracking']],
  [/docs.*placeholder/, () => ['docs-placeholder']],
  [/docs.*ready for review/, () => ['docs-review']],
  [/docs freeze|docs complete|docs must be|docs last call/, () => ['docs-freeze']],
  [/feature blog freeze/, () => ['feature-blog-freeze']],
  [/feature blogs? ready/, () => ['feature-blogs-ready']],
  [/feature blogs? (review|outreach)/, () => ['feature-blogs-outreach']],
  [/feature blogs? publi/, () => ['feature-blogs-published']],
  [/release blog ready/, () => ['release-blog-ready']],
  [/release blog published/, () => ['release-blog-published']],
  [/deprecations? and removals? blog/, () => ['deprecations-blog']],
  [/(major themes|release highlights) (deadline|due)/, () => ['highlights-due']],
  [/(major themes|release highlights) complete/, () => ['highlights-complete']],
  [/final draft of (the )?release notes/, () => ['release-notes-final-draft']],
  [/release notes draft/, () => ['release-notes-draft']],
  [/release notes complete/, () => ['release-notes-complete']],
  [/burndowns? (meetings )?(become )?daily|daily burndowns?/, () => ['burndown-daily']],
  [/\bburndown/, () => ['burndown-start']],
  [/start of release cycle|release cycle begins/, () => ['cycle-start']],
  [/schedule finali[sz]ed/, () => ['schedule-finalized']],
  [/team leads finali[sz]ed/, () => ['team-leads-finalized']],
  [/team (shadows )?finali[sz]ed/, () => ['team-finalized']],
  [/apac/, () => ['apac-meetings']],
  [/jobs removed/, () => ['jobs-removed']],
  [/jobs created/, () => ['jobs-created']],
  [/branch (created|cut)/, () => ['branch']],
  [/cherry[ -]pick/, () => ['cherry-pick']],
  [/retrospective part (\d)/, (match) => [`retro-${match[1] ?? ''}`]],
  [/retrospective/, () => ['retro']],
  [/kubecon/, (match) => [kubecon(match.input)]],
  [/europe enters daylight/, () => ['dst-change-europe']],
  [/america enters daylight/, () => ['dst-change-north-america']],
  [/^release day$|(?<![\d.])\d+\.\d+(\.0)? release(d\b|$)/, () => ['release']],
];

function kubecon(text: string): string {
  const place = /kubecon (na|china|india|japan)\b/.exec(text)?.[1];
  return place === undefined ? 'kubecon' : `kubecon-${place}`;
}

/** The canonical ids that the text of a *what* cell names; empty when there are none. */
export function idsNamed(what: string): readonly string[] {
  const text = what.toLowerCase().replace(/\s+/g, ' ').trim();
  for (const [form, ids] of names) {
    const match = form.exec(text);
    if (match) return ids(match);
  }
  return [];
}

/** `code-freeze` becomes `Code Freeze`, for one of several ids of a row. */
export function nameOf(id: string): string {
  return id.replace(/-/g, ' ').replace(/\b[a-z]/g, (first) => first.toUpperCase());
}

/** Drops the opening word and the time: `Begin Code Freeze (18:00 PST)` becomes `Code Freeze`. */
export function cleanName(what: string): string {
  return withoutTime(what)
    .replace(/^Begin (?=\S.*(freeze|thaw|burndown|meetings)\b)/i, '')
    .trim();
}
