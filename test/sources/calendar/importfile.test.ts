import assert from 'node:assert/strict';
import { days, freezes, imported, readme, start, told } from '../importing.ts';

describe('an import', () => {
  it('of a README makes a milestone of each row, and two of a row that names two', async () => {
    const found = await imported(readme(start, freezes, freezes), { name: 'README.md' });

    assert.deepEqual(told(found), []);
    assert.equal(found.release?.version, '1.38');
    assert.deepEqual(days(found), [
      ...['cycle-start 2026-09-07', 'code-freeze 2026-11-04', 'test-freeze 2026-11-04'],
      ...['code-freeze-2 2026-11-04', 'test-freeze-2 2026-11-04'],
    ]);
    assert.deepEqual(found.release?.milestones[1]?.role, ['Lead', 'Docs']);
  });

  it('is one of the calendar whose title it names, in its zone', async () => {
    const found = await imported(readme(start), { name: 'README.md' });
    const stranger = await imported(readme(start).replace('Example', 'Stranger'), { name: 'README.md' });
    const named = await imported(readme(start).replace('Example', 'Stranger'), { calendar: 'example' });

    assert.deepEqual(
      [found, stranger, named].map(({ release }) => [release?.title, release?.zone]),
      [
        ['Example 1.38', 'America/Los_Angeles'],
        ['1.38', 'UTC'],
        ['Example 1.38', 'America/Los_Angeles'],
      ],
    );
  });

  it('of a release cycle takes the one release, or the one that is named', async () => {
    const cycle = (version: string): string =>
      `- version: ${version}\n  timeline:\n  - {what: Start of Release Cycle, when: "Mon August 23, 2021"}\n`;

    const one = await imported(`releases:\n${cycle('1.23')}`);
    const second = await imported(`releases:\n${cycle('1.23')}${cycle('1.24')}`, { release: '1.24' });

    assert.deepEqual([one.release?.version, second.release?.version], ['1.23', '1.24']);
    assert.deepEqual(days(one), ['cycle-start 2021-08-23']);
  });

  const openstack =
    'start-week: 2026-04-06\nrelease-week: 2026-09-28\ncycle:\n' +
    '- {name: R-26, start: 2026-04-06, end: 2026-04-10}\n' +
    '- {name: R-5, start: 2026-08-24, end: 2026-08-28, x-project: [Feature freeze, "Requirements freeze"]}\n';

  it("of OpenStack's schedule needs the name of its release, and has every week that something is due in", async () => {
    const named = await imported(openstack, { release: '2026.2' });
    const nameless = await imported(openstack, { name: 'schedule.yaml' });

    assert.deepEqual(told(named), []);
    assert.deepEqual(days(named), [
      'cycle-start 2026-04-06',
      'feature-freeze span',
      'requirements-freeze span',
      'release 2026-09-28',
    ]);
    assert.equal(nameless.release, undefined);
    assert.match(
      told(nameless)[0] ?? '',
      /^1:1 error shape: expected release-name:, --release.*, found none$/,
    );
  });

  it('refuses a name that is no version', async () => {
    for (const release of ['../x', 'a b', 'deadlines', '']) {
      const found = await imported(openstack, { release });

      assert.match(told(found).join('\n'), /error shape: /, release);
    }
  });

  const plain = 'release: "1.38"\nmilestones: []\n';
  const texts: [what: string, text: string][] = [
    ['a README', readme(start)],
    ['a README with front matter', `---\ntitle: Example 1.38\n---\n\n${readme(start)}`],
    ['a README with CRLF', readme(start).replaceAll('\n', '\r\n')],
    ['YAML', plain],
    ['YAML below comments', `# The schedule\n\n## of the cycle\n---\n${plain}`],
    ['YAML with a block of text', plain.replace('[]', '\n- name: Thaw\n  note: |\n    # a\n  when: TBD')],
    ['JSON', '{"release": "1.38", "milestones": []}'],
  ];
  for (const [what, text] of texts) {
    it(`knows from standard input what it is: ${what}`, async () => {
      const found = await imported(text);

      assert.deepEqual([told(found), found.release?.version], [[], '1.38']);
    });
  }

  const two = (one: string, other: string): string =>
    `releases:\n- {version: ${one}, timeline: []}\n- {version: ${other}, timeline: []}\n`;
  const branch = 'release: "1.38", releaseDate: 2026-12-09, endOfLifeDate: 2028-02-28';
  const thaws = '- {name: Thaw, when: TBD}\n- {name: Thaw!, id: thaw, when: TBD}\n';
  const asIs = (shape: string): string =>
    `shape: expected a release's schedule, found the shape "${shape}", which calendars read without an import`;
  const several = 'found the releases 1.23, 1.24';
  const eol = 'branches:\n- {release: "1.20", endOfLifeDate: 2022-02-28}\n';
  const refused: [what: string, text: string, says: string, release?: string][] = [
    [
      'a patch schedule without a branch',
      'schedules: []\n',
      "shape: expected a release's schedule, found no release",
    ],
    ['a patch schedule', `schedules:\n- {${branch}}\n`, asIs('patch schedule'), '1.38'],
    ['an end of life', eol, asIs('end of life')],
    [
      'several releases with none named',
      two('1.23', '1.24'),
      `shape: expected one release, or --release to choose one, ${several}`,
    ],
    [
      'a release that it does not hold',
      two('1.23', '1.24'),
      `shape: expected the release "1.32", ${several}`,
      '1.32',
    ],
    [
      'another release than its title',
      readme(start),
      'shape: expected the release "1.37", found the release 1.38',
      '1.37',
    ],
    ['nothing', '', 'shape: expected the keys of a schedule (release and milestones'],
    [
      'a title and no table',
      '# Example 1.38\n\nSoon.\n',
      'unreadable: expected a table with the columns What and When',
    ],
    [
      'one release twice',
      two('1.23', '1.23'),
      'duplicate: expected release 1.23 once, found it at line 2 too',
      '1.23',
    ],
    [
      'one id twice',
      plain.replace('[]\n', `\n${thaws}`),
      'duplicate: expected the id "thaw" once, found it at line 3 too',
    ],
    ['a NUL byte', 'release: "1.38"\0\n', 'unreadable: expected text in UTF-8, found a NUL byte'],
    [
      'more than a mebibyte',
      `${plain}#${' '.repeat(1_048_576)}`,
      'unreadable: expected at most 1048576 bytes, found 104',
    ],
  ];
  for (const [what, text, says, release] of refused) {
    it(`refuses ${what}, and says why`, async () => {
      const found = await imported(text, release === undefined ? {} : { release });

      assert.ok(
        told(found).some((one) => one.includes(` error ${says}`)),
        told(found).join('\n'),
      );
    });
  }

  it('takes the year that is asked for where the dates name none', async () => {
    const text = readme(
      'Start of Release Cycle | Lead | Mon Jan 7 | week 1',
      'Thaw | Lead | Thu Mar 7 | week 9',
    );

    const [none, asked] = [await imported(text), await imported(text, { year: 2019 })];

    assert.deepEqual(days(none), ['cycle-start tbd', 'thaw tbd']);
    assert.deepEqual(told(none).length, 1);
    assert.deepEqual(days(asked), ['cycle-start 2019-01-07', 'thaw 2019-03-07']);
    assert.deepEqual(told(asked), []);
  });
});
