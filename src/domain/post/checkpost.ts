import type { Calendar } from '../calendar/calendar.ts';
import type { Finding, Problem } from '../problem/rule.ts';
import type { Instant, Zone } from '../time/time.ts';
import type { Meant } from './meant.ts';
import type { Post } from './post.ts';
import type { SaidDeadline } from './saidbanner.ts';
import type { When } from '../when/when.ts';
import type { Banner } from '../banner/banner.ts';
import { banner } from '../banner/banner.ts';
import { closes, endsAt } from '../calendar/deadline.ts';
import { fits, meant } from './meant.ts';
import { quote } from '../problem/suggestion.ts';
import { phrases } from '../banner/phrase.ts';
import { dayWords, printed } from '../banner/printed.ts';
import { outBy, postProblem } from './post.ts';
import { readBanner } from './saidbanner.ts';
import { zoneOf } from '../calendar/calendar.ts';
import { dayIn, millis } from '../time/time.ts';
import { announcedDay, isDated, utcDay } from '../when/when.ts';
import { expected } from '../problem/expected.ts';

/**
 * Reports a banner that was over when its post came out, or that names another day than the schedule that was
 * public then. Silent about everything that is not certain.
 */
export function checkPost(post: Post, calendar: Calendar): readonly Problem[] {
  const line = post.schedule?.banner;
  if (!line) return [];
  const published = outBy(post, calendar);
  const said = readBanner(line.said, {
    near: post.slug,
    today: dayIn(published, zoneOf(calendar)),
    vocabulary: calendar.vocabulary,
  });
  const all = said.map((one) => ({ one, milestones: meant(one, post.slug, calendar) }));
  // `X; then Y` was filled in while X was open, and also says what comes next
  const goesOn =
    /; then /i.test(line.said) &&
    all.some(({ milestones }) => milestones.some((each) => !isOver(each, published)));
  const findings = all.flatMap(({ one, milestones }) => {
    const over = goesOn ? [] : milestones.filter((each) => isOver(each, published));
    return [
      ...stale(one, over, { calendar, published }),
      ...milestones
        .filter((each) => isWrong(each, one, published))
        .map((each) => wrong(one, each, zoneOf(calendar))),
    ];
  });
  return findings.map((finding) => postProblem(post, line.from, finding));
}

/** By both the current schedule and the one public then: a moved date is nobody's mistake. */
function isOver({ milestone, release }: Meant, published: Instant): boolean {
  const ends = endsAt(milestone, release);
  const told = toldBy(milestone, published).at(-1);
  const then = told && closes({ kind: milestone.kind, when: told }, release.zone);
  return ends !== undefined && ends <= published && (then === undefined || then <= published);
}

/** The dates that were public at an instant, oldest first; the current one when that is not known. */
function toldBy({ history, when }: Meant['milestone'], at: Instant): readonly When[] {
  return history?.filter(({ since }) => since <= at).map((told) => told.when) ?? [when];
}

/** A date published only later, or only to the month, cannot have been missed. */
function isWrong({ milestone }: Meant, said: SaidDeadline, published: Instant): boolean {
  const told = toldBy(milestone, published);
  const last = told.at(-1);
  return !!last && isDated(last) && ![...told, milestone.when].some((when) => fits(when, said));
}

interface Issue {
  readonly calendar: Calendar;
  readonly published: Instant;
}

function stale(said: SaidDeadline, over: readonly Meant[], { calendar, published }: Issue): Finding[] {
  const ends = over.flatMap(({ milestone, release }) => endsAt(milestone, release) ?? []).toSorted();
  const last = ends.at(-1);
  if (last === undefined) return [];
  const names = [...new Set(over.map(({ milestone }) => milestone.name))].join(' and ');
  const late = lateness(millis(published) - millis(last));
  const found =
    `${names} (${over[0]?.release.version ?? ''}), which ended at ${short(last)}, ` +
    `${late} before this came out at ${short(published)}`;
  const says = expected(quote(nextLine(banner(calendar, published))), found);
  return [{ rule: 'stale-banner', says: `${quote(said.label)}: ${says}` }];
}

function wrong({ label, days, month }: SaidDeadline, { milestone, release }: Meant, zone: Zone): Finding {
  const { name, when } = milestone;
  const said = days.length > 0 ? days.join(' or ') : month;
  const found = `${said}, but ${name} (${release.version}) is on ${daysOf(when)}`;
  const says = expected(quote(`${label}, ${whenWords(when, zone)}`), found);
  return { rule: 'wrong-banner', says: `${quote(label)}: ${says}` };
}

/** `2026-07-22 (2026-07-23 in UTC)`. */
function daysOf(when: When): string {
  if (!isDated(when)) return '';
  const [announced, inUtc] = [announcedDay(when), utcDay(when)];
  return announced === inUtc || when.kind === 'span' ? announced : `${announced} (${inUtc} in UTC)`;
}

function lateness(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const length = minutes < 60 ? 1 : minutes < 48 * 60 ? 60 : 1440;
  const unit = { 1: 'minute', 60: 'hour', 1440: 'day' }[length];
  const size = Math.floor(minutes / length);
  return `${size} ${unit}${size === 1 ? '' : 's'}`;
}

function short(at: Instant): string {
  return `${at.slice(0, 16)}Z`;
}

/** What a banner should have said, for a message: `Code Freeze and Test Freeze, Jul 22nd (AoE)`. */
export function nextLine(banner: Banner): string {
  const parts = phrases({ ...banner, both: false }).map(({ names, how, withYear }) => {
    const said = [...new Set(names.map(({ text }) => text))].join(' and ');
    return `${said}, ${words(how, withYear)}`;
  });
  return parts.length === 0 ? 'no deadline announced' : parts.join('; ');
}

/** A *when* as issues print it. `zone` is the calendar's. */
function whenWords(when: When, zone: Zone): string {
  return words(printed(when, zone), false);
}

function words(how: ReturnType<typeof printed>, withYear: boolean): string {
  const time = how.time === '' ? '' : `, ${how.time}`;
  return `${dayWords(how, 'short', withYear)}${how.aoe ? ' (AoE)' : ''}${time}`;
}
