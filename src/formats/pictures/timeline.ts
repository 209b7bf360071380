import type { Cycle, CycleMark } from '../../domain/cycle/cycle.ts';
import { addDays } from '../../domain/time/time.ts';
import { withoutYear } from '../words/briefwhen.ts';
import { escapeHtml } from '../words/words.ts';
import type { Drawing, Frame, Scale } from './axis.ts';
import { axis, margin, round, scaleOf, top } from './axis.ts';
import { legend } from './legend.ts';
import { styleOf } from './palette.ts';
import { offStatus } from '../../domain/calendar/off.ts';
import { statusWord } from '../words/statusword.ts';
import { wrapped } from '../words/textwidth.ts';
import { monthName } from '../../domain/time/datewords.ts';

/** `wide` for a screen or README, `tall` for a phone, where names stand above the bars. */
export const shapes = ['wide', 'tall'] as const;
export type PictureShape = (typeof shapes)[number];

const frames: Readonly<Record<PictureShape, Frame>> = {
  wide: { width: 960, names: 108, ems: 19, days: 400, beside: true, ticks: 8 },
  tall: { width: 344, names: 104, ems: 15, days: 16, beside: false, ticks: 4 },
};

const [font, line, gap] = [14, 19, 9];

interface TimelineRow {
  readonly mark: CycleMark;
  readonly lines: readonly string[];
  readonly y: number;
  /** Vertical center of its mark. */
  readonly middle: number;
  readonly bottom: number;
}

/** A cycle as a picture: one row per milestone, freezes as bars, conferences shaded, today as a line. */
export function timeline(cycle: Cycle, shape: PictureShape): string {
  const frame = frames[shape];
  const x = scaleOf(cycle, frame);
  const rows = rowsOf(cycle.marks, frame);
  const bottom = (rows.at(-1)?.bottom ?? top) + margin / 2;
  const signs = legend(cycle, frame.width, bottom);
  const height = bottom + signs.height;
  const title = `${cycle.title}: ${cycle.word} as a timeline`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${frame.width}" height="${height}" viewBox="0 0 ${frame.width} ${height}" role="img" aria-labelledby="title desc" font-size="${font}">`,
    `<title id="title">${escapeHtml(title)}</title>`,
    `<desc id="desc">${escapeHtml(timelineText(cycle))}</desc>`,
    styleOf('auto'),
    `<rect class="card edge" x=".5" y=".5" width="${frame.width - 1}" height="${height - 1}" rx="8"/>`,
    `<text class="text" x="${margin}" y="28" font-size="17" font-weight="600">${heading(cycle, frame)}</text>`,
    ...conferences(cycle, x, bottom),
    ...today(cycle, { x, frame, bottom }),
    ...axis(cycle, { x, frame, bottom }),
    ...rows.map((row) => drawn(row, x, frame)),
    ...signs.drawn,
    '</svg>\n',
  ].join('\n');
}

/** The picture in words, for screen readers. */
export function timelineText({ marks }: Cycle): string {
  const words = marks.map(({ milestone, first, last, vague, state }) => {
    const days = vague
      ? `${monthName(first)} ${first.slice(0, 4)}`
      : first === last
        ? withoutYear(first)
        : `${withoutYear(first)} to ${withoutYear(last)}`;
    return `${milestone.name}: ${days}${state === 'off' ? ` (${statusWord(offStatus(milestone) ?? 'cancelled')})` : ''}${state === 'next' ? ' (next)' : ''}`;
  });
  return `${words.join('; ')}.`;
}

function rowsOf(marks: readonly CycleMark[], { ems: most, beside }: Frame): readonly TimelineRow[] {
  let y = top;
  return marks.map((mark) => {
    const lines = wrapped(mark.milestone.name, most);
    const under = y + lines.length * line;
    const row = { mark, lines, y, middle: beside ? y + line / 2 : under + 8 };
    y = (beside ? under : under + 18) + gap;
    return { ...row, bottom: y };
  });
}

function heading({ title }: Cycle, { width }: Frame): string {
  const [first = '', ...more] = wrapped(title, (width - 2 * margin) / 17);
  return escapeHtml(more.length > 0 ? `${first}…` : first);
}

function conferences({ marks }: Cycle, x: Scale, bottom: number): readonly string[] {
  return marks
    .filter(({ milestone, vague, state }) => milestone.kind === 'event' && !vague && state !== 'off')
    .map(({ first, last }) => {
      const width = round(Math.max(3, x(addDays(last, 1)) - x(first)));
      return `<rect class="shade" x="${x(first)}" y="${top - 8}" width="${width}" height="${bottom - top + 8}"/>`;
    });
}

function today({ today: day, first, last }: Cycle, { x, frame, bottom }: Drawing): readonly string[] {
  if (day < first || day > last) return [];
  const at = round((x(day) + x(addDays(day, 1))) / 2);
  const anchor = at > frame.width - 100 ? 'end' : at < 100 ? 'start' : 'middle';
  return [
    `<path class="now" d="M${at} ${top - 28}V${bottom}" stroke-width="2"/>`,
    `<text class="accent" x="${at}" y="${top - 34}" font-size="12" font-weight="600" text-anchor="${anchor}">today, ${withoutYear(day)}</text>`,
  ];
}

function drawn({ mark, lines, y, middle }: TimelineRow, x: Scale, { names }: Frame): string {
  const { milestone, first, last, vague, state, frozenUntil } = mark;
  const quiet = state === 'past' || state === 'off' ? 'quiet' : state === 'next' ? 'accent' : 'text';
  const look = `${quiet}${state === 'off' ? ' off' : ''}`;
  const weight = state === 'next' ? ' font-weight="600"' : '';
  const day = vague ? `${monthName(first).slice(0, 3)} ${first.slice(0, 4)}` : withoutYear(first);
  const said = lines.map(
    (text, index) =>
      `<text class="halo ${look}" x="${names}" y="${y + 14 + index * line}"${weight}>${escapeHtml(text)}</text>`,
  );
  const from = x(first);
  const to = x(addDays(last, 1));
  const start = (from + to) / 2;
  const bar =
    frozenUntil === undefined || first !== last
      ? ''
      : `<rect class="bar" x="${round(start)}" y="${middle - 5}" width="${round(Math.max(0, x(frozenUntil) - start))}" height="10" rx="3"/>`;
  return [
    `<g><title>${escapeHtml(milestone.name)}</title>`,
    `<text class="halo quiet" x="${margin}" y="${y + 14}" font-size="13">${day}</text>`,
    ...said,
    bar,
    shapeOf(mark, { from, to, middle }),
    '</g>',
  ].join('');
}

interface MarkPlace {
  readonly from: number;
  readonly to: number;
  readonly middle: number;
}

function shapeOf({ first, last, vague, state }: CycleMark, { from, to, middle }: MarkPlace): string {
  const centre = round((from + to) / 2);
  if (state === 'off')
    return `<path class="cross" d="M${centre - 5} ${middle - 5}l10 10m0-10l-10 10" stroke-width="2"/>`;
  if (vague)
    return `<rect class="ring" x="${from}" y="${middle - 5}" width="${round(to - from)}" height="10" rx="5" stroke-width="1.5" stroke-dasharray="3 3"/>`;
  if (first !== last)
    return `<rect class="${state === 'past' ? 'quiet' : 'accent'}" x="${from}" y="${middle - 4}" width="${round(Math.max(6, to - from))}" height="8" rx="4"/>`;
  const size = state === 'next' ? 8 : 6;
  const look = state === 'past' ? 'quiet' : state === 'next' ? 'accent' : 'ring';
  return `<path class="${look}" d="M${centre} ${middle - size}l${size} ${size}l-${size} ${size}l-${size}-${size}z" stroke-width="2"/>`;
}
