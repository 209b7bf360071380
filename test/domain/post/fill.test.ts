import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Filling } from '../../../src/domain/post/fill.ts';
import { fill } from '../../../src/domain/post/fill.ts';
import { issueText, post } from '../issue.ts';

const banner = '**Next Deadline: Code & Test Freeze, [Jul 22nd](https://x.example/a#b)**';
const section = `${banner}\n\n* Code Freeze: 22 July 2026\n\nPatches are out.`;

/** The text after filling; what else was answered in brackets. */
function filled(text: string, filling: Partial<Filling> = {}): string {
  const answer = fill(post(text), { banner, ...filling });
  if (answer.kind === 'filled') return answer.text;
  return 'says' in answer ? `[${answer.kind}: ${answer.says}]` : `[${answer.kind}]`;
}

describe('filling a banner', () => {
  for (const empty of [
    '**Next Deadline:**',
    '**Next Deadline: **',
    '**Next Deadline:** ',
    'Next Deadline:',
  ]) {
    it(`writes it into an empty one: ${JSON.stringify(empty)}`, () => {
      const body = `\n${empty}\n\nProse.\n\n`;

      assert.equal(
        filled(issueText({ body })),
        issueText({ body: body.replace(empty.trim(), () => banner) }),
      );
    });
  }

  it('keeps one that somebody wrote', () => {
    const text = issueText({ body: '\n**Next Deadline: PRR, Feb 4**\n\n' });

    assert.equal(filled(text), '[kept: the existing banner]');
  });

  it('writes over it when told to', () => {
    const text = issueText({ body: '\n**Next Deadline: PRR, Feb 4**\n\n' });

    assert.equal(filled(text, { replace: true }), issueText({ body: `\n${banner}\n\n` }));
  });

  it('changes nothing where it stands already', () => {
    const text = issueText({ body: `\n${banner}\n\n` });

    assert.equal(filled(text), '[unchanged]');
    assert.equal(filled(text, { replace: true }), '[unchanged]');
  });

  for (const [what, body, wanted] of [
    ['right below its heading', 'Prose.\n', `\n${banner}\n\nProse.\n`],
    ['below the blank line that is there', '\nProse.\n', `\n${banner}\n\nProse.\n`],
    ['between the blank lines that are there', '\n\nProse.\n', `\n${banner}\n\nProse.\n`],
    ['above the next heading', '', `\n${banner}\n\n`],
    ['above the next heading and its blank line', '\n', `\n${banner}\n\n`],
  ] as const) {
    it(`adds the line that is not there ${what}, with a blank one on each side`, () => {
      assert.equal(filled(issueText({ body })), issueText({ body: wanted }));
    });
  }

  for (const [text, wanted] of [
    ['## Release Schedule', `## Release Schedule\n\n${banner}`],
    ['## Release Schedule\n', `## Release Schedule\n\n${banner}\n`],
    ['## Release Schedule\n\n', `## Release Schedule\n\n${banner}\n`],
    ['Hi\r\n\r\n## Release Schedule', `Hi\r\n\r\n## Release Schedule\r\n\r\n${banner}`],
    ['\ufeff## Release Schedule\r\n## X', `\ufeff## Release Schedule\r\n\r\n${banner}\r\n\r\n## X`],
    ['## Release Schedule\r\r## X', `## Release Schedule\r\r${banner}\r\r## X`],
  ] as const) {
    it(`ends lines as the file does: ${JSON.stringify(text)}`, () => {
      assert.equal(filled(text), wanted);
    });
  }

  it('is refused without a heading', () => {
    assert.equal(
      filled('## Schedule\n\n**Next Deadline:**\n'),
      '[refused: expected the heading "## Release Schedule" above the banner, found none]',
    );
  });

  for (const bad of ['', '## X', 'X, Feb 4', '**Next Deadline: A**\n\n# B']) {
    it(`is refused when it would not be found again: ${JSON.stringify(bad)}`, () => {
      const says = 'the text to fill in is not a banner line, or has a heading of its own';

      assert.equal(filled(issueText(), { banner: bad }), `[refused: ${says}]`);
    });
  }

  it('is refused over a banner of two lines, half of which would stay', () => {
    const text = issueText({ body: '\n**Next Deadline: PRR, Feb 4;\nCode Freeze, Mar 9**\n\n' });

    assert.equal(
      filled(text, { replace: true }),
      '[refused: expected a banner of one line, found one that continues on the next line]',
    );
  });
});

describe('filling a section', () => {
  for (const [what, body] of [
    ['nothing', ''],
    ['a blank line', '\n'],
    ['an empty banner', '\n**Next Deadline: **\n\n'],
    ['the banner alone', `\n${banner}\n\n`],
  ] as const) {
    it(`writes all of it where there is ${what}`, () => {
      assert.equal(filled(issueText({ body }), { section }), issueText({ body: `\n${section}\n\n` }));
    });
  }

  for (const [what, body] of [
    ['prose', '\n**Next Deadline:**\n\nMy own words.\n\n'],
    ['an older section', `\n${section.replace('22', '23')}\n\n`],
    ['another banner', '\n**Next Deadline: PRR, Feb 4**\n\n'],
  ] as const) {
    it(`keeps ${what}, unless told to write over it`, () => {
      const text = issueText({ body });

      assert.match(filled(text, { section }), /^\[kept: the existing (text|banner)/);
      assert.equal(filled(text, { section, replace: true }), issueText({ body: `\n${section}\n\n` }));
    });
  }

  it('is refused when its text has a heading of its own', () => {
    assert.match(filled(issueText(), { section: `${banner}\n\n## News\n\nMore.` }), /^\[refused: /);
  });
});

const anyWords = fc.stringMatching(/^[A-Za-z0-9$&/\\'"`.,; #<>!-]{0,20}$/);
const anyLine = fc.oneof(
  anyWords,
  fc.constantFrom(
    ...['', '  ', '## Release Schedule', '# Next', '```', '~~~', '<!--', '-->', '---', '===', '\t', '* list'],
    ...[
      '**Next Deadline:**',
      '**Next Deadline: **',
      '**Next Deadline: X, Feb 4**',
      ' **Next Deadline:** Y  ',
    ],
  ),
);
const anyLines = fc
  .array(fc.tuple(anyLine, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 8 })
  .map((lines) => lines.flat().join(''));
const anyHeading = fc.constantFrom('## Release Schedule\n', '## Release Schedule\r\n\r\n', '');
const anyText = fc
  .tuple(fc.constantFrom('', '\ufeff'), anyLines, anyHeading, anyLines, anyLine)
  .map((parts) => parts.join(''));
const anyBanner = fc
  .stringMatching(/^[A-Za-z$&/\\'"`.]{1,20}$/)
  .map((words) => `**Next Deadline: ${words}, Feb 4th**`);
const anySection = fc
  .array(fc.stringMatching(/^[*A-Za-z][A-Za-z$&/\\'". ]{0,20}[A-Za-z.]$/), { maxLength: 4 })
  .map((lines) => lines.join('\n\n'));

describe('filling any post', () => {
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, anyBanner, fc.option(anySection), fc.boolean(), (text, banner, more, replace) => {
        const section = more === null ? undefined : `${banner}\n\n${more}`;
        const first = fill(post(text), { banner, section, replace });
        fc.pre(first.kind === 'filled');

        assert.deepEqual(fill(post(first.text), { banner, section, replace }), { kind: 'unchanged' });
      }),
    );
  });

  it('leaves all before and after the section as it is, to the character', () => {
    fc.assert(
      fc.property(anyText, anyBanner, fc.option(anySection), (text, banner, more) => {
        const before = post(text);
        const section = more === null ? undefined : `${banner}\n\n${more}`;
        const answer = fill(before, { banner, section, replace: true });
        fc.pre(answer.kind === 'filled');

        const { from, to } = before.schedule?.body ?? { from: 0, to: 0 };
        assert.ok(answer.text.startsWith(text.slice(0, from)));
        assert.ok(answer.text.endsWith(text.slice(to)));
        const line = before.schedule?.banner;
        if (line && more === null)
          assert.equal(answer.text, `${text.slice(0, line.from)}${banner}${text.slice(line.to)}`);
      }),
    );
  });

  it('never fails for want of a place when there is the heading', () => {
    fc.assert(
      fc.property(anyText, anyBanner, (text, banner) => {
        const { schedule } = post(text);
        const { kind } = fill(post(text), { banner });

        assert.equal(kind === 'refused', schedule === undefined);
      }),
    );
  });
});
