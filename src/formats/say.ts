import type { Banner, Group } from '../domain/banner.ts';
import type { Milestone, Style } from '../domain/calendar.ts';
import type { Linked, Words } from './words.ts';
import type { Section } from '../domain/section.ts';
import type { Sentence } from '../domain/sentence.ts';
import { isPatch, patchTitle } from '../domain/patch.ts';
import { dayWords, fullDay, plainDay, printed } from './day.ts';

/** Milestones of a banner that print the same day and time. */
interface Phrase {
  readonly names: readonly Linked[];
  readonly day: Linked;
  readonly time: string;
  readonly aoe: boolean;
  /** It follows in time, not beside: `then`. */
  readonly later: boolean;
}

/** Writes the Next Deadline line. */
export function sayBanner(banner: Banner, style: Style, words: Words): string {
  return words('banner', { parts: bannerParts(banner, style) });
}

function bannerParts(banner: Banner, style: Style): readonly Phrase[] {
  const next = banner.next ? phrases(banner.next, style, false) : [];
  const then = banner.both && banner.then ? phrases(banner.then, style, true) : [];
  return [...next, ...then];
}

function phrases({ milestones }: Group, style: Style, later: boolean): Phrase[] {
  const sameTime = new Map<string, Milestone[]>();
  for (const milestone of milestones) {
    const { day, month, time, aoe } = printed(milestone.when);
    const key = `${isPatch(milestone) ? milestone.kind : ''} ${day ?? month ?? ''} ${time} ${aoe}`;
    sameTime.set(key, [...(sameTime.get(key) ?? []), milestone]);
  }
  return [...sameTime.values()].flatMap((members, index) => {
    const [first] = members;
    if (!first) return [];
    const how = printed(first.when);
    const day = { text: dayWords(how, style.months), link: style.days };
    return [{ names: names(members, style), day, time: how.time, aoe: how.aoe, later: later && index === 0 }];
  });
}

function names(members: readonly Milestone[], style: Style): readonly Linked[] {
  const patches = patchTitle(members);
  if (patches !== undefined) return [{ text: patches, link: style.names }];
  return members.map((milestone) => nameOf(milestone, style));
}

function nameOf({ short, link }: Milestone, style: Style): Linked {
  return { text: short, link: style.names === undefined ? undefined : (link ?? style.names) };
}

/** Writes the whole Release Schedule section. */
export function saySection(section: Section, style: Style, words: Words): string {
  const sentences = section.sentences.map((sentence) => ({
    list: sentence.kind === 'key-dates',
    ...facts(sentence),
  }));
  return words('section', { parts: bannerParts(section.banner, style), sentences });
}

/** Writes one sentence of a section. */
export function saySentence(sentence: Sentence, words: Words): string {
  return words('sentence', { sentence: facts(sentence) });
}

function facts({
  kind,
  milestones,
  title,
  when,
  before,
  patches = [],
  past = false,
  link,
}: Sentence): object {
  return {
    ...{ kind, title, patches, past, link },
    day: when && plainDay(printed(when)),
    before: before && plainDay(printed(before)),
    names: milestones.map(({ name }) => ({ text: name, link: undefined })),
    dates: milestones.map((milestone) => ({ name: milestone.name, day: fullDay(printed(milestone.when)) })),
  };
}
