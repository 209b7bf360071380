import type { Banner } from '../domain/banner/banner.ts';
import type { Format } from './words/format.ts';
import type { Templates } from './words/words.ts';
import { aoe, utc } from '../domain/time/time.ts';
import { zoneWords } from '../domain/banner/printed.ts';
import { midnightOf, shortMoment } from './words/cutoff.ts';
import { escapeHtml } from './words/words.ts';
import { styleOf } from './pictures/palette.ts';
import { sayBanner } from './words/say.ts';
import { ems, wrapped } from './words/textwidth.ts';
import { timeline } from './pictures/timeline.ts';
import { plainWords } from './text.ts';

/** SVG pictures for a README or a mail: the next deadline as a badge or card, the cycle as a timeline. */
export function svg(templates: Templates): Format {
  const words = plainWords(templates);
  return {
    name: 'svg',
    media: 'image/svg+xml; charset=utf-8',
    banner: (banner, style) => badge(sayBanner(banner, style, words)),
    card: (banner, style) => card(banner, sayBanner(banner, style, words)),
    timeline,
  };
}

/** The text before the first colon, and the text after it. */
function halves(text: string): readonly [title: string, said: string] {
  const colon = text.indexOf(': ');
  return colon < 0 ? ['', text] : [text.slice(0, colon), text.slice(colon + 2)];
}

const small = 12;

function badge(text: string): string {
  const [title, said] = halves(text);
  const [left, right] = [widthOf(title), widthOf(said)];
  const width = left + right;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="24" viewBox="0 0 ${width} 24" role="img" aria-labelledby="title" font-size="${small}">`,
    `<title id="title">${escapeHtml(text)}</title>`,
    styleOf('auto'),
    `<rect class="card edge" x=".5" y=".5" width="${width - 1}" height="23" rx="4"/>`,
    `<path class="accent" d="M${left} 0h${right - 4}a4 4 0 0 1 4 4v16a4 4 0 0 1 -4 4h-${right - 4}z"/>`,
    title === '' ? '' : label(title, { x: 8, width: left - 16, look: 'text' }),
    label(said, { x: left + 8, width: right - 16, look: 'on' }),
    '</svg>',
  ].join('\n');
}

function widthOf(text: string): number {
  return text === '' ? 0 : Math.ceil(ems(text) * small) + 16;
}

interface BadgePlace {
  readonly x: number;
  readonly width: number;
  readonly look: string;
}

/** Stretched to fit any font. */
function label(text: string, { x, width, look }: BadgePlace): string {
  return `<text class="${look}" x="${x}" y="16" textLength="${width}" lengthAdjust="spacingAndGlyphs" font-weight="600">${escapeHtml(text)}</text>`;
}

function card({ next, zone }: Banner, text: string): string {
  const [title, said] = halves(text);
  const lines = wrapped(said, 16.5);
  const cutoff = next?.cutoff;
  const soonest = next?.members.find(({ ends }) => ends === next.ends);
  const midnight = soonest && midnightOf(soonest.milestone);
  const under = cutoff
    ? [
        `until ${shortMoment(cutoff, zone, midnight)} ${zoneWords(cutoff, zone)}`,
        zone === utc
          ? `${shortMoment(cutoff, aoe, midnight)} anywhere on Earth`
          : `${shortMoment(cutoff, utc, midnight)} UTC`,
      ]
    : [];
  const first = 44 + lines.length * 26;
  const height = first + under.length * 20 + 8;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="${height}" viewBox="0 0 400 ${height}" role="img" aria-labelledby="title" font-size="14">`,
    `<title id="title">${escapeHtml([text, ...under].join('; '))}</title>`,
    styleOf('auto'),
    `<rect class="card edge" x=".5" y=".5" width="399" height="${height - 1}" rx="8"/>`,
    `<rect class="accent" x="0" y="12" width="5" height="${height - 24}" rx="2"/>`,
    `<text class="quiet" x="20" y="30">${escapeHtml(title)}</text>`,
    ...lines.map(
      (line, index) =>
        `<text class="text" x="20" y="${58 + index * 26}" font-size="21" font-weight="600">${escapeHtml(line)}</text>`,
    ),
    ...under.map(
      (line, index) => `<text class="quiet" x="20" y="${first + 18 + index * 20}">${escapeHtml(line)}</text>`,
    ),
    '</svg>',
  ].join('\n');
}
