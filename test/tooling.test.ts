import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** What `npm test` does with one file. */
function run(fixture: string) {
  const args = ['test/run.ts', `test/fixtures/tooling/${fixture}.ts`];
  const { TALLY: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  return { status, last: stdout.trimEnd().split('\n').at(-1), output: stdout + stderr };
}

describe('a test run', () => {
  it('passes when every test does', () => {
    const { status, last } = run('passing');

    assert.deepEqual({ status, last }, { status: 0, last: '1 passed, 0 failed' });
  });

  const bad = [
    { fixture: 'failing', why: 'a test fails', last: '0 passed, 1 failed', says: /does not hold/ },
    {
      fixture: 'only',
      why: 'a test is marked .only',
      last: '0 passed, 1 failed',
      says: /`\.only` forbidden/,
    },
    {
      fixture: 'skipped',
      why: 'a test is skipped',
      last: '1 passed, 1 failed',
      says: /Pending test forbidden/,
    },
    { fixture: 'empty', why: 'it has no test', last: '0 passed, 1 failed', says: /0 passing/ },
    { fixture: 'rejection', why: 'a rejected promise is lost', last: '1 passed, 1 failed', says: /lost/ },
    {
      fixture: 'late',
      why: 'one is lost after the last test',
      last: '1 passed, 1 failed',
      says: /lost late/,
    },
    { fixture: 'missing', why: 'the file is not there', last: '0 passed, 1 failed', says: /missing/ },
  ];
  for (const { fixture, why, last: wanted, says } of bad) {
    it(`fails when ${why}`, () => {
      const { status, last, output } = run(fixture);

      assert.deepEqual({ status, last }, { status: 1, last: wanted });
      assert.match(output, says);
    });
  }

  it('that is cut has told its failures as they came, says so, and counts what it did', async () => {
    const { TALLY: _, ...env } = process.env;
    const args = ['test/run.ts', 'test/fixtures/tooling/hanging.ts'];
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (part: Buffer) => {
      const before = printed;
      printed += part.toString();
      if (!before.includes('does not hold') && printed.includes('does not hold')) child.kill('SIGTERM');
    });

    const [status] = (await once(child, 'close')) as [number | null];

    assert.equal(status, 1);
    assert.match(printed, /cut by SIGTERM: 2 tests had ended\n1 passed, 1 failed\n$/);
  });
});
