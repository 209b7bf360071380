import assert from 'node:assert/strict';
import { runHere } from '../cli/program.ts';
import { ids, inFolder, inOne, milestone, read, settings } from './folder.ts';
import { readmeOf, start } from './readmes.ts';

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

  const refused: readonly (readonly [what: string, name: string, text: string, says: RegExp])[] = [
    [
      'its title and its file name disagree',
      '1.37.md',
      good,
      /^1.37.md:1:3 error shape: .*1.38, the file name of 1.37/,
    ],
    ['nothing names it', 'next.md', named('# Welcome'), /^next.md:1:3 error unreadable: found no version/],
    [
      'its title names a patch',
      'next.md',
      named('# Example 1.38.2'),
      /^next.md:1:3 error unreadable: found no v/,
    ],
    ['it is empty', '1.38.md', '', /^1.38.md:1:1 error unreadable: found no table/],
    [
      'it has no table',
      '1.38.md',
      '# Example v1.38\n\nSoon.\n',
      /^1.38.md:1:1 error unreadable: found no table;/,
    ],
    [
      'its table is another one',
      '1.38.md',
      good.replace('**What**', 'Waht'),
      /^1.38.md:1:1 error unreadable: .*one of Waht \| Who \| When \| Week; .*did you mean "What"\?$/,
    ],
    ['its table has no rows', '1.38.md', readmeOf([]), /^1.38.md:1:1 error unreadable: .*without rows/],
    [
      'its table is cut before its rule',
      '1.38.md',
      good.slice(0, good.indexOf('|---')),
      /^1.38.md:1:1 error unr/,
    ],
  ];
  for (const [what, name, text, says] of refused) {
    it(`is not served, and told in one line, when ${what}`, async () => {
      const seen = await read({ [name]: text });

      assert.equal(seen.calendar, undefined);
      assert.equal(seen.problems.length, 1);
      assert.match(seen.problems[0] ?? '', says);
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
      /^1.38.md:13:\d+ error impossible-date: there is no 31 February 2026/,
    );
    assert.equal(milestone(seen, '1.38/code-freeze').raw, 'Wednesday 31st February 2026');
    assert.deepEqual(milestone(seen, '1.38/release').when, { kind: 'day', day: '2026-04-22', zone: 'UTC' });
  });

  it('has its next deadline in the banner and its milestones in the feed', async () => {
    await inFolder(inOne({ 'calendar.yaml': settings, '1.38.md': good }), async (root) => {
      const how = { env: { CALENDARS_DIR: root }, now: '2026-03-01' };

      const banner = await runHere(['banner', '--calendar', 'one'], how);
      const feed = await runHere(['feed', '--calendar', 'one', '--release', '1.38'], how);

      assert.match(banner.stdout, /Code Freeze, (March|Mar) 18/);
      assert.deepEqual([banner.code, feed.code], [0, 0]);
      assert.match(feed.stdout, /DTSTART;VALUE=DATE:20260318\r\n/);
    });
  });

  it('is for people when it is called README.md', async () => {
    const seen = await read({ 'README.md': '# Our calendar of 2026\n', '1.38.md': good });

    assert.deepEqual(ids(seen, '1.38'), ['cycle-start', 'code-freeze', 'release']);
    assert.match(seen.problems.join('\n'), /^README.md:1:1 note not-read: not read, for people only[^\n]*$/);
  });

  it('must not tell a release that a YAML file tells', async () => {
    const seen = await read({ '1.38.md': good, '1.38.yaml': 'release: "1.38"\nmilestones: []\n' });

    assert.equal(seen.calendar, undefined);
    assert.match(
      seen.problems.join('\n'),
      /^1.38.md:1:1 error duplicate: release 1.38 stands in 1.38.yaml too/,
    );
  });
});
