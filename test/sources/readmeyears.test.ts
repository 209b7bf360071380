import assert from 'node:assert/strict';
import type { Files, Seen } from './folder.ts';
import { announcedDay, isDated } from '../../src/domain/when/when.ts';
import { milestone, read } from './folder.ts';
import { readmeOf } from './readmes.ts';

/** The cycle of January 2019: no other year of twenty has these weekdays. */
const rows = [
  'Start of Release Cycle | Lead | Mon Jan 7 | week 1',
  'Enhancements Freeze | Lead | Tue Jan 29 | week 4',
  'Code Freeze | Lead | Thu Mar 7 | week 9',
  'v1.14.0 released | Lead | Mon Mar 25 | week 12',
];
const about = { title: '# Example 1.14' };

const cycle = (version: string, start: string): string =>
  `release: "${version}"\nmilestones:\n  - {id: cycle-start, name: Start, when: ${start}}\n`;

function dayOf(seen: Seen, id: string): string {
  const { when } = milestone(seen, `1.14/${id}`);
  return isDated(when) ? announcedDay(when) : when.kind;
}

async function readAs(text: string, others: Files = {}): Promise<Seen> {
  return read({ '1.14.md': text, ...others });
}

describe('a README whose dates name no year', () => {
  const plain = readmeOf(rows, about);
  const withIntro = (intro: string): string => readmeOf(rows, { ...about, intro });
  const [before, after] = [
    { '1.13.yaml': cycle('1.13', '2018-10-01') },
    { '1.15.yaml': cycle('1.15', '2019-04-08') },
  ];
  const inRow = rows.toSpliced(2, 1, 'Code Freeze | Lead | Thu Mar 7, 2019 | week 9');
  const inSummary = readmeOf(rows, { ...about, summary: ['**Monday 7th January 2019**: Thaw'] });
  const [own, around] = ['other text of this file', 'the releases around it'];
  const odd = withIntro('Since 2014. (c) 2014, 2014. In 2019 at last.');
  const tellers: readonly (readonly [
    what: string,
    from: string | undefined,
    text: string,
    others?: Files,
  ])[] = [
    ['its text names the year', own, withIntro('All dates are of 2019.')],
    ['its text names other years too', own, odd],
    ['one of its dates names it', undefined, readmeOf(inRow, about)],
    ['only its summary names it', undefined, inSummary],
    ['the release before it has one', around, plain, before],
    ['the release after it has one', around, plain, after],
    ['both around it have one', around, withIntro('Since 2013.'), { ...before, ...after }],
  ];
  for (const [what, from, text, others] of tellers) {
    it(`is of the right one when ${what}, and says where that stands`, async () => {
      const seen = await readAs(text, others);

      const note = `1.14.md:1:1 note year-from-elsewhere: the dates name no year; the year is taken from ${from}: 2019`;
      assert.deepEqual(seen.problems, from === undefined ? [] : [note]);
      assert.deepEqual(
        ['cycle-start', 'enhancements-freeze', 'code-freeze', 'release'].map((id) => dayOf(seen, id)),
        ['2019-01-07', '2019-01-29', '2019-03-07', '2019-03-25'],
      );
    });
  }

  const noRoom = { '1.13.yaml': cycle('1.13', '2020-10-01'), '1.15.yaml': cycle('1.15', '2021-01-04') };
  const noWeekdays = rows.map((row) => row.replace(/\| (Mon|Tue|Thu) /, '| '));
  const silent: readonly (readonly [what: string, text: string, others?: Files])[] = [
    ['nothing tells one', plain],
    ['the year that the text names has other weekdays', withIntro('In 2018.')],
    ['the releases around it leave no room for it', plain, noRoom],
    ['no weekday confirms the year of the release before', readmeOf(noWeekdays, about), before],
  ];
  for (const [what, text, others] of silent) {
    it(`says once what is wrong, and guesses no date, when ${what}`, async () => {
      const seen = await readAs(text, others);

      assert.equal(seen.problems.length, 1);
      assert.match(
        seen.problems[0] ?? '',
        /error unreadable-when: expected a year in one of the dates, .*, found none/,
      );
      assert.equal(dayOf(seen, 'code-freeze'), 'tbd');
      assert.match(milestone(seen, '1.14/code-freeze').raw ?? '', /^(Thu )?Mar 7$/);
    });
  }

  it('rolls over the new year', async () => {
    const over = [
      'Start of Release Cycle | Lead | Mon October 8, 2018 | week 1',
      'Code Freeze | Lead | Wed December 19 | week 11',
      'Thaw | Lead | Wed January 2 | week 13',
      'v1.14.0 released | Lead | Mon January 21 | week 16',
    ];

    const seen = await readAs(readmeOf(over, about));

    assert.deepEqual(seen.problems, []);
    assert.deepEqual(
      ['cycle-start', 'code-freeze', 'thaw', 'release'].map((id) => dayOf(seen, id)),
      ['2018-10-08', '2018-12-19', '2019-01-02', '2019-01-21'],
    );
  });
});

describe('a README with a column a month', () => {
  const header = '**What** | **Who** | **Jan** | **FEBRUARY** | **Mar 2019** | **WEEK**';
  const monthly = [
    'Start of Release Cycle | Lead | Mon 7 | | | week 1',
    'Enhancements Freeze (EOD PST) | Lead | | Tue 12 | | week 6',
    'Code Freeze | Lead | | | Thu 7 | week 9',
    'Thaw | Lead | | | | ',
    'v1.14.0 released | Lead | | | Mon 25 |',
  ];

  it('has each date in the month that it stands under', async () => {
    const seen = await readAs(readmeOf(monthly, { ...about, header }));

    assert.deepEqual(seen.problems, []);
    assert.deepEqual(
      ['cycle-start', 'enhancements-freeze', 'code-freeze', 'thaw', 'release'].map((id) => dayOf(seen, id)),
      ['2019-01-07', '2019-02-12', '2019-03-07', 'tbd', '2019-03-25'],
    );
    const { when } = milestone(seen, '1.14/enhancements-freeze');
    assert.equal(when.kind === 'instant' && when.at, '2019-02-13T08:00:00.000Z');
  });

  it('tells a row that stands in two months', async () => {
    const seen = await readAs(
      readmeOf(monthly.toSpliced(3, 1, 'Thaw | Lead | | Tue 12 | Tue 12 |'), { ...about, header }),
    );

    assert.match(
      seen.problems.join('\n'),
      /^1.14.md:15:19 error zone-pair-mismatch: expected 2019-02-12 beside .*, found 2019-03-12$/m,
    );
  });
});
