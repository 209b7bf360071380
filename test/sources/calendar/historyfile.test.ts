import assert from 'node:assert/strict';
import { at } from '../../domain/build.ts';
import { milestone, read } from '../folder.ts';
import { again, freeze, move, moved } from '../recording.ts';

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
    ['whens out of their order', moved + early, '5:12', 'shape: since: found'],
    ['two whens of one instant', moved + again.replace('20T', '01T'), '5:12', 'shape: since: '],
    ['an unknown key', moved.replace('since', 'sinse'), '3:5', 'shape: unknown key "sinse"; did you mean'],
    ['no instant', moved.replace(/ {4}since.*\n/, ''), '2:5', 'shape: since: missing; wanted text'],
    ['a day for an instant', moved.replace('T10:00Z', ''), '3:12', 'shape: since: found "2024-01-01", '],
    ['an instant without its offset', moved.replace('10:00Z', '10:00'), '3:12', 'shape: since: found'],
    ['a date that does not exist', moved.replace('03-05', '02-30'), '2:11', 'impossible-date: '],
    ['a key that is no milestone', moved.replace('/', ' '), '1:1', 'shape: found the key "1.30 code-freeze"'],
    ['the name of a prototype', `__proto__: []\n${moved}`, '1:1', 'shape: found the key "__proto__"'],
    ['one milestone twice', moved + moved, '4:1', 'duplicate: the key "1.30/code-freeze" stands here twice'],
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
