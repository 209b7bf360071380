import assert from 'node:assert/strict';
import type { Asked } from '../importing.ts';
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
      /^1:1 error shape: found no name of the release; wanted release-name:, --release/,
    );
  });

  it('refuses a name that is no version', async () => {
    for (const release of ['../x', 'a b', 'deadlines', '']) {
      const found = await imported(openstack, { release });

      assert.match(told(found).join('\n'), /error shape: /, release);
    }
  });

  const texts: [what: string, text: string, version: string][] = [
    ['a README', readme(start), '1.38'],
    ['a README with front matter', `---\ntitle: Example 1.38\n---\n\n${readme(start)}`, '1.38'],
    ['a README with CRLF', readme(start).replaceAll('\n', '\r\n'), '1.38'],
    ['YAML', 'release: "1.38"\nmilestones: []\n', '1.38'],
    [
      'YAML below comments',
      '# The schedule\n\n## of the cycle\n---\nrelease: "1.38"\nmilestones: []\n',
      '1.38',
    ],
    [
      'YAML with a block of text',
      'release: "1.38"\nmilestones:\n- name: Thaw\n  note: |\n    # a\n  when: TBD\n',
      '1.38',
    ],
    ['JSON', '{"release": "1.38", "milestones": []}', '1.38'],
  ];
  for (const [what, text, version] of texts) {
    it(`knows from standard input what it is: ${what}`, async () => {
      const found = await imported(text);

      assert.deepEqual([told(found), found.release?.version], [[], version]);
    });
  }

  const refused: [what: string, text: string, ask: Asked, says: RegExp][] = [
    [
      'a patch schedule, which is dropped in as it is',
      'schedules: []\n',
      {},
      /^1:1 error shape: found no release; wanted a release's schedule$/,
    ],
    [
      'a patch schedule with a branch',
      'schedules:\n- {release: "1.38", releaseDate: 2026-12-09, next: {release: 1.38.1, cherryPickDeadline: 2027-01-08, targetDate: 2027-01-13}, endOfLifeDate: 2028-02-28, maintenanceModeStartDate: 2027-12-28}\n',
      { release: '1.38' },
      /^1:1 error shape: found the shape "patch schedule", which is read as it is; wanted a release's schedule$/,
    ],
    [
      'an end of life',
      'branches:\n- {release: "1.20", finalPatchRelease: 1.20.15, endOfLifeDate: 2022-02-28}\n',
      {},
      /^1:1 error shape: found the shape "end of life", which is read as it is/,
    ],
    [
      'several releases with none named',
      'releases:\n- {version: 1.23, timeline: []}\n- {version: 1.24, timeline: []}\n',
      {},
      /^1:1 error shape: found the releases 1\.23, 1\.24; wanted --release to name one of them$/,
    ],
    [
      'a release that it does not hold',
      'releases:\n- {version: 1.23, timeline: []}\n- {version: 1.24, timeline: []}\n',
      { release: '1.32' },
      /^1:1 error shape: found the releases 1\.23, 1\.24; wanted "1\.32"/,
    ],
    [
      'another release than its title',
      readme(start),
      { release: '1.37' },
      /found the release 1\.38; wanted "1\.37"/,
    ],
    ['nothing', '', {}, /^1:1 error shape: found no keys; wanted release and milestones/],
    [
      'a title and no table',
      '# Example 1.38\n\nSoon.\n',
      {},
      /^1:1 error unreadable: found no table; wanted/,
    ],
    [
      'one release twice',
      'releases:\n- {version: 1.23, timeline: []}\n- {version: 1.23, timeline: []}\n',
      { release: '1.23' },
      /^3:13 error duplicate: release 1\.23 stands at line 2 too; wanted one place$/,
    ],
    [
      'one id twice',
      'release: "1.38"\nmilestones:\n- {name: Thaw, when: TBD}\n- {name: Thaw!, id: thaw, when: TBD}\n',
      {},
      /^4:3 error duplicate: the id "thaw" stands at line 3 too; wanted one place$/,
    ],
    [
      'a NUL byte',
      'release: "1.38"\0\nmilestones: []\n',
      {},
      /^1:1 error unreadable: found a NUL byte; wanted text$/,
    ],
    [
      'more than a mebibyte',
      `release: "1.38"\nmilestones: []\n#${' '.repeat(1_048_576)}`,
      {},
      /^1:1 error unreadable: found 104\d+ bytes; wanted at most 1048576$/,
    ],
  ];
  for (const [what, text, ask, says] of refused) {
    it(`refuses ${what}, and says why`, async () => {
      const found = await imported(text, ask);

      assert.ok(
        told(found).some((one) => says.test(one)),
        told(found).join('\n'),
      );
    });
  }
});
