import assert from 'node:assert/strict';
import { post } from '../issue.ts';

/** What the banner line says; `none` without such a line. */
function said(text: string): string {
  return post(text).schedule?.banner?.said ?? 'none';
}

describe('the banner line of a post', () => {
  for (const [line, wanted] of [
    ['**Next Deadline: PRR Freeze, Feb 4**', 'PRR Freeze, Feb 4'],
    ['**Next Deadline:** PRR Freeze, Feb 4', 'PRR Freeze, Feb 4'],
    ['**Next Deadline**: PRR Freeze, Feb 4', 'PRR Freeze, Feb 4'],
    ['Next Deadline: PRR Freeze, Feb 4', 'PRR Freeze, Feb 4'],
    ['  **next deadline: PRR Freeze, Feb 4**  ', 'PRR Freeze, Feb 4'],
    ['**Next Deadline:**', ''],
    ['**Next Deadline: **', ''],
    ['**Next Deadline:** ', ''],
    ['The **Next Deadline: is far**', 'none'],
    ['    **Next Deadline: code**', 'none'],
  ] as const) {
    it(`is told by its words: ${JSON.stringify(line)}`, () => {
      assert.equal(said(`## Release Schedule\n\n${line}\n`), wanted);
    });
  }

  it('has its place without the blanks around it', () => {
    const text = '## Release Schedule\r\n\r\n  **Next Deadline: X**  \r\n';
    const banner = post(text).schedule?.banner;

    assert.equal(text.slice(banner?.from, banner?.to), '**Next Deadline: X**');
  });

  for (const [where, text] of [
    ['in the front matter', '---\nnote: |\n  ## Release Schedule\n**Next Deadline: X**\n---\n'],
    ['in a code fence', '## Release Schedule\n\n```\n**Next Deadline: X**\n```\n'],
    ['in a comment', '## Release Schedule\n\n<!-- as in\n**Next Deadline: X**\n-->\n'],
    ['above the heading', '**Next Deadline: X**\n\n## Release Schedule\n'],
    ['below the next heading', '## Release Schedule\n\n### More\n\n**Next Deadline: X**\n'],
  ] as const) {
    it(`is none ${where}`, () => {
      assert.equal(said(text), 'none');
    });
  }

  for (const heading of [
    '# Release Schedule',
    '###### release schedule ######',
    '## **Release Schedule** {#schedule}',
    '## RELEASE SCHEDULE:',
    'Release Schedule\n================',
    '## Release Schedule <!-- weekly -->',
  ]) {
    it(`is found below every way to write the heading: ${JSON.stringify(heading)}`, () => {
      assert.equal(said(`\ufeff${heading}\n\n**Next Deadline: X**\n`), 'X');
    });
  }

  it('is found behind a comment sign that is code or is never closed', () => {
    assert.equal(said('## Release Schedule\n\nUse `<!--` -->\n\n**Next Deadline: X**\n'), 'X');
    assert.equal(said('## Release Schedule\n\nUse <!-- so\n\n**Next Deadline: X**\n'), 'X');
  });

  it('is not made a heading by the rule below it', () => {
    assert.equal(said('## Release Schedule\n**Next Deadline: X**\n---\n'), 'X');
  });
});
