import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Files } from '../../service/folder.ts';
import type { Outcome } from '../program.ts';
import { inFolder } from '../../service/folder.ts';
import { runHere } from '../program.ts';

const kubecon = 'KubeCon EU=2027-03-15..2027-03-18';
const wish = ['plan', '--start', '2027-01-11', '--release', '1.39'];

/** A calendar of one cycle, whose release file begins with these lines. */
function cycle(version: string, ...head: readonly string[]): Files {
  return {
    'one/calendar.yaml': 'id: one\ntitle: One\nzone: UTC\n',
    [`one/${version}.yaml`]: [
      ...[`release: "${version}"`, ...head, 'milestones:'],
      ...['  - { id: cycle-start, name: Start, when: 2026-08-31 }'],
      ...['  - { id: code-freeze, name: Code Freeze, when: 2026-11-18 AoE }'],
      ...[`  - { id: release, name: v${version}.0 released, when: 2026-12-16 }`, ''],
    ].join('\n'),
  };
}

function planOf(files: Files, ...args: readonly string[]): Promise<Outcome> {
  return inFolder(files, (folder) =>
    runHere(['plan', '--start', '2027-01-11', '--calendars', folder, ...args]),
  );
}

describe('plan', function () {
  it('prints a draft in our own shape, and on standard error what it was drafted from', async () => {
    const { code, stdout, stderr } = await runHere(wish);

    assert.equal(code, 0);
    assert.match(
      stdout,
      /^release: "1\.39"\nhomepage: https:\/\/git\.k8s\.io\/sig-release\/releases\/release-1\.39\nzone: UTC\nstatus: tentative\nmilestones:\n {2}- id: cycle-start\n/,
    );
    assert.match(stderr, /^1\.39 drafted from 1\.35, 1\.36, 1\.37, 1\.38: \d+ milestones\n$/);
    assert.equal(stdout.match(/^ {2}- id: /gm)?.length, Number(/: (\d+) milestones/.exec(stderr)?.[1]));
    assert.doesNotMatch(stdout, /1\.38/);
  });

  it('explains each clash with a conference, on standard error and above the milestone', async () => {
    const events = ['--event', kubecon, '--event', 'Summit=2027-02-02'];

    const { stdout, stderr } = await runHere([...wish, ...events]);

    const clash =
      /^Code Freeze on Wednesday 17 March 2027 is during KubeCon EU \(15 to 18 March 2027\); .*$/m;
    const said = clash.exec(stderr)?.[0] ?? '';
    assert.notEqual(said, '');
    assert.ok(stdout.includes(`\n  # ${said}\n  - id: code-freeze\n`), stdout);
    assert.match(
      stdout,
      /\n {2}- id: kubecon-eu\n {4}name: KubeCon EU\n {4}kind: event\n {4}when: 2027-03-15\.\.2027-03-18\n/,
    );
    assert.match(stdout, /^ {2}- id: summit\n.*\n.*\n {4}when: 2027-02-02$/m);
  });

  it('prints a README that says it is proposed', async () => {
    const { code, stdout, stderr } = await runHere([...wish, '--format', 'readme', '--event', kubecon]);

    assert.equal(code, 0);
    assert.match(stdout, /^---\nstatus: tentative\n---\n\n# Kubernetes 1\.39\n/);
    assert.match(stdout, /^The 1\.39 release cycle is proposed as follows:$/m);
    assert.match(stdout, /^- \*\*Monday 15th - Thursday 18th March 2027\*\*: Week 10 — KubeCon EU$/m);
    assert.match(stderr, /is during KubeCon EU/);
  });

  it('prints what check has nothing to say about, in either format', async () => {
    for (const [name, format] of [
      ['1.39.yaml', 'yaml'],
      ['1.39.md', 'readme'],
    ] as const) {
      const { stdout } = await runHere([...wish, '--format', format]);
      const calendar = {
        'one/calendar.yaml': 'id: one\ntitle: Kubernetes\nzone: UTC\n',
        [`one/${name}`]: stdout,
      };

      const checked = await inFolder(calendar, (folder) => runHere(['check', '--quiet', '--strict', folder]));

      assert.deepEqual(checked, { code: 0, stdout: '', stderr: '' }, name);
    }
  });

  it('drafts what stands in no banner until somebody says planned', async () => {
    const { stdout } = await runHere(wish);

    await inFolder({ 'one/calendar.yaml': 'id: one\ntitle: One\nzone: UTC\n' }, async (folder) => {
      const banner = ['banner', '--calendars', folder, '--at', '2027-01-12'];
      writeFileSync(join(folder, 'one/1.39.yaml'), stdout);
      const draft = await runHere(banner);
      writeFileSync(join(folder, 'one/1.39.yaml'), stdout.replace('status: tentative\n', ''));
      const planned = await runHere(banner);

      assert.doesNotMatch(draft.stdout, /KEP Readiness/);
      assert.match(planned.stdout, /KEP Readiness/);
    });
  });

  it('keeps the zone of the cycles before', async () => {
    const { stdout } = await planOf(cycle('1.38', 'zone: Asia/Tokyo'), '--release', '1.39');

    assert.match(stdout, /^zone: Asia\/Tokyo$/m);
  });

  const homes: readonly (readonly [version: string, next: string, home: string, found: string])[] = [
    ['1.38', '1.39', 'https://example.org/v1.38/1.38.1', 'https://example.org/v1.39/1.38.1'],
    ['4', '5', 'https://example.org/2024/release-4', 'https://example.org/2024/release-5'],
    ['1.38', '1.39', 'https://example.org/releases', 'https://example.org/releases'],
  ];
  for (const [version, next, home, found] of homes)
    it(`takes the home of ${version} to ${next}, and no other number: ${home}`, async () => {
      const { stdout } = await planOf(cycle(version, `homepage: ${home}`), '--release', next);

      assert.match(stdout, new RegExp(`^homepage: ${found.replaceAll('.', String.raw`\.`)}$`, 'm'));
    });

  it('says that the calendar has the release already', async () => {
    const { code, stderr } = await runHere(['plan', '--start', '2027-01-11', '--release', '1.38']);

    assert.equal(code, 0);
    assert.match(stderr, /^the calendar already has 1\.38; this is another draft of it$/m);
  });

  it('says that the start is not after that of the cycle before, as when its year is last one', async () => {
    const { stderr } = await runHere(['plan', '--start', '2026-01-11', '--release', '1.39']);

    assert.match(
      stderr,
      /^--start: expected a day after the start of 1\.38 \(2026-08-31\), found 2026-01-11$/m,
    );
  });

  it('has nothing to draft from before the first cycle', async () => {
    const { code, stdout, stderr } = await runHere(['plan', '--start', '2027-01-11', '--release', '1.2']);

    assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
    assert.equal(
      stderr,
      'release-calendar: calendar kubernetes: expected a cycle before 1.2 whose start and release day have dates, found none\n',
    );
  });
});
