import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { PublishedState } from '../../../src/domain/calendar/calendar.ts';
import { Failure } from '../../../src/service/ports/failure.ts';
import { addHistory } from '../../../src/sources/calendar/historyfile.ts';
import { at, history as told } from '../../domain/build.ts';
import { milestone, read, release } from '../folder.ts';

/** A release whose one milestone has a history. */
const freeze = release('{ name: Code Freeze, when: 2024-03-06 }');

/** The history of that milestone before it moved, and what the move adds. */
const moved = '1.30/code-freeze:\n  - when: 2024-03-05\n    since: 2024-01-01T10:00Z\n';
const again = '  - when: 2024-03-06\n    since: 2024-01-20T10:00Z\n';
const move = told(['2024-03-05', '2024-01-01T10:00Z'], ['2024-03-06', '2024-01-20T10:00Z']);

/** What a calendar says that holds one release, and a history. */
function withHistory(text: string, file = freeze): ReturnType<typeof read> {
  return read({ '1.30.yaml': file, 'history.yaml': text });
}

describe('the history of a calendar', () => {
  it('tells how often a milestone moved, since when it is public and when it moved last', async () => {
    const seen = await withHistory(`${moved}${again}`);

    const { sequence, created, changed, history } = milestone(seen, '1.30/code-freeze');
    assert.deepEqual(
      { sequence, created, changed },
      { sequence: 1, created: at('2024-01-01T10:00Z'), changed: at('2024-01-20T10:00Z') },
    );
    assert.deepEqual(history, move);
    assert.equal(seen.calendar?.changed, at('2024-01-20T10:00Z'));
  });

  it('counts a hand edit that nobody recorded once, and has its instant from the calendar', async () => {
    const seen = await read({
      'calendar.yaml': 'id: one\ntitle: One\nzone: UTC\nrevised: 2024-02-01T00:00Z\n',
      '1.30.yaml': freeze,
      'history.yaml': moved,
    });

    const { sequence, changed } = milestone(seen, '1.30/code-freeze');
    assert.deepEqual({ sequence, changed }, { sequence: 1, changed: at('2024-02-01') });
  });

  it('goes on under the new id of a milestone that keeps its former one as an alias', async () => {
    const renamed = freeze
      .replace('Code Freeze', 'Big Freeze')
      .replace('when:', 'kind: freeze, aliases: [code-freeze], when:');
    const seen = await withHistory(`${moved}${again}`, renamed);

    assert.equal(milestone(seen, '1.30/big-freeze').sequence, 1);
  });

  it('does not count a date that was filled in', async () => {
    const seen = await withHistory(moved.replace('2024-03-05', 'TBD') + again);

    assert.equal(milestone(seen, '1.30/code-freeze').sequence, 0);
  });

  it('has its bare dates in the zone of the release, so that nothing moved where nothing did', async () => {
    const file = freeze.replace('milestones', 'zone: America/Los_Angeles\nmilestones');

    const seen = await withHistory(moved + again, file);
    const recorded = await withHistory(moved.replace('2024-03-05', 'TBD') + again, file);

    assert.equal(milestone(seen, '1.30/code-freeze').sequence, 1);
    assert.equal(milestone(recorded, '1.30/code-freeze').sequence, 0);
  });

  it('may be empty, only comments, or tell of milestones that are gone', async () => {
    for (const text of [
      '',
      '# nothing yet\n',
      moved.replace('1.30/code-freeze', '0.9/gone'),
      '1.30/code-freeze: []\n',
    ]) {
      const seen = await withHistory(text);

      assert.deepEqual(seen.problems, []);
      assert.equal(milestone(seen, '1.30/code-freeze').sequence, 0);
    }
  });

  const early = again.replace('2024-01-20', '2023-12-31');
  const wrong: [what: string, text: string, at: string, says: string][] = [
    ['whens out of their order', moved + early, '5:12', 'shape: since: expected an instant after'],
    ['two whens of one instant', moved + again.replace('20T', '01T'), '5:12', 'shape: since: '],
    ['an unknown key', moved.replace('since', 'sinse'), '3:5', 'shape: unknown key "sinse"; did you mean'],
    ['no instant', moved.replace(/ {4}since.*\n/, ''), '2:5', 'shape: since: expected text, found nothing'],
    [
      'a day for an instant',
      moved.replace('T10:00Z', ''),
      '3:12',
      'shape: since: expected an instant, such as ',
    ],
    [
      'an instant without its offset',
      moved.replace('10:00Z', '10:00'),
      '3:12',
      'shape: since: expected an instant',
    ],
    ['a date that does not exist', moved.replace('03-05', '02-30'), '2:11', 'impossible-date: '],
    [
      'a key that is no milestone',
      moved.replace('/', ' '),
      '1:1',
      'shape: expected <release>/<milestone id>, such as 1.38/feature-freeze, found the key "1.30 code-freeze"',
    ],
    [
      'the name of a prototype',
      `__proto__: []\n${moved}`,
      '1:1',
      'shape: expected <release>/<milestone id>, such as 1.38/feature-freeze, found the key "__proto__"',
    ],
    [
      'one milestone twice',
      moved + moved,
      '4:1',
      'duplicate: expected the key "1.30/code-freeze" once, found it twice',
    ],
    ['a list', '- when: TBD\n', '1:1', 'shape: '],
    ['text', 'hello\n', '1:1', 'shape: '],
  ];
  for (const [what, text, at, says] of wrong) {
    it(`is refused at its line and column for ${what}`, async () => {
      const { problems, calendar } = await withHistory(text);

      assert.ok(
        problems.some((one) => one.startsWith(`history.yaml:${at} error ${says}`)),
        problems.join('\n'),
      );
      assert.equal(calendar, undefined);
    });
  }
});

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
    const thaw = told(['TBD', '2024-01-01'], ['2024-04-01', '2024-01-02']);
    const more = new Map(Object.entries({ ...moves, '1.30/thaw': thaw }));

    assert.equal(addHistory({ path: 'history.yaml', text: moved }, more).milestones, 2);
    assert.equal(addHistory({ path: 'history.yaml', text: moved + again }, more).milestones, 1);
  });

  it('is only what became public later and says something else', () => {
    const text = moved + again;

    const earlier = added(text, { '1.30/code-freeze': told(['2024-03-01', '2023-01-01']) });
    const same = added(text, { '1.30/code-freeze': told(['2024-03-06', '2024-02-01']) });
    const reworded = added(text, { '1.30/code-freeze': told(['2024-03-06 24:00 UTC', '2024-02-01']) });

    assert.deepEqual([earlier, same, reworded], [text, text, text]);
  });

  const nothing = /^history.yaml:\d+:\d+: .*; nothing was added$/;
  const late = again.replace('2024-01-20', '2023-01-20');
  const brackets = '1.30/code-freeze: [{when: 2024-03-05, since: 2024-01-01T10:00Z}]\n';
  const refused: [what: string, text: string, says: RegExp][] = [
    ['is no YAML', '1.30/code-freeze: [\n', nothing],
    ['has whens out of order', moved + late, /^history.yaml:5:12: since: expected .*; nothing was added$/],
    [
      'has a list in brackets',
      brackets,
      /cannot add to 1\.30\/code-freeze: expected one entry on each line, found a list in brackets/,
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
            added(done, { [key]: told([day, new Date(Date.UTC(2024, 0, index + 1)).toISOString()]) }),
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
