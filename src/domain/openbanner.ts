import type { Banner } from './banner.ts';

/**
 * The banner of an issue that is written before it is published: what is open now but closes before that instant is
 * named first, and what is next then is named second. `atIssue` where nothing closes in between.
 */
export function openBanner(now: Banner, atIssue: Banner): Banner {
  const { next } = now;
  if (now.at >= atIssue.at || !next || next.ends > atIssue.at) return atIssue;
  return { ...atIssue, next, then: atIssue.next, both: atIssue.next !== undefined };
}
