import type { FeedEvent } from '../../domain/feed/feedevent.ts';
import type { Words } from './words.ts';
import { asksOf } from './asks.ts';
import { cutoffWords, isClosing } from './cutoff.ts';
import { happens } from '../../domain/calendar/deadline.ts';
import { fullDay, printed } from '../../domain/banner/printed.ts';
import { whenChange } from '../../domain/history/change.ts';
import { daysLate, isOut } from '../../domain/calendar/actual.ts';
import { dayInWords } from '../../domain/time/datewords.ts';
import { isDated } from '../../domain/when/when.ts';
import { patchVersions } from '../../domain/calendar/patch.ts';

/** The description of an event: what it asks of whom, until when. */
export function describe(event: FeedEvent, words: Words): string {
  const [first] = event.milestones;
  const { name, release } = first;
  const isOff = event.status === 'cancelled';
  return words('event', {
    isOff,
    happens: happens(event),
    asks: asksOf(first),
    kind: event.kind,
    name,
    release,
    link: event.link,
    roles: event.roles,
    patches: patchVersions(event.milestones),
    notes: [...new Set(event.milestones.flatMap(({ note }) => (note === undefined ? [] : plainLinks(note))))],
    moved: movedFrom(event),
    expected: first.expected,
    out: isOff ? [] : patchVersions(event.milestones.filter(isOut)),
    due: patchVersions(event.milestones.filter((one) => !isOut(one))),
    isOut: !isOff && isOut(first),
    plans: plansOf(event),
    awaited: patchVersions(event.awaited),
    awaitedFor: event.awaited[0] && fullDay(printed(event.awaited[0].when, event.zone)),
    knownOut: event.knownOut && dayInWords(event.knownOut),
    cutoff: isClosing(first) ? cutoffWords(first, event.zone) : undefined,
  });
}

/** Milestones that came out on another day than planned, by planned day. */
function plansOf({ milestones, zone }: FeedEvent): readonly object[] {
  const planned = milestones.filter(({ plan }) => plan && isDated(plan));
  const plans = Map.groupBy(planned, ({ plan }) => (plan ? fullDay(printed(plan, zone)) : ''));
  return [...plans].map(([day, some]) => ({
    day,
    patches: plans.size > 1 || some.length < milestones.length ? patchVersions(some) : [],
    late: some[0] && daysLate({ ...some[0], when: some[0].plan ?? some[0].when }),
  }));
}

/** The previously announced days, newest first; none for several patches, which may each have their own. */
function movedFrom({ zone, milestones: [first, ...rest] }: FeedEvent): readonly string[] {
  if (rest.length > 0) return [];
  const plan = first.plan ?? first.when;
  const whens = [...(first.history ?? []).map(({ when }) => when), plan].filter(isDated);
  const others = whens.filter((when, index) => {
    const next = whens[index + 1];
    return next && whenChange(when, next) === 'moved';
  });
  const days = others.toReversed().map((when) => fullDay(printed(when, zone)));
  // leaves out a date that is current again
  return [...new Set(days)].filter((day) => day !== fullDay(printed(plan, zone)));
}

/** Turns Markdown links in notes into `text (URL)`. */
function plainLinks(note: string): string {
  return note.replace(/\[([^\]]*)\]\(([^)\s]*)\)/g, '$1 ($2)');
}
