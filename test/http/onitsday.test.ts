import assert from 'node:assert/strict';
import { calendarFiles } from '../service/folder.ts';
import { servedIn } from './served.ts';

const rows = (...all: readonly string[]): ReturnType<typeof calendarFiles> =>
  calendarFiles('one', all.join('\n  - '));

describe('a page on the day it is read', () => {
  for (const [when, more, says, never] of [
    ['2026-11-22', '', /Closed then\./, /Closes then/],
    ['2026-11-26', '', /Closes then; anything later is too late\./, /Closed then/],
    ['2026-11-26', ', status: cancelled', /<s>.*canceled/, /Closes then|Closed then/],
  ] as const)
    it(`speaks of a freeze of ${when}${more} as it stands`, () =>
      servedIn(rows(`{ name: A, kind: freeze, when: ${when}${more} }`), async ({ http }) => {
        const { text } = await http.get('/one/1.0/a');

        assert.match(text, says);
        assert.doesNotMatch(text, never);
      }));

  it('counts what has no day yet as still to come, and what is canceled not at all', () =>
    servedIn(
      rows(
        '{ name: A, kind: freeze, when: 2026-11-20 }',
        '{ name: B, kind: deadline, when: 2026-11-30 }',
        '{ name: C, kind: deadline, when: TBD }',
        '{ name: D, kind: deadline, when: 2026-11-30, status: cancelled }',
      ),
      async ({ http }) => {
        assert.match((await http.get('/one/1.0/')).text, /<dt>Left<\/dt><dd>2 of 3 milestones</);
      },
    ));

  it('says the next moment in two zones, never twice in one', () =>
    servedIn(rows('{ name: A, kind: freeze, when: "2026-11-30 18:00 UTC" }'), async ({ http }) => {
      const { text } = await http.get('/one/');

      assert.match(text, /<p>Mon 30 Nov, 18:00 UTC <span[^>]*>\(<time[^>]*>Mon 30 Nov, 06:00 AoE</);
    }));

  it('offers no role whose name has no Latin letter, and no feed without a name', () =>
    servedIn(
      rows('{ name: A, kind: freeze, when: 2026-11-30, role: [שחרור, Docs Lead] }'),
      async ({ http }) => {
        const { text } = await http.get('/one/1.0/');

        assert.match(text, /<option value="docs-lead">Docs Lead/);
        assert.doesNotMatch(text, /<option value="">שחרור/);
        assert.match(text, /שחרור/);
        assert.equal((await http.get('/one-.ics')).status, 404);
      },
    ));
});
