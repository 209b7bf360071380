import assert from 'node:assert/strict';
import type { Syncing } from '../syncing.ts';
import { inOne, milestone, put, readFolder, seen } from '../folder.ts';
import { text } from '../origins.ts';
import { everything, freezes, outcomes, syncing } from '../syncing.ts';

const old = freezes(4, 5);
const next = freezes(4, 12);
const files = { '1.30.yaml': old };
const moves = { origins: { '1.30.yaml': text(next) }, files };

/** What the history file tells of each milestone, without its comment. */
async function told({ text: textOf }: Syncing): Promise<string> {
  return ((await textOf('history.yaml')) ?? '').replace(/^#.*\n/gm, '');
}

async function sequenceOf({ root }: Syncing, id: string): Promise<number> {
  const [one] = (await readFolder(root)).calendars;
  assert.ok(one);
  return milestone(seen(one), `1.30/${id}`).sequence;
}

const first = '1.30/b:\n  - when: 2027-01-05\n    since: 2020-01-01T00:00Z\n';
const second = '  - when: 2027-01-12\n    since: 2026-11-25T10:00Z\n';

describe('a move that sync brings', () => {
  it('is added to the history once, with what was before', () =>
    syncing(moves, async (story) => {
      await story.sync();
      await story.sync({ now: '2026-11-26' });

      assert.equal(await told(story), `${first}${second}`);
      assert.equal(await sequenceOf(story, 'b'), 1);
    }));

  it('is added once also when a crash kept the file from following the history, in any zone', () => {
    const inTokyo = (file: string): string => file.replace('milestones', 'zone: Asia/Tokyo\nmilestones');
    const given = { origins: { '1.30.yaml': text(inTokyo(next)) }, files: { '1.30.yaml': inTokyo(old) } };
    return syncing(given, async (story) => {
      await story.sync();
      const after = await story.text('history.yaml');
      await put(story.root, inOne(given.files));

      const found = await story.sync({ now: '2026-11-26' });

      assert.deepEqual(outcomes(found), ['1.30.yaml replaced']);
      assert.equal(await story.text('history.yaml'), after);
    });
  });

  it('is added again when it goes to and fro', () =>
    syncing(moves, async (story) => {
      await story.sync();
      story.answers['/1.30.yaml'] = text(old);
      await story.sync({ now: '2026-11-26' });
      story.answers['/1.30.yaml'] = text(next);
      await story.sync({ now: '2026-11-27' });

      const back = '  - when: 2027-01-05\n    since: 2026-11-26T00:00Z\n';
      const again = '  - when: 2027-01-12\n    since: 2026-11-27T00:00Z\n';
      assert.equal(await told(story), `${first}${second}${back}${again}`);
      assert.equal(await sequenceOf(story, 'b'), 3);
    }));

  it('is added below what people wrote, which stays', () => {
    const hand = `# ours\n1.29/x:\n  - {when: 2026-01-01, since: 2025-01-01T00:00Z} # why\n`;
    return syncing({ ...moves, files: { ...files, 'history.yaml': hand } }, async (story) => {
      await story.sync();

      // the first became public before all that the history knows
      const found = (await story.text('history.yaml')) ?? '';
      assert.ok(found.startsWith(`${hand}1.30/b:\n  - when: 2027-01-05\n`), found);
      assert.ok(found.endsWith(second), found);
    });
  });

  it('is not made of what is new or written otherwise', () =>
    syncing({ ...moves, origins: { '1.30.yaml': text(freezes(4, 5, 6)) } }, async (story) => {
      const found = await story.sync();

      assert.deepEqual(outcomes(found), ['1.30.yaml replaced']);
      assert.equal(await story.text('history.yaml'), undefined);
    }));

  it('is also a new name, for it is what calendar apps show', () =>
    syncing(
      { ...moves, origins: { '1.30.yaml': text(freezes(4, 5, 6).replace('Freeze a', 'Frost')) } },
      async (story) => {
        await story.sync();

        const found = (await story.text('history.yaml')) ?? '';
        assert.match(
          found,
          /\n1\.30\/a:\n(.*\n){2} {4}name: "Freeze a"\n.*\n {4}since: .*\n {4}name: "Frost"\n$/,
        );
      },
    ));
});

describe('a history that cannot be added to', () => {
  const broken: [name: string, content: string | Uint8Array, place: string][] = [
    ['is no text', Buffer.from('1.29/x: []\n\0'), 'history.yaml:2:1'],
    ['is no YAML', '1.29/x: [\n', 'history.yaml:2:1'],
    ['is out of order', `${first}${first.replace('1.30/b:\n', '')}`, 'history.yaml:5:12'],
  ];
  for (const [name, content, place] of broken) {
    it(`stays, and so do the files, when it ${name}`, () =>
      syncing({ ...moves, files: { ...files, 'history.yaml': content } }, async (story) => {
        const before = await everything(story.root);

        const found = [await story.sync({ dryRun: true }), await story.sync()];

        for (const one of found) {
          assert.deepEqual(outcomes(one), ['1.30.yaml failed']);
          const says = one[0]?.files[0]?.says ?? '';
          assert.ok(says.includes(place) && says.endsWith('; nothing was added'), says);
        }
        assert.deepEqual(await everything(story.root), before);
      }));
  }

  it('stops no file that brings no move', () =>
    syncing(
      { origins: { '1.30.yaml': text(freezes(4, 5, 6)) }, files: { ...files, 'history.yaml': '1.29/x: [' } },
      async (story) => {
        const found = await story.sync();

        assert.deepEqual(outcomes(found), ['1.30.yaml replaced']);
        assert.equal(await story.text('history.yaml'), '1.29/x: [');
      },
    ));
});
