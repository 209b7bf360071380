import assert from 'node:assert/strict';
import { outBy, publishedAt, readPost } from '../../../src/domain/post/post.ts';
import { calendar } from '../build.ts';
import { issueText, post } from '../issue.ts';

function dated(date: string, slug = '2024-01-07'): string | undefined {
  return post(issueText({ date }), slug).date;
}

/** `line:column rule says` of everything that cannot be read. */
function problemsOf(text: string, name = '2024-01-07-update.md'): readonly string[] {
  const read = readPost(`_posts/${name}`, text);
  return 'problems' in read
    ? read.problems.map(({ at, rule, says }) => `${at.line}:${at.column} ${rule} ${says}`)
    : [];
}

describe('the date of a post', () => {
  for (const [written, at] of [
    ['2024-01-09 16:00:00 +0000', '2024-01-09T16:00:00.000Z'],
    ['2024-01-09 22:00:00 -0000', '2024-01-09T22:00:00.000Z'],
    ['2024-01-09 16:00 -0800', '2024-01-10T00:00:00.000Z'],
    ['2024-01-09 16:00:00 +01:00', '2024-01-09T15:00:00.000Z'],
    ['2024-01-09 16:00:00 -08', '2024-01-10T00:00:00.000Z'],
    ['2024-01-09T16:00:00Z', '2024-01-09T16:00:00.000Z'],
    ['2024-01-09 16:00:00 UTC', '2024-01-09T16:00:00.000Z'],
    ['2024-01-09 6:00:00', '2024-01-09T06:00:00.000Z'],
    ['2024-01-09', '2024-01-09T00:00:00.000Z'],
    ['"2024-01-09"', '2024-01-09T00:00:00.000Z'],
    ["'2024-01-09 16:00:00 +0000' # at last", '2024-01-09T16:00:00.000Z'],
    ['2024-01-09   # a guess', '2024-01-09T00:00:00.000Z'],
  ] as const) {
    it(`in the front matter is read as Jekyll reads it: ${written}`, () => {
      assert.equal(dated(written), at);
    });
  }

  for (const empty of ['', '   ', '# later', '""']) {
    it(`in the front matter is none when nothing stands there: ${JSON.stringify(empty)}`, () => {
      assert.equal(dated(empty), undefined);
    });
  }

  it('is none when there is no front matter, or one that does not end', () => {
    assert.equal(post('date: 2024-02-30\n').date, undefined);
    assert.equal(post('---\ndate: 2024-02-30\n').date, undefined);
  });

  for (const [written, problem] of [
    ['2022-02-29', 'impossible-date date: expected a day that exists, found "2022-02-29"'],
    [
      '2022-02-27 25:00:00 +0000',
      'impossible-date date: expected a time and an offset that exist, found "2022-02-27 25:00:00 +0000"',
    ],
    [
      '2022-02-27 05:00:00 +2600',
      'impossible-date date: expected a time and an offset that exist, found "2022-02-27 05:00:00 +2600"',
    ],
    [
      '2022-02-27 14:4g5:00 +0000',
      'unreadable-when date: expected the instant of publication, such as 2024-01-09 16:00:00 +0000, found "2022-02-27 14:4g5:00 +0000"',
    ],
    [
      'soon',
      'unreadable-when date: expected the instant of publication, such as 2024-01-09 16:00:00 +0000, found "soon"',
    ],
  ] as const) {
    it(`is a problem at its place when it is no date: ${written}`, () => {
      assert.deepEqual(problemsOf(issueText({ date: written })), [`4:7 ${problem}`]);
    });
  }

  it('is a problem when the name of the file has none', () => {
    const found = problemsOf(issueText(), '2024-02-30-update.md');

    assert.deepEqual(found, [
      '1:1 unreadable expected a name that begins with a date, such as 2026-07-19-update.md, found "2024-02-30-update.md"',
    ]);
  });

  it('is told beside a name without one: every problem at once', () => {
    assert.equal(problemsOf(issueText({ date: 'soon' }), 'update.md').length, 2);
  });
});

describe('the publication of an issue', () => {
  const published = (date: string, slug: string): string =>
    publishedAt(post(issueText({ date }), slug), calendar([]));

  it('is what somebody wrote into the front matter', () => {
    assert.equal(published('2024-01-09 16:00:00 +0000', '2024-01-07'), '2024-01-09T16:00:00.000Z');
  });

  for (const template of ['2024-01-07 22:00:00 -0000', '2024-01-07', '2024-01-05 10:00:00 +0000', '']) {
    it(`is the usual time after its date when the front matter has no later one: ${template}`, () => {
      assert.equal(published(template, '2024-01-07'), '2024-01-11T22:00:00.000Z');
    });
  }

  it('is not later than an early time that somebody set, where a mistake is judged by it', () => {
    const early = post(issueText({ date: '2026-03-13 19:00:00 +0000' }), '2026-03-15');
    const template = post(issueText({ date: '2026-03-15 22:00:00 -0000' }), '2026-03-15');

    assert.equal(outBy(early, calendar([])), '2026-03-13T19:00:00.000Z');
    assert.equal(outBy(template, calendar([])), '2026-03-19T22:00:00.000Z');
  });
});
