import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { PublishedState } from '../../src/domain/calendar/calendar.ts';
import { Failure } from '../../src/service/ports/failure.ts';
import { addHistory } from '../../src/sources/calendar/historyfile.ts';
import { read } from './folder.ts';
import { history } from '../domain/build.ts';
import { again, freeze, move, moved } from './recording.ts';

/** `history.yaml` with what became public since. */
function added(text: string | undefined, more: Readonly<Record<string, readonly PublishedState[]>>): string {
  return addHistory({ path: 'history.yaml', text }, new Map(Object.entries(more))).text;
}

const moves = { '1.30/code-freeze': move };

describe('what is added to a history', () => {
  it('begins it where there was none, as it will be read', async () => {
    const text = added(undefined, moves);

    assert.match(text, /^# What became public when/);
    assert.ok(text.endsWith(moved + again), text);
    assert.deepEqual((await read({ '1.30.yaml': freeze, 'history.yaml': text })).problems, []);
  });

  const other = '1.29/release:\n  - {when: TBD, since: 2024-01-01T00:00Z}\n';
  const inQuotes = moved.replace('1.30/code-freeze', '"1.30/code-freeze"');
  const inBrackets = '1.30/code-freeze:\n- {when: 2024-03-05, since: 2024-01-01T10:00Z}\n';
  const next = '\n# b\n1.31/release: # c\n  - {when: TBD, since: 2024-01-01T00:00Z}\n';
  const places: [where: string, before: string, added?: string, rest?: string][] = [
    ['at the end of its milestone', moved],
    ['before the next milestone and its comment', `# a\n${moved}`, again, next],
    ['behind entries in brackets', inBrackets, again.replaceAll(/^ {2}/gm, '')],
    ['behind the last line though nothing ends it', moved.trimEnd(), `\n${again.trimEnd()}`],
    ['under a key in quotes', inQuotes],
    ['under a new key at the end', other, moved + again],
    ['under a new key though nothing ends the last line', '# none\n# yet', `\n${moved}${again}`],
    ['behind a BOM', `\ufeff${moved}`],
  ];
  for (const [place, before, more = again, rest = ''] of places) {
    it(`stands ${place}, and all else stays, also with CRLF`, () => {
      const after = before + more + rest;

      for (const end of ['\n', '\r\n'])
        assert.equal(added((before + rest).replaceAll('\n', end), moves), after.replaceAll('\n', end));
      assert.equal(added(after, moves), after);
    });
  }

  it('stands in an empty list', () => {
    assert.equal(added('1.30/code-freeze: []\n', moves), moved + again);
  });

  it('counts the milestones that got a line', () => {
    const thaw = history(['TBD', '2024-01-01'], ['2024-04-01', '2024-01-02']);
    const more = new Map(Object.entries({ ...moves, '1.30/thaw': thaw }));

    assert.equal(addHistory({ path: 'history.yaml', text: moved }, more).milestones, 2);
    assert.equal(addHistory({ path: 'history.yaml', text: moved + again }, more).milestones, 1);
  });

  it('is only what became public later and says something else', () => {
    const text = moved + again;

    const earlier = added(text, { '1.30/code-freeze': history(['2024-03-01', '2023-01-01']) });
    const same = added(text, { '1.30/code-freeze': history(['2024-03-06', '2024-02-01']) });
    const reworded = added(text, { '1.30/code-freeze': history(['2024-03-06 24:00 UTC', '2024-02-01']) });

    assert.deepEqual([earlier, same, reworded], [text, text, text]);
  });

  const nothing = /^history.yaml:\d+:\d+: .*; nothing was added$/;
  const late = again.replace('2024-01-20', '2023-01-20');
  const brackets = '1.30/code-freeze: [{when: 2024-03-05, since: 2024-01-01T10:00Z}]\n';
  const refused: [what: string, text: string, says: RegExp][] = [
    ['is no YAML', '1.30/code-freeze: [\n', nothing],
    ['has whens out of order', moved + late, /^history.yaml:5:12: since: found .*; nothing was added$/],
    [
      'has a list in brackets',
      brackets,
      /cannot add to 1\.30\/code-freeze; wanted one entry a line, without/,
    ],
    ['is all in brackets', '{}\n', nothing],
  ];
  for (const [what, text, says] of refused) {
    it(`is refused where the history ${what}`, () => {
      assert.throws(
        () => added(text, moves),
        (error) => error instanceof Failure && says.test(error.message),
      );
    });
  }

  it('is read back as it was told, in any order of moves', () => {
    const days = fc.constantFrom(
      'TBD',
      '2024-03',
      '2024-03-06',
      '2024-03-07 AoE',
      '2024-03-08 24:00 -08:00',
      '2024-10-27T00:30:07Z[Europe/London]',
    );
    const keys = fc.constantFrom('1.30/code-freeze', '1.30/thaw', '2026.1/rc-1', 'patches/patch-2026-07');
    const steps = fc.array(fc.tuple(keys, days), { maxLength: 20 });
    fc.assert(
      fc.property(steps, fc.constantFrom('\n', '\r\n'), (all, end) => {
        const start = `# ours${end}`;

        const text = all.reduce(
          (done, [key, day], index) =>
            added(done, { [key]: history([day, new Date(Date.UTC(2024, 0, index + 1)).toISOString()]) }),
          start,
        );

        assert.ok(text.startsWith(start));
        assert.equal(text.replaceAll('\r\n', '').includes('\n'), end === '\n');
        const news = all.filter(([key, day], index) => {
          const before = all.slice(0, index).findLast(([other]) => other === key);
          return before?.[1] !== day;
        });
        assert.equal(text.match(/when:/g)?.length ?? 0, news.length);
      }),
      { numRuns: 50 },
    );
  });

  it('is added to a thousand milestones in a second', () => {
    const keys = Array.from({ length: 1_000 }, (_, index) => `1.30/a${index}`);
    const text = keys.map((key) => moved.replace('1.30/code-freeze', key)).join('');
    const start = process.cpuUsage();

    const all = added(text, Object.fromEntries(keys.map((key) => [key, move])));

    const { user, system } = process.cpuUsage(start);
    assert.equal(all.length, text.length + again.length * 1_000);
    assert.ok(user + system < 1_000_000, `${user + system} us`);
  });
});
