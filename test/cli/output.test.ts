import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { publicUrl } from '../service/wired.ts';
import { runHere, spawned } from './program.ts';
import { shipped } from '../http/served.ts';

const at = ['--at', '2024-01-09T16:00Z', '--at', '2026-11-23', '--at', '2026-12-17T12:00Z'];

describe('banner', function () {
  it('prints the line of the instant it is given', async () => {
    const outcome = await spawned([
      'banner',
      '--calendar',
      'kubernetes',
      '--at',
      '2024-01-09T16:00Z',
      '--format',
      'md',
    ]);

    assert.deepEqual(outcome, {
      code: 0,
      stdout: '**Next Deadline: Production Readiness, Feb 1st**\n',
      stderr: '',
    });
  });

  it('prints a line for each --at, in their order', async () => {
    const { code, stdout } = await runHere(['banner', ...at, '--format', 'txt']);

    assert.equal(code, 0);
    assert.deepEqual(stdout.split('\n'), [
      'Next Deadline: Production Readiness, Feb 1st',
      'Next Deadline: Docs Review, Nov 24th',
      'Next Deadline: no deadline announced',
      '',
    ]);
  });

  it('without --at is for now, and --now says when that is', async () => {
    const clock = await runHere(['banner', '--format', 'txt'], { now: '2024-01-09' });
    const given = await runHere(['banner', '--format', 'txt', '--now', '2026-11-23'], { now: '2024-01-09' });

    assert.equal(clock.stdout, 'Next Deadline: Production Readiness, Feb 1st\n');
    assert.equal(given.stdout, 'Next Deadline: Docs Review, Nov 24th\n');
  });

  it('writes in the style it is given', async () => {
    const { stdout } = await runHere(['banner', '--style', 'lwkd', '--format', 'txt', '--at', '2026-11-23']);

    assert.equal(stdout, 'Next Deadline: Docs Review, November 24th\n');
  });
});

describe('section', () => {
  it('prints a section for each --at, with an empty line between', async () => {
    const { stdout } = await runHere('section --at 2026-11-23 --at 2026-12-17T12:00Z --format txt');

    assert.match(
      stdout,
      /^Next Deadline: Docs Review[^]*exception\.\n\nNext Deadline: no deadline[^]*December 28\.\n$/,
    );
  });

  it('prints JSON Lines for each --at', async () => {
    const { stdout } = await runHere(['section', ...at, '--format', 'json']);

    const kinds = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { sentences: { kind: string }[] })
      .map(({ sentences }) => sentences.map(({ kind }) => kind));
    assert.deepEqual(kinds, [['key-dates', 'cherry-pick'], ['phase', 'exceptions'], ['maintenance']]);
  });
});

describe('feed', function () {
  const feeds: [args: readonly string[], path: string][] = [
    [[], '/kubernetes.ics'],
    [['--deadlines'], '/kubernetes-deadlines.ics'],
    [['--release', '1.38'], '/kubernetes-1.38.ics'],
    [['--format', 'json'], '/kubernetes.json'],
    [['--release', '1.38', '--format', 'json'], '/kubernetes-1.38.json'],
  ];
  for (const [args, path] of feeds)
    it(`prints the bytes that ${path} answers: feed ${args.join(' ')}`, async () => {
      const printed = await runHere(['feed', ...args]);

      const { text } = await (await shipped()).http.get(path);

      assert.equal(printed.stdout.slice(-30), text.slice(-30));
      assert.ok(printed.stdout === text);
    });

  it('names the address of the service as its source', async () => {
    const { stdout } = await runHere(['feed', '--release', '1.38'], { env: { PUBLIC_URL: `${publicUrl}/` } });

    assert.match(stdout, /^SOURCE;VALUE=URI:https:\/\/calendar\.example\.org\/kubernetes-1\.38\.ics\r$/m);
  });

  it('ends well when its reader has read enough', () => {
    const { stdout, stderr, status } = spawnSync(
      'bash',
      ['-o', 'pipefail', '-c', '"$0" bin/release-calendar feed | head -1', process.execPath],
      { encoding: 'utf8' },
    );

    assert.equal(stdout, 'BEGIN:VCALENDAR\r\n');
    assert.equal(stderr, '');
    assert.equal(status, 0);
  });
});
