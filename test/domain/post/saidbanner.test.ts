import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readBanner } from '../../../src/domain/post/saidbanner.ts';
import { day } from '../build.ts';
import { field } from '../../vocabulary.ts';

/** `id+id=day|day` of each deadline; of a release `1.31/id`. */
function read(text: string, slug = '2026-02-01', today = '2026-02-05'): string {
  return readBanner(text, { near: day(slug), today: day(today), vocabulary: field })
    .map(({ milestones, days, month }) => {
      const ids = milestones.map(({ id, release }) => (release === undefined ? id : `${release}/${id}`));
      return `${ids.join('+')}=${days.length > 0 ? days.join('|') : month}`;
    })
    .join(' ');
}

type Rows = readonly (readonly [text: string, slug: string, wanted: string])[];

const labels: Rows = [
  ['PRR Freeze, February 4', '2026-01-18', 'prr-freeze=2026-02-04'],
  ['PRR heads-ups due, January 27th', '2022-01-23', 'prr-freeze=2022-01-27'],
  ['Feature Freeze, July 31st', '2018-07-22', 'enhancements-freeze=2018-07-31'],
  ['CODE Freeze Begins, March 5th', '2024-02-25', 'code-freeze=2024-03-05'],
  ['Code & Test Freeze, 19th March 2026', '2026-03-01', 'code-freeze+test-freeze=2026-03-19'],
  ['Begin docs PRs, June 12th', '2020-06-07', 'docs-placeholder=2020-06-12'],
  ['Docs ready by Nov. 23', '2020-11-15', 'docs-review=2020-11-23'],
  ['Finish Docs PRs, July 6th', '2020-06-21', 'docs-review=2020-07-06'],
  ['All Documentation Finished: December 2', '2020-11-29', 'docs-freeze=2020-12-02'],
  ['Enhancement docs complete, Nov. 30th', '2021-11-28', 'docs-freeze=2021-11-30'],
  ['Final call for enhancements exceptions, Nov. 1', '2021-10-24', 'exceptions-due=2021-11-01'],
  ['Feature Blog Freeze, 10th July 2026', '2026-07-05', 'feature-blog-freeze=2026-07-10'],
  ['March 1, Feature Blog inclusion', '2021-02-21', 'feature-blog-freeze=2021-03-01'],
  ['Themes and Docs Complete, August 8', '2023-07-30', 'highlights-complete+docs-freeze=2023-08-08'],
  ['Doc Complete and RC1, September 18th', '2018-09-16', 'docs-freeze+rc-1=2018-09-18'],
  ['1.17.beta0 released Oct 29th and branch', '2019-10-27', '1.17/beta-0+1.17/branch=2019-10-29'],
  ['v1.31.0 release day, August 13th', '2024-08-11', '1.31/release=2024-08-13'],
  ['1.14 Dev Cycle Begins, January 7th', '2019-01-06', '1.14/cycle-start=2019-01-07'],
  ['Cherry-pick for 1.19.1, Sept. 4', '2020-08-30', '1.19/cherry-pick-1-19-1=2020-09-04'],
];

const dates: Rows = [
  ['Code Freeze, 2026-03-18', '2026-03-01', 'code-freeze=2026-03-18'],
  ['Code Freeze, Tuesday November 8th', '2022-11-06', 'code-freeze=2022-11-08'],
  ['Code Freeze, March 29th/30th', '2022-03-27', 'code-freeze=2022-03-29|2022-03-30'],
  ['1.18 cycle begins, January 2', '2019-12-08', '1.18/cycle-start=2020-01-02'],
  ['1.30 Cycle Begins, January 2024', '2023-12-17', '1.30/cycle-start=2024-01'],
  ['1.33 Cycle Begins, January ??', '2024-12-15', '1.33/cycle-start=2025-01'],
  ['Code Freeze, Nov 8th and Nov 9th', '2022-11-06', 'code-freeze=2022-11-08|2022-11-09'],
  ['KubeCon EU, Mar 10th to Mar 13th', '2026-03-01', 'kubecon=2026-03-10|2026-03-13'],
  ['Docs Complete today', '2026-02-01', 'docs-freeze=2026-02-05|2026-02-04'],
];

const several: Rows = [
  [
    'PRR Freeze, Feb 4; Enhancements Freeze, Feb 11',
    '2026-02-01',
    'prr-freeze=2026-02-04 enhancements-freeze=2026-02-11',
  ],
  [
    'Today, June 10th is the Docs Deadline. June 11th is Code Thaw and RC1',
    '2019-06-09',
    'docs-freeze=2019-06-10 code-thaw+rc-1=2019-06-11',
  ],
  [
    '[Feature blog freeze, 27th February 2026](https://x.example/a(b)) Code &amp; Test Freeze, 19th March 2026',
    '2026-02-22',
    'feature-blog-freeze=2026-02-27 code-freeze+test-freeze=2026-03-19',
  ],
];

const ours: Rows = [
  ['Enhancements Freeze, Feb 9th, 02:00 UTC', '2024-02-04', 'enhancements-freeze=2024-02-09'],
  ['Code Freeze and Test Freeze, Nov 18th (AoE)', '2026-11-15', 'code-freeze+test-freeze=2026-11-18'],
  [
    '[Docs Review](https://x.example/#docs), [July 28th](https://y.example/); then Exceptions, August 1st',
    '2026-07-26',
    'docs-review=2026-07-28 exceptions-due=2026-08-01',
  ],
  [
    'Cherry-pick deadline: 1.36.2, 1.35.6, Jun 5th',
    '2026-05-31',
    '1.36/cherry-pick-1-36-2+1.35/cherry-pick-1-35-6=2026-06-05',
  ],
  ['1.36.2 release, June 9th', '2026-06-07', '1.36/patch-1-36-2=2026-06-09'],
];

const silent: Rows = [
  ['no deadline announced', '2026-02-01', ''],
  ['', '2026-02-01', ''],
  ['Release cycle begins soon', '2025-05-04', ''],
  ['1.22 Release Cycle Begins this week', '2021-04-18', ''],
  ['1.15 final release, due June 17th but postponed', '2019-06-16', ''],
  ['Shadow Selection, Jan 8th', '2021-01-03', '=2021-01-08'],
  ['Steering may meet on release questions, May 3rd', '2026-05-03', '=2026-05-03'],
  ['Code Freeze, February 30th', '2026-02-01', ''],
  ['Feb 4', '2026-02-01', ''],
];

describe('a banner', () => {
  for (const [rule, rows] of [
    ['names milestones as editors call them', labels],
    ['names a day in any form, without a year the nearest to its slug date', dates],
    ['may name several deadlines', several],
    ['of ours is read too', ours],
    ['says nothing of what it does not date or nobody knows', silent],
  ] as const) {
    for (const [text, slug, wanted] of rows) {
      it(`${rule}: ${text}`, () => {
        assert.equal(read(text, slug), wanted);
      });
    }
  }

  it('is read at once whatever stands in it', () => {
    const anyPiece = fc.constantFrom(
      '[',
      '](',
      ')',
      'Feb 3',
      'docs ',
      ' and ',
      '1.2.3 ',
      'today',
      '<',
      '; ',
      'May ',
    );

    fc.assert(
      fc.property(fc.array(fc.oneof(anyPiece, fc.string()), { maxLength: 300 }), (pieces) => {
        const text = pieces.join('');
        const found = readBanner(text, {
          near: day('2026-02-01'),
          today: day('2026-02-05'),
          vocabulary: field,
        });

        assert.ok(text.length <= 1_000 || found.length === 0);
      }),
    );
  });
});
