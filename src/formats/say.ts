import type { Banner, Group } from '../domain/banner.ts';
import type { Milestone, Style } from '../domain/calendar.ts';
import type { Linked, Words } from './words.ts';
import type { Section, Sentence } from '../domain/section.ts';
import { patchTitle } from '../domain/patch.ts';
import { dayWords, fullDay, plainDay, printed } from './day.ts';

/** Milestones of a banner that print the same day and time. */
interface Part {
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

function bannerParts(banner: Banner, style: Style): readonly Part[] {
  const next = banner.next ? parts(banner.next, style, false) : [];
  const then = banner.both && banner.then ? parts(banner.then, style, true) : [];
  return [...next, ...then];
}

function parts({ milestones }: Group, style: Style, later: boolean): Part[] {
  const patches = patchTitle(milestones);
  const [first] = milestones;
  if (patches !== undefined && first)
    return [part([{ text: patches, link: style.names }], first, style, later)];
  const byTime = new Map<string, Milestone[]>();
  for (const milestone of milestones) {
    const { day, month, time, aoe } = printed(milestone.when);
    const key = `${day ?? month ?? ''} ${time} ${aoe}`;
    byTime.set(key, [...(byTime.get(key) ?? []), milestone]);
  }
  return [...byTime.values()].flatMap((members, index) => {
    const [one] = members;
    return one
      ? [
          part(
            members.map((milestone) => nameOf(milestone, style)),
            one,
            style,
            later && index === 0,
          ),
        ]
      : [];
  });
}

function part(names: readonly Linked[], { when }: Milestone, style: Style, later: boolean): Part {
  const how = printed(when);
  return {
    names,
    day: { text: dayWords(how, style.months), link: style.days },
    time: how.time,
    aoe: how.aoe,
    later,
  };
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

function facts({ kind, milestones, title, day, patches = [], past = false, link }: Sentence): object {
  return {
    ...{ kind, title, patches, past, link },
    day: day && plainDay(day),
    names: milestones.map(({ name }) => ({ text: name, link: undefined })),
    dates: milestones.map((milestone) => ({ name: milestone.name, day: fullDay(milestone) })),
  };
}
