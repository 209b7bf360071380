import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { schemas } from '../../../src/formats/jsonschema.ts';
import { calendarFiles, inFolder } from '../../service/folder.ts';
import { runHere, spawned } from '../program.ts';

const escape = '\u001B[';

async function shown(call: string): Promise<string> {
  const { code, stdout, stderr } = await runHere(`show ${call}`.trim(), { now: '2026-11-25' });
  assert.deepEqual([code, stderr.replaceAll('\n', '')], [0, ''], call);
  return stdout;
}

/** The lines above the table. */
function headOf(printed: string): readonly string[] {
  return printed.split('\n\n').slice(0, 2).join('\n').split('\n');
}

describe('show', () => {
  it('prints what is next with how long and its cutoff as announced, and what is frozen until when', async () => {
    assert.deepEqual(headOf(await shown('')), [
      'Kubernetes 1.38, Wed 25 Nov 2026',
      'Next    Docs Freeze (Kubernetes 1.38): Wed 2 Dec 2026 (AoE), 8 days left',
      '        Closes at the end of Wed 2 Dec, anywhere on Earth (Thu 3 Dec, 12:00 UTC); anything later is too late',
      'Frozen  Code Freeze and Test Freeze (Kubernetes 1.38), until Wed 16 Dec 2026',
    ]);
  });

  it('prints a cutoff that was announced in a zone in that zone, then in UTC, the soonest first', async () => {
    assert.deepEqual(headOf(await shown('--at 2024-03-24')).slice(1, 5), [
      'Next    Docs Freeze (Kubernetes 1.30): Tue 26 Mar 2024, 3 days left',
      '        Closes at the end of Tue 26 Mar, UTC; anything later is too late',
      '        Test Freeze (Kubernetes 1.30): Tue 26 Mar 2024 (Wed 27 Mar, 01:00 UTC), 3 days left',
      '        Closes Tue 26 Mar, 18:00 PDT (Wed 27 Mar, 01:00 UTC); anything later is too late',
    ]);
  });

  it('counts days to what has no cutoff, such as a release', async () => {
    const [, next] = headOf(await shown('--at 2026-12-15T10:00Z'));

    assert.equal(next, 'Next    Release Day (Kubernetes 1.38): Wed 16 Dec 2026, tomorrow');
  });

  it('says so when nothing is announced and nothing is frozen', async () => {
    const head = headOf(await shown('--at 2026-12-20'));

    assert.deepEqual(head.slice(1), ['Next    nothing is announced', 'Frozen  nothing']);
  });

  it('prints the cycle as a table with what is over, what is next, and how far off the rest is', async () => {
    const rows = (await shown('')).split('\n\n')[2]?.trimEnd().split('\n') ?? [];
    const [head = ''] = rows;
    const starts = ['Date', 'When', 'Week', 'Milestone', 'Role'].map((name) => head.indexOf(name));
    const cells = rows.map((row) =>
      starts.map((start, index) => row.slice(start, starts[index + 1]).trimEnd()).join('|'),
    );

    assert.ok(cells.includes('Wed 18 Nov 2026 (AoE)|over|12|Code Freeze|Branch Manager'), cells.join('\n'));
    assert.ok(cells.includes('Wed 2 Dec 2026 (AoE)|next, in 7 days|14|Docs Freeze|Docs Lead'));
    assert.ok(cells.includes('Wed 16 Dec 2026|in 21 days|16|Release Day|Branch Manager'));
    assert.equal(rows.length, 40);
  });

  it('tells one role what it has to do, and what is next for it', async () => {
    const printed = await shown('--role docs-lead --at 2026-11-24T12:00Z');

    assert.match(
      printed,
      /^Kubernetes 1\.38 for Docs Lead, Tue 24 Nov 2026\n\nNext {4}Docs Deadline: PRs ready/,
    );
    assert.match(printed, /Release notes complete/);
    assert.doesNotMatch(printed, /Branch Manager/);
  });

  it('shows a release that is over, and nothing of the cycle that runs', async () => {
    const printed = await shown('--release 1.30');

    assert.deepEqual(headOf(printed).slice(0, 3), [
      'Kubernetes 1.30, Wed 25 Nov 2026',
      'Next    nothing is announced',
      'Frozen  nothing',
    ]);
    assert.doesNotMatch(printed, /1\.30\.1\b/);
  });

  it('shows the patches that are expected with --release patches', async () => {
    const printed = await shown('--release patches');

    assert.match(printed, /\nNext {4}nothing is announced\n/);
    assert.match(printed, /\nTue 15 Dec 2026 +expected in 20 days +Patch releases of December 2026\n/);
  });

  it('says what is canceled, still open, or has no day', () =>
    inFolder(
      calendarFiles(
        'one',
        '{ name: A, kind: deadline, when: 2026-11-24 AoE }',
        '{ name: B, kind: deadline, when: 2026-11-28, status: cancelled }',
        '{ name: C, kind: event, when: 2026-11-24..2026-11-26 }',
        '{ name: D, kind: task, when: TBD }',
      ),
      async (folder) => {
        const printed = await shown(`--calendars ${folder} --at 2026-11-25T08:00Z`);

        assert.match(printed, /Tue 24 Nov 2026 \(AoE\) +(next, )?still open +A\n/);
        assert.match(printed, /Sat 28 Nov 2026 +canceled +B\n/);
        assert.match(printed, /Tue 24 to Thu 26 Nov 2026 +now +C\n/);
        assert.match(printed, /not announced +D\n$/);
      },
    ));

  for (const call of ['', '--release patches', '--release 1.30', '--at 2031-01-01', '--role docs-lead'])
    it(`writes JSON whose shape is published: ${call || 'of the cycle that runs'}`, async () => {
      const printed = await shown(`--format json ${call}`);

      assert.ok(schemas.show.parse(JSON.parse(printed)).milestones.length > 0);
    });

  it('writes JSON for programs', async () => {
    const found = schemas.show.parse(JSON.parse(await shown('--role docs-lead --format json')));

    const { calendar, release, role, at, next, frozen, milestones } = found;
    assert.deepEqual(
      [calendar, release, role, at],
      ['kubernetes', '1.38', 'docs-lead', '2026-11-25T00:00:00.000Z'],
    );
    assert.ok(JSON.stringify(next).includes('"id":"burndown-daily"'));
    assert.deepEqual(
      frozen.map(({ id, until }) => [id, until]),
      [
        ['code-freeze', '2026-12-17T00:00:00.000Z'],
        ['test-freeze', '2026-12-17T00:00:00.000Z'],
      ],
    );
    const docs = milestones.map(({ id, state }) => `${id} ${state}`);
    assert.ok(docs.includes('docs-review past') && docs.includes('docs-freeze ahead'), docs.join());
  });

  const refused: [call: string, code: number, says: RegExp][] = [
    ['show --role docs-led', 1, /no role "docs-led"; did you mean "docs-lead"\? \(calendar kubernetes\)/],
    ['show --release 1.83', 1, /no release "1\.83"; did you mean "1\.38"\?/],
    ['show --at soon', 2, /--at: expected .*, found "soon"/],
    ['show --format md', 2, /--format: expected txt or json, found "md"/],
  ];
  for (const [call, code, says] of refused)
    it(`refuses ${call}`, async () => {
      const outcome = await runHere(call);

      assert.equal(outcome.code, code);
      assert.match(outcome.stderr, says);
    });
});

describe('the colors of show', () => {
  const args = ['show', '--at', '2026-11-25'];

  it('are left out where its output is not a terminal', async () => {
    const { stdout } = await spawned(args);

    assert.ok(stdout.startsWith('Kubernetes 1.38') && !stdout.includes(escape));
  });

  it('are there with FORCE_COLOR, and nothing else differs', async () => {
    const plain = await spawned(args);
    const { stdout } = await spawned(args, { env: { FORCE_COLOR: '1' } });

    assert.ok(stdout.includes(`${escape}2mMon 31 Aug 2026`) && stdout.includes(`${escape}36mDocs Freeze`));
    assert.equal(stripVTControlCharacters(stdout), plain.stdout);
  });

  it('are there on a terminal, but not with NO_COLOR', () => {
    const call = `${process.execPath} ${resolve('bin/release-calendar')} ${args.join(' ')}`;
    const { PATH } = process.env;
    const onTerminal = (env: Readonly<Record<string, string>>): string =>
      execFileSync('script', ['-qec', call, '/dev/null'], {
        env: { PATH, TERM: 'xterm-256color', ...env },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });

    assert.ok(onTerminal({}).includes(escape));
    assert.ok(!onTerminal({ NO_COLOR: '1' }).includes(escape));
  });
});
