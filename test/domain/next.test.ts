import assert from 'node:assert/strict';
import type { Calendar, Milestone } from '../../src/domain/calendar/calendar.ts';
import { banner } from '../../src/domain/banner/banner.ts';
import { nextLine } from '../../src/domain/post/checkpost.ts';
import { openBanner } from '../../src/domain/banner/banner.ts';
import { phrases } from '../../src/domain/banner/phrase.ts';
import { dayWords } from '../../src/domain/banner/printed.ts';
import { at, calendar, milestone, release, where } from './build.ts';

const of = (...milestones: readonly Milestone[]): Calendar => calendar([release('2.0', milestones)]);
const freeze = (id: string, when: string): Milestone => milestone(id, when, { kind: 'freeze', short: id });
const window = (id: string, when: string): Milestone => milestone(id, when, { kind: 'deadline', short: id });

/** The whole line, without its links. */
function line(found: Calendar, now: string): string {
  return phrases(banner(found, at(now)))
    .map(({ names, how, withYear, later }, index) => {
      const between = index === 0 ? '' : later ? '; then ' : '; ';
      const time = how.time === '' ? '' : `, ${how.time}`;
      const day = dayWords(how, 'short', withYear);
      return `${between}${names.map(({ text }) => text).join(' and ')}, ${day}${how.aoe ? ' (AoE)' : ''}${time}`;
    })
    .join('');
}

describe('what is next', () => {
  it('is each with its own hour where two close at different moments of one announced day', () => {
    const one = of(
      freeze('la', '2026-12-03T18:00-08:00[America/Los_Angeles]'),
      freeze('tokyo', '2026-12-03T09:00+09:00[Asia/Tokyo]'),
    );

    const { next } = banner(one, at('2026-12-01'));

    assert.deepEqual([next?.cutoff, next?.ends], ['2026-12-03T00:00:00.000Z', '2026-12-03T00:00:00.000Z']);
    assert.equal(line(one, '2026-12-01'), 'tokyo, Dec 3rd, 00:00 UTC; la, Dec 4th, 02:00 UTC');
    assert.equal(line(one, '2026-12-03'), 'la, Dec 4th, 02:00 UTC');
  });

  it('lends no freeze the days of a window that begins with it', () => {
    const one = of(freeze('Freeze', '2026-12-07'), window('Review', '2026-12-07..2026-12-21'));

    assert.equal(line(one, '2026-12-01'), 'Freeze, Dec 7th');
    assert.equal(line(one, '2026-12-08'), 'Review, Dec 7th to Dec 21st');
  });

  it('names two of one last day apart where their first days differ', () => {
    const one = of(window('Docs', '2026-12-21'), window('Review', '2026-12-07..2026-12-21'));

    assert.equal(line(one, '2026-12-01'), 'Docs, Dec 21st; Review, Dec 7th to Dec 21st');
  });

  it('is what closes first, also of an AoE day and an hour of the next day', () => {
    const one = of(freeze('aoe', '2026-12-02 AoE'), freeze('utc', '2026-12-03 02:00 UTC'));

    assert.equal(line(one, '2026-12-01'), 'utc, Dec 3rd, 02:00 UTC; then aoe, Dec 2nd (AoE)');
  });

  it('closes when the first day of a freeze of several days begins, and is of all its days', () => {
    const one = of(freeze('Holidays', '2026-12-20..2027-01-03'), freeze('Code', '2027-01-10'));

    assert.equal(line(one, '2026-12-19T23:59Z'), 'Holidays, Dec 20th to Jan 3rd');
    assert.equal(line(one, '2026-12-20'), 'Code, Jan 10th');
  });

  it('has its year once it is more than 180 days away', () => {
    const one = of(milestone('begins', '2022-01-10', { kind: 'start', short: 'begins' }));

    assert.equal(line(one, '2020-05-01'), 'begins, Jan 10th, 2022');
    assert.equal(line(one, '2021-07-13T23:59:59Z'), 'begins, Jan 10th, 2022');
    assert.equal(line(one, '2021-07-14'), 'begins, Jan 10th');
  });

  it('has both years of a window that reaches into the next', () => {
    const one = of(window('Review', '2027-12-20..2028-01-03'));

    assert.equal(line(one, '2026-05-01'), 'Review, Dec 20th, 2027 to Jan 3rd, 2028');
  });

  it('names its releases where there are several, or several are in flight', () => {
    const cycle = (
      version: string,
      start: string,
      freezeAt: string,
      out: string,
    ): ReturnType<typeof release> =>
      release(
        version,
        [
          milestone('cycle-start', start, { short: `${version} begins` }),
          freeze('Freeze', freezeAt),
          milestone('release', out, { short: 'Release Day' }),
        ],
        { title: `PostgreSQL ${version}` },
      );
    const both = calendar([
      cycle('18', '2026-01-05', '2026-04-07', '2026-09-01'),
      cycle('19', '2026-02-02', '2026-04-07', '2027-09-01'),
    ]);
    const one = calendar([
      cycle('18', '2026-01-05', '2026-04-07', '2026-05-01'),
      cycle('19', '2026-06-01', '2026-08-07', '2027-01-01'),
    ]);

    assert.equal(line(both, '2026-03-01'), 'Freeze (PostgreSQL 18) and Freeze (PostgreSQL 19), Apr 7th');
    assert.equal(line(both, '2026-05-01'), 'Release Day (PostgreSQL 18), Sep 1st');
    assert.equal(line(both, '2026-09-02'), 'Release Day, Sep 1st, 2027');
    assert.equal(line(one, '2026-03-01'), 'Freeze, Apr 7th');
    assert.equal(line(one, '2026-05-02'), '19 begins, Jun 1st');
    assert.equal(line({ ...one, namesRelease: true }, '2026-03-01'), 'Freeze (PostgreSQL 18), Apr 7th');
  });

  it('is by the clock of the calendar', () => {
    const zone = where('America/New_York');
    const one = { ...of(freeze('Freeze', '2027-01-14T20:00-05:00[America/New_York]')), zone };

    assert.equal(line(one, '2027-01-01'), 'Freeze, Jan 14th, 20:00 EST');
    assert.equal(nextLine(banner(one, at('2027-01-01'))), 'Freeze, Jan 14th, 20:00 EST');
    assert.equal(
      line({ ...one, zone: where('Asia/Kathmandu') }, '2027-01-01'),
      'Freeze, Jan 15th, 06:45 UTC+05:45',
    );
  });

  it('is an AoE day for 23:59 AoE, and for a bare day of a calendar that counts so', () => {
    const zone = where('AoE');
    const one = { ...of(freeze('Papers', '2027-01-14T23:59-12:00[Etc/GMT+12]')), zone };
    const bare = of(
      milestone('x', 'TBD', {
        kind: 'deadline',
        short: 'x',
        when: { kind: 'day', day: '2027-01-14' as never, zone },
      }),
    );

    assert.equal(line(one, '2027-01-01'), 'Papers, Jan 14th (AoE)');
    assert.equal(line(bare, '2027-01-01'), 'x, Jan 14th (AoE)');
  });

  it('names nothing twice in an issue that comes out between two of one day', () => {
    const one = of(
      freeze('tokyo', '2026-12-03T09:00+09:00[Asia/Tokyo]'),
      freeze('la', '2026-12-03T18:00-08:00[America/Los_Angeles]'),
    );

    const found = openBanner(banner(one, at('2026-12-01')), banner(one, at('2026-12-03T12:00Z')));

    assert.deepEqual(
      [found.next, found.then].map((group) => group?.milestones.map(({ id }) => id)),
      [['tokyo'], ['la']],
    );
  });
});
