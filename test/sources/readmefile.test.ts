import assert from 'node:assert/strict';
import { ids, milestone, read } from './folder.ts';
import { lineOf, readmeOf, start } from './readmes.ts';

const freeze = 'Code Freeze | Lead | Wednesday 18th March 2026 | week 11';
const good = readmeOf([start, freeze, 'v1.38.0 released | Lead | Wednesday 22nd April 2026 | week 16']);

const named = (title: string): string => readmeOf([start, freeze], { title });

describe('the release of a README', () => {
  const told: readonly (readonly [what: string, name: string, text: string])[] = [
    ['title', 'next.md', named('# Example v1.38')],
    ['title with a patch of zero', 'next.md', named('# Example 1.38.0: The Cats')],
    ['title in a link', 'next.md', named('# [Example 1.38](https://example.org/1.39)')],
    ['front matter', 'next.md', named('---\ntitle: "Example 1.38 Information"\n---\n\n# Welcome')],
    ['a later heading, when nothing else names one', 'next.md', named('# Welcome\n\n## Dates of 1.38')],
    ['file name', '1.38.md', named('# Welcome')],
    ['file name as its project has it', 'release-1.38.md', named('# Welcome')],
    ['file name, whatever a later heading tells', '1.38.md', named('# Welcome\n\n## Since 1.37')],
  ];
  for (const [what, name, text] of told) {
    it(`is told by its ${what}`, async () => {
      const seen = await read({ [name]: text });

      assert.deepEqual(seen.problems, []);
      assert.deepEqual(ids(seen, '1.38'), ['cycle-start', 'code-freeze']);
    });
  }

  it('is told by its file name, a number alone, where its title names none', async () => {
    const seen = await read({ '47.md': named('# Example'), '50.md': named('# Example 2026.50') });

    assert.deepEqual(seen.problems, []);
    assert.deepEqual(
      seen.calendar?.releases.map(({ version }) => version),
      ['47', '2026.50'],
    );
  });

  const uncut = (upTo: string): string => good.slice(0, good.indexOf(upTo));
  const refused: readonly (readonly [what: string, name: string, text: string, says: RegExp])[] = [
    [
      'its title and its file name disagree',
      '1.37.md',
      good,
      /^3 error shape: expected release 1.37, as the file name says, found 1.38 in the title/,
    ],
    [
      'nothing names it',
      'next.md',
      named('# Welcome'),
      /^3 error unreadable: expected a version .*, found none$/,
    ],
    [
      'its title names a patch',
      'next.md',
      named('# Example 1.38.2'),
      /^3 error unreadable: expected a version .*, found none$/,
    ],
    ['it is empty', '1.38.md', '', /^1 error unreadable: expected a table .*, found no table$/],
    [
      'it has no table',
      '1.38.md',
      '# Example v1.38\n\nSoon.\n',
      /^1 error unreadable: expected a table .*, found no table$/,
    ],
    [
      'its table is another one',
      '1.38.md',
      good.replace('**What**', 'Waht'),
      /^1 error unreadable: .*only a table with the columns Waht \| Who \| When \| Week; did you mean "What"\?$/,
    ],
    ['its table has no rows', '1.38.md', readmeOf([]), /^1 error unreadable: .*without rows/],
    ['its table is cut before its rule', '1.38.md', uncut('|---'), /^1 error unreadable/],
  ];
  for (const [what, name, text, says] of refused) {
    it(`is not served, and told in one line, when ${what}`, async () => {
      const seen = await read({ [name]: text });

      assert.equal(seen.calendar, undefined);
      assert.equal(seen.problems.length, 1);
      assert.match(seen.problems[0]?.replace(`${name}:1:`, '') ?? '', says);
    });
  }
});

describe('the Timeline', () => {
  it('is the table below its own heading, whatever other tables there are', async () => {
    const other = '## Meetings\n\n| What | When |\n|---|---|\n| Sync | Monday 12th January 2026 |\n\n';

    const seen = await read({ '1.38.md': good.replace('## Summary', `${other}## Summary`) });

    assert.deepEqual(ids(seen, '1.38'), ['cycle-start', 'code-freeze', 'release']);
  });

  it('goes on in the tables below the same heading', async () => {
    const more = 'And later:\n\n| Event | Date |\n|---|---|\n| Thaw | Monday 27th April 2026 |\n';

    const seen = await read({ '1.38.md': `${good}\n${more}` });

    assert.deepEqual(ids(seen, '1.38'), ['cycle-start', 'code-freeze', 'release', 'thaw']);
  });

  it('is read whatever ends its lines, and with a mark at its beginning', async () => {
    const texts = [good.replaceAll('\n', '\r\n'), good.replaceAll('\n', '\r'), `\ufeff${good}`];

    const seen = await Promise.all(texts.map((text) => read({ '1.38.md': text })));

    for (const one of seen) {
      assert.deepEqual(one.problems, []);
      assert.deepEqual(ids(one, '1.38'), ['cycle-start', 'code-freeze', 'release']);
    }
  });
});

describe('a README in a folder of calendars', () => {
  const wrong = good.replace('18th March', '31st February');

  it('is served though a row of it is wrong, and its wrong row is told', async () => {
    const seen = await read({ '1.38.md': wrong });

    assert.match(
      seen.problems.join('\n'),
      /^1.38.md:13:\d+ error impossible-date: .*: expected a day that exists, found 31 February 2026$/,
    );
    assert.equal(milestone(seen, '1.38/code-freeze').raw, 'Wednesday 31st February 2026');
    assert.deepEqual(milestone(seen, '1.38/release').when, { kind: 'day', day: '2026-04-22', zone: 'UTC' });
  });
});

describe('a row that a blank line parts from its table', () => {
  it('is read, and told where it stands: Markdown would show no row', async () => {
    const seen = await read({ '1.38.md': good.replace('\n| v1.38.0', '\n\n| v1.38.0') });

    assert.equal(milestone(seen, '1.38/release').when.kind, 'day');
    const says =
      'expected this row right below its table, found a blank line between them, which ends the table in Markdown';
    assert.deepEqual(seen.problems, [`1.38.md:${lineOf(3) + 1}:1 error shape: ${says}`]);
  });
});

describe('a README of a draft', () => {
  it('says so in its front matter, and none of it counts for a banner', async () => {
    const seen = await read({ '1.38.md': `---\nstatus: tentative\n---\n\n${good}` });

    assert.equal(seen.calendar?.releases[0]?.status, 'tentative');
  });
});
