import type { Banner } from '../../domain/banner/banner.ts';
import type { Style } from '../../domain/calendar/calendar.ts';
import type { Words } from './words.ts';
import type { Section } from '../../domain/banner/section.ts';
import type { Sentence } from '../../domain/banner/sentence.ts';
import type { Zone } from '../../domain/time/time.ts';
import { phrases } from '../../domain/banner/phrase.ts';
import { dayWords, fullDay, plainDay, printed } from '../../domain/banner/printed.ts';

/** Writes the Next Deadline line. */
export function sayBanner(banner: Banner, style: Style, words: Words): string {
  return words('banner', { parts: bannerParts(banner, style) });
}

/** Template data of milestones that share a day and time; what is `later` is joined by `then`. */
function bannerParts(banner: Banner, style: Style): readonly object[] {
  return phrases(banner).map(({ names, how, withYear, later }) => ({
    names: names.map(({ text, milestone }) => ({
      text,
      link: style.names && (milestone?.link ?? style.names),
    })),
    day: { text: dayWords(how, style.months, withYear), link: style.days },
    time: how.time,
    aoe: how.aoe,
    later,
  }));
}

/** Writes the whole Release Schedule section. */
export function saySection(section: Section, style: Style, words: Words): string {
  const sentences = section.sentences.map((sentence) => ({
    list: sentence.kind === 'key-dates',
    ...facts(sentence, section.banner.zone),
  }));
  return words('section', { parts: bannerParts(section.banner, style), sentences });
}

/** Writes one sentence of a section; `zone` is the calendar's. */
export function saySentence(sentence: Sentence, zone: Zone, words: Words): string {
  return words('sentence', { sentence: facts(sentence, zone) });
}

function facts(
  { kind, milestones, title, when, before, patches = [], past = false, link }: Sentence,
  zone: Zone,
): object {
  return {
    kind,
    title,
    patches,
    past,
    link,
    day: when && plainDay(printed(when, zone)),
    before: before && plainDay(printed(before, zone)),
    names: milestones.map(({ name }) => ({ text: name, link: undefined })),
    dates: milestones.map((milestone) => ({
      name: milestone.name,
      day: fullDay(printed(milestone.when, zone)),
    })),
  };
}
