import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

const cron = new URL('../../src/runtime/cron.ts', import.meta.url).href;

/** The machine's clock jumps two days ahead, and back after a while. */
const program = `
  const jump = 2 * 86_400_000;
  const now = Date.now;
  const Real = Date;
  let ahead = 0;
  globalThis.Date = class extends Real {
    constructor(...args) { if (args.length === 0) super(now() + ahead); else super(...args); }
    static now() { return now() + ahead; }
  };
  const { everyFiveSeconds } = await import('${cron}');
  const begun = performance.now();
  const end = everyFiveSeconds(async () => {
    console.log(Math.round((performance.now() - begun) / 1000), ahead === 0 ? 'here' : 'ahead');
  }, console.error);
  setTimeout(() => { ahead = jump; }, 4_000);
  setTimeout(() => { ahead = 0; }, 10_000);
  setTimeout(end, 36_000);
`;

describe('a clock that jumps two days ahead and back', function () {
  it('keeps waking what is to be woken, without a flood of warnings', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });

    const [said, warned] = await Promise.all([text(child.stdout), text(child.stderr)]);

    const lines = said.trim().split('\n');
    const after = lines.filter((line) => line.endsWith('here') && Number(line.split(' ')[0]) > 18);
    assert.ok(
      lines.some((line) => line.endsWith('ahead')),
      said,
    );
    assert.ok(after.length >= 2, said);
    assert.equal(warned, '');
    assert.ok(lines.length < 20, said);
  });
});
