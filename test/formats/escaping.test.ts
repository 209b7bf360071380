import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Style } from '../../src/domain/calendar/calendar.ts';
import type { Written } from './hostile.ts';
import { at, unread } from '../service/wired.ts';
import { banner } from '../../src/domain/banner/banner.ts';
import { calendarOf, hostileText, ink } from './hostile.ts';
import { openFormats } from '../../src/formats/index.ts';
import { section } from '../../src/domain/banner/section.ts';

const formats = openFormats(unread().templates);
const plain: Style = { months: 'short' };
const linked: Style = { months: 'short', names: 'https://x.example/names', days: 'https://x.example/days' };

function bannerOf(name: string, written: Written, style: Style = plain): string {
  const format = formats.find((one) => one.name === name);
  return format?.banner?.(banner(calendarOf([written]), at('2030-01-01')), style) ?? '';
}

/** The name as it stands between the words around it. */
function nameIn(text: string): string {
  return /Next Deadline: ([^]*), Jan 1st/.exec(text)?.[1] ?? assert.fail(text);
}

describe('a name in Markdown', function () {
  const names: [name: string, markdown: string][] = [
    ['Freeze (18:00 PST) - v1.30.0-rc.1!', 'Freeze (18:00 PST) - v1.30.0-rc.1!'],
    ['feature_gate', 'feature_gate'],
    ['_feature gate_', '\\_feature gate\\_'],
    ['*a* `b` ~~c~~ [d](e) <f> |g|', '\\*a\\* \\`b\\` \\~\\~c\\~\\~ \\[d\\](e) \\<f\\> \\|g\\|'],
    ['a\\*b', 'a\\\\\\*b'],
    ['&lt;b&gt; &#60; &', '&amp;lt;b&amp;gt; &amp;#60; &'],
    ['# one', '\\# one'],
    ['1. one', '1\\. one'],
    ['one\r\n\r\n# two\n* three', 'one # two \\* three'],
    ['one\u0000\u001b[1mtwo\u2028three', 'one \\[1mtwo three'],
    ['{{ site.title }} {% raw %} {a}', '&#123;{ site.title }} &#123;% raw %} {a}'],
  ];
  for (const [name, markdown] of names) {
    it(`reads ${JSON.stringify(markdown)} for ${JSON.stringify(name)}`, () => {
      assert.equal(bannerOf('md', { name }), `**Next Deadline: ${markdown}, Jan 1st**`);
    });
  }

  it('marks nothing up and comes through whole on one line, whatever it is', () => {
    fc.assert(
      fc.property(hostileText, (name) => {
        const text = nameIn(bannerOf('md', { name }));

        const unescaped = text
          .replace(/\\([!-/:-@[-`{-~])/g, '$1')
          .replaceAll('&#123;', '{')
          .replaceAll('&amp;', '&');
        assert.equal(ink(unescaped), ink(name));
        assert.doesNotMatch(text.replaceAll(/\\./g, ''), /[`*[\]<>|~\r\n]/);
        assert.doesNotMatch(text, /\{[{%]/);
      }),
      { numRuns: 2_000 },
    );
  });

  const links: [link: string, address: string][] = [
    ['https://x.example/a?b=c&d=e#f', 'https://x.example/a?b=c&d=e#f'],
    ['https://x.example/Freeze_(software)', 'https://x.example/Freeze_%28software%29'],
  ];
  for (const [link, address] of links) {
    it(`links to ${link} and no farther`, () => {
      assert.equal(
        bannerOf('md', { name: 'Freeze', link }, linked),
        `**Next Deadline: [Freeze](${address}), [Jan 1st](https://x.example/days)**`,
      );
    });
  }
});

describe('a name in HTML', function () {
  const names: [name: string, html: string][] = [
    ['Code & Test Freeze', 'Code &amp; Test Freeze'],
    ['<script>alert("1")</script>', '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;'],
    ["it's &lt;", 'it&#39;s &amp;lt;'],
    ['one\r\ntwo\u0007three', 'one two three'],
    ['{{ 7 | times: 7 }}', '&#123;{ 7 | times: 7 }}'],
    ['{% raw %} {a} {{{', '&#123;% raw %} {a} &#123;&#123;{'],
  ];
  for (const [name, html] of names) {
    it(`reads ${JSON.stringify(html)} for ${JSON.stringify(name)}`, () => {
      assert.equal(bannerOf('html', { name }), `<strong>Next Deadline: ${html}, Jan 1st</strong>`);
    });
  }

  it('is text and comes through whole on one line, whatever it is', () => {
    fc.assert(
      fc.property(hostileText, (name) => {
        const html = nameIn(bannerOf('html', { name }));

        assert.doesNotMatch(html, /[<>"'\r\n]|\{[{%]|&(?!amp;|lt;|gt;|quot;|#39;|#123;)/);
        assert.equal(ink(decoded(html)), ink(name));
      }),
      { numRuns: 2_000 },
    );
  });

  it('and its address cannot leave their tag', () => {
    const html = bannerOf('html', { name: '"><b>', link: "https://x.example/?a='b'&c" }, linked);

    assert.equal(
      html,
      '<strong>Next Deadline: <a href="https://x.example/?a=&#39;b&#39;&amp;c">&quot;&gt;&lt;b&gt;</a>, ' +
        '<a href="https://x.example/days">Jan 1st</a></strong>',
    );
  });

  function decoded(html: string): string {
    const plain = html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"');
    return plain.replaceAll('&#123;', '{').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  }
});

describe('a name in plain text and JSON', function () {
  it('comes through whole on one line of text, whatever it is', () => {
    fc.assert(
      fc.property(hostileText, (name) => {
        const text = nameIn(bannerOf('txt', { name }));

        assert.equal(ink(text), ink(name));
        assert.doesNotMatch(text, /[\p{Cc}\p{Zl}\p{Zp}]/u);
        assert.ok(text.isWellFormed());
      }),
      { numRuns: 2_000 },
    );
  });

  it('is one line of JSON that carries it as it is, whatever it is', () => {
    fc.assert(
      fc.property(hostileText, (name) => {
        const json = bannerOf('json', { name });

        const { next } = JSON.parse(json) as { next: { milestones: { name: string }[] } };
        assert.deepEqual(
          next.milestones.map((one) => one.name),
          [name],
        );
        assert.ok(json.isWellFormed() && !/[\r\n]/.test(json));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a section of hostile names', () => {
  for (const [name, line] of [
    ['md', '* \\*\\*A\\*\\* \\<b\\>: 01 January 2030'],
    ['html', '<li>**A** &lt;b&gt;: 01 January 2030</li>'],
    ['txt', '* **A** <b>: 01 January 2030'],
  ] as const) {
    it(`has one key date for each in ${name}`, () => {
      const found = section(calendarOf([{ name: '**A**\r\n<b>' }]), at('2030-01-01'));

      const text = formats.find((one) => one.name === name)?.section?.(found, plain) ?? '';
      assert.ok(text.split('\n').includes(line), text);
    });
  }
});
