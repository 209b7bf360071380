import assert from 'node:assert/strict';
import type { Cycle } from '../../src/domain/cycle/cycle.ts';
import type { Format } from '../../src/formats/words/format.ts';
import type { Milestone } from '../../src/domain/calendar/calendar.ts';
import type { Problem } from '../../src/domain/problem/rule.ts';
import type { Service } from '../../src/service/service.ts';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { releaseChanges } from '../../src/domain/history/change.ts';
import { cycle } from '../../src/domain/cycle/cycle.ts';
import { shapes } from '../../src/formats/pictures/timeline.ts';
import { openFormats } from '../../src/formats/index.ts';
import { problem } from '../../src/domain/problem/rule.ts';
import { problemFormats } from '../../src/formats/problems.ts';
import { milestone } from '../domain/build.ts';
import { at, publicUrl, unread, valueOf, wired } from '../service/wired.ts';

const folder = 'test/golden';
const calendar = 'kubernetes';
const formats = openFormats(unread().templates);

/** A key-dates list, a plain day, an AoE day of two, two members that print differently, and nothing ahead. */
const instants = [
  ...['2024-01-09T16:00Z', '2026-11-23', '2026-11-18T20:00Z'],
  ...['2024-03-24T00:00Z', '2026-12-17T12:00Z'],
];
const styles = ['plain', 'lwkd'];
const releases = ['1.30', '1.38'];
const feeds = { 'kubernetes-1.38': { release: '1.38' }, 'kubernetes-deadlines': { deadlines: true } };

/** What a golden file must hold. With UPDATE_GOLDEN=1 it is written first. */
interface Golden {
  readonly file: string;
  readonly text: (service: Service, format: Format) => string;
}

const planned = (id: string, written: string, more: Partial<Milestone> = {}): Milestone =>
  milestone(id, written, { release: '1.38', kind: 'task', ...more });

/** One of each kind of change. */
const comparison = [
  {
    calendar,
    title: 'Kubernetes',
    changes: releaseChanges(
      [
        planned('a', '2026-11-02'),
        planned('b', 'TBD'),
        planned('c', '2026-11-03'),
        planned('d', '2026-11-04'),
        planned('e', '2026-11-05', { status: 'postponed' }),
        planned('f', '2026-11-06', { name: 'F | old' }),
        planned('g', '2026-11-07'),
        planned('h', '2026-11-08 AoE'),
      ],
      [
        planned('a', '2026-11-09'),
        planned('b', '2026-11-10'),
        planned('c', 'TBD'),
        planned('d', '2026-11-04', { status: 'cancelled' }),
        planned('e', '2026-11-12'),
        planned('f', '2026-11-06', { name: 'F | new' }),
        planned('h', '2026-11-08 17:00 UTC'),
        planned('i', '2026-11-11 AoE'),
      ],
    ),
  },
];

function bannersAndSections({ name, banner, section }: Format): Golden[] {
  return styles.flatMap((style) => [
    ...(banner ? [{ file: `banner.${style}.${name}`, text: banners(style) }] : []),
    ...(section ? [{ file: `section.${style}.${name}`, text: sections(style) }] : []),
  ]);
}

function banners(style: string): Golden['text'] {
  return ({ publish }, format) =>
    instants
      .map((at) => valueOf(publish.banner({ calendar, at, style })))
      .map((answer) => `${format.banner?.(answer.banner, answer.style) ?? ''}\n`)
      .join('');
}

function sections(style: string): Golden['text'] {
  return ({ publish }, format) =>
    instants
      .map((at) => valueOf(publish.section({ calendar, at, style })))
      .map((answer) => `${format.section?.(answer.section, answer.style) ?? ''}\n`)
      .join(format.lines ? '' : '\n');
}

function feedsOf({ name, feed }: Format): Golden[] {
  if (!feed) return [];
  return Object.entries(feeds).map(([title, selection]) => ({
    file: `${title}.${name}`,
    text: ({ publish }) =>
      feed(valueOf(publish.feed({ calendar, ...selection })), `${publicUrl}/${title}.${name}`),
  }));
}

function releasesOf({ name, release }: Format): Golden[] {
  if (!release) return [];
  return releases.map((version) => ({
    file: `${calendar}-${version}.${name}`,
    text: ({ publish }) => release(valueOf(publish.release({ calendar, release: version })).release),
  }));
}

/** A file of what a format tells, if it does. */
function told<T>(file: string, tells: T | undefined, text: (tells: T, service: Service) => string): Golden[] {
  return tells === undefined ? [] : [{ file, text: (service) => text(tells, service) }];
}

/** What moved, what is due and what is frozen, for those that tell it. */
function tellings({ name, changes, bulletins, state, compared }: Format): Golden[] {
  const self = (what: string): string => `${publicUrl}/${calendar}/${what}.${name}`;
  return [
    ...told(`changes.${name}`, changes, (write, { publish }) => {
      const { calendar: of, moves } = valueOf(publish.changes(calendar));
      return write(of, moves, self('changes'));
    }),
    ...told(`reminders.${name}`, bulletins, (write, { publish }) => {
      const found = valueOf(publish.bulletins({ calendar, query: {} }));
      return write(found.calendar, found.bulletins, self('reminders'));
    }),
    ...told(`state.${name}`, state, (write, { publish }) =>
      write(valueOf(publish.state({ calendar, query: {} })).state),
    ),
    ...told(`compared.${name}`, compared, (write) => write(comparison)),
  ];
}

/** Of the cycle that runs; a card has what is next. */
function pictures({ name, timeline, card }: Format): Golden[] {
  const cycleOf = ({ publish }: Service): Cycle => {
    const { calendar: of, release } = valueOf(publish.release({ calendar, release: '1.38' }));
    const found = cycle(of, release, at('2026-11-25'));
    assert.ok(found);
    return found;
  };
  return [
    ...shapes.flatMap((shape) =>
      told(`timeline-${shape}.${name}`, timeline, (draw, service) => draw(cycleOf(service), shape)),
    ),
    ...told(`card.${name}`, card, (draw, { publish }) => {
      const { banner, style } = valueOf(publish.banner({ calendar }));
      return `${draw(banner, style)}\n`;
    }),
  ];
}

const goldens = formats.flatMap((format) =>
  [
    ...bannersAndSections(format),
    ...feedsOf(format),
    ...releasesOf(format),
    ...tellings(format),
    ...pictures(format),
  ].map((golden) => ({
    ...golden,
    format,
  })),
);

const found: readonly Problem[] = [
  problem(
    { file: 'calendars/a b,c:d%/1.0.yaml', line: 3, column: 11 },
    { rule: 'impossible-date', says: '30 February 2026 does not exist\nin "2026-02-30"; 100% sure' },
    { blocks: true },
  ),
  problem(
    { file: 'calendars/a/1.0.yaml', line: 4, column: 1 },
    { rule: 'bad-ordinal', says: 'expected "23rd", found "23th"' },
    { blocks: false },
  ),
  problem(
    { file: 'calendars/a/1.0.md', line: 1, column: 1 },
    { rule: 'not-read', says: 'this version does not read it' },
    { blocks: false },
  ),
];

function compare(file: string, text: string): void {
  const path = `${folder}/${file}`;
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, text);
  assert.equal(text, readFileSync(path, 'utf8'), `${path} differs; UPDATE_GOLDEN=1 npm test writes it anew`);
}

describe('the golden files', () => {
  for (const { file, text, format } of goldens) {
    it(`${file} is what the shipped calendar gives`, async () => {
      const service = await wired({ now: '2026-11-25' });

      const written = text(service, format);

      compare(file, written);
    });
  }

  for (const { name, write } of problemFormats) {
    it(`problems.${name} is what check gives`, () => {
      compare(`problems.${name}`, write(found));
    });
  }

  it('hold at least one of every format, and nothing that no test writes', () => {
    const files = readdirSync(folder).filter((file) => !file.startsWith('.') && file !== 'worlds');

    const names = [...formats, ...problemFormats].map(({ name }) => name);
    for (const name of names)
      assert.ok(
        files.some((file) => file.endsWith(`.${name}`)),
        `no golden file of ${name}`,
      );
    const wanted = [
      ...goldens.map(({ file }) => file),
      ...problemFormats.map(({ name }) => `problems.${name}`),
    ];
    assert.deepEqual(files.toSorted(), wanted.toSorted());
  });
});
