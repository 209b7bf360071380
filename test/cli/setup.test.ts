import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { spawned } from './program.ts';

describe('serve, wrongly set up', function () {
  const setups: [what: string, env: Record<string, string>, says: RegExp][] = [
    [
      'an address that is not its own',
      { HOST: '192.0.2.1' },
      /^[^:]*: HOST: expected an address of this machine, found "192\.0\.2\.1"/,
    ],
    ['a folder of templates that is not there', { TEMPLATES_DIR: '/no/such' }, /^[^:]*: .*\/no\/such/],
  ];
  for (const [what, env, says] of setups) {
    it(`with ${what} ends with 1 and one line`, async () => {
      const { code, stderr } = await spawned(['serve'], { env: { HOST: '127.0.0.1', PORT: '0', ...env } });

      assert.match(stderr, says);
      assert.equal(stderr.trimEnd().split('\n').length, 1);
      assert.equal(code, 1);
    });
  }

  it('on a port that is taken ends with 1 and one line', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;

    const { code, stderr } = await spawned(['serve'], { env: { HOST: '127.0.0.1', PORT: String(port) } });
    taken.close();

    assert.equal(
      stderr,
      `release-calendar: PORT: expected a free port, found ${port}, which another process uses\n`,
    );
    assert.equal(code, 1);
  });

  it('tells all that is wrong in its settings at once, and ends with 2', async () => {
    const env = {
      PORT: 'http',
      PUBLIC_URL: 'calendar.example.org',
      WATCH: 'yes',
      DRAIN_SECONDS: '-1',
      LOG_LEVEL: 'loud',
    };

    const { code, stdout, stderr } = await spawned(['serve'], { env });

    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.deepEqual(stderr.trimEnd().split('\n'), [
      'release-calendar: PORT: expected a whole number from 0 to 65535, found "http"',
      'release-calendar: PUBLIC_URL: expected an http or https address, such as https://calendar.example.org, found "calendar.example.org"',
      'release-calendar: WATCH: expected auto, poll or off, found "yes"',
      'release-calendar: DRAIN_SECONDS: expected a whole number from 0 to 600, found "-1"',
      'release-calendar: LOG_LEVEL: expected fatal, error, warn, info, debug, trace or silent, found "loud"',
    ]);
  });
});
