import type { Banner } from './banner.ts';
import { groupOf } from './banner.ts';
import { isPatch } from '../calendar/patch.ts';

/**
 * The banner of an issue written before it is published: it names first what is open now but closes before
 * publication, and second what is next then. `atIssue` where nothing closes in between.
 */
export function openBanner(now: Banner, atIssue: Banner): Banner {
  const { next } = now;
  if (now.at >= atIssue.at || !next || next.ends > atIssue.at) return atIssue;
  // some milestones of that day may close before that instant and others after it
  const first = groupOf(next.members.filter(({ ends }) => ends <= atIssue.at));
  const names = [first, atIssue.next].flatMap((group) => group?.milestones ?? []);
  const releases = new Set(names.flatMap((one) => (isPatch(one) ? [] : one.release)));
  return {
    ...atIssue,
    next: first,
    then: atIssue.next,
    both: atIssue.next !== undefined,
    named: now.named || atIssue.named || releases.size > 1,
  };
}
