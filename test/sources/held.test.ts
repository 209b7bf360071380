import assert from 'node:assert/strict';
import { text } from './origins.ts';
import { changed, everything, freezes, outcomes, syncing } from './syncing.ts';

const old = freezes(4, 5, 6, 7, 8, 9);
const files = { '1.30.yaml': old };
const lost = freezes(4, 5);
const given = { origins: { '1.30.yaml': text(lost) }, files };

const readme = [
  '# Kubernetes v1.38',
  '| What | When |',
  '|---|---|',
  ...['Enhancements Freeze', 'Code Freeze', 'Test Freeze', 'Docs Freeze', 'Kubernetes v1.38.0 released'].map(
    (what, index) => `| ${what} | ${['Mon', 'Tue', 'Wed', 'Thu', 'Fri'][index]} January ${4 + index}, 2027 |`,
  ),
  '',
].join('\n');

describe('a change of too much at once', () => {
  const held: [name: string, next: string][] = [
    ['most of what was ahead is gone', lost],
    ['all of what was ahead is gone', 'release: "1.30"\nmilestones: []\n'],
    ['four of six moved', freezes(11, 12, 13, 14, 8, 9)],
    ['four of six lost their days', old.replace(/2027-01-0[4-7]/g, 'TBD')],
    ['the file is one of another release', old.replace('1.30', '1.31')],
  ];
  for (const [name, next] of held) {
    it(`is held, each time again, when ${name}`, () =>
      syncing({ origins: { '1.30.yaml': text(next) }, files }, async ({ root, sync }) => {
        const before = await everything(root);

        const [found, again] = [await sync(), await sync()];

        assert.deepEqual([outcomes(found), outcomes(again)], [['1.30.yaml held'], ['1.30.yaml held']]);
        assert.ok(changed(found).length >= 4);
        assert.deepEqual(await everything(root), before);
      }));
  }

  it('is taken when somebody says so', () =>
    syncing(given, async ({ sync, text: textOf }) => {
      const found = await sync({ accept: true });

      assert.deepEqual(outcomes(found), ['1.30.yaml replaced']);
      assert.deepEqual(changed(found), ['gone 1.30/c', 'gone 1.30/d', 'gone 1.30/e', 'gone 1.30/f']);
      assert.equal(await textOf('1.30.yaml'), lost);
    }));

  it('holds the other files of the calendar too', () =>
    syncing(
      { ...given, origins: { ...given.origins, '1.31.yaml': text(old.replace('1.30', '1.31')) } },
      async ({ sync }) => {
        const found = await sync();

        assert.deepEqual(outcomes(found), ['1.30.yaml held', '1.31.yaml held']);
      },
    ));

  const taken: [name: string, next: string, now: string][] = [
    ['three of six moved', freezes(11, 12, 13, 7, 8, 9), '2026-11-25'],
    ['all moved but were over', freezes(14, 15, 16, 17, 18, 19), '2027-02-01'],
  ];
  for (const [name, next, now] of taken) {
    it(`is none when ${name}`, () =>
      syncing({ origins: { '1.30.yaml': text(next) }, files }, async ({ sync }) => {
        const found = await sync({ now });

        assert.deepEqual(outcomes(found), ['1.30.yaml replaced']);
      }));
  }
});

describe('a README that was cut', () => {
  const cut = (lines: number): string => readme.split('\n').slice(0, lines).join('\n');
  for (const [lines, outcome] of [
    [1, 'refused'],
    [2, 'refused'],
    [4, 'held'],
  ] as const) {
    it(`after ${lines} of 8 lines is ${outcome}`, () =>
      syncing(
        { origins: { '1.38.md': text(cut(lines)) }, files: { '1.38.md': readme } },
        async ({ sync }) => {
          const found = await sync();

          assert.deepEqual(outcomes(found), [`1.38.md ${outcome}`]);
        },
      ));
  }
});
