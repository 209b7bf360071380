import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { publicUrl } from '../service/wired.ts';
import { serving } from './server.ts';
import { spawned } from './program.ts';

const releases = ['1.25', '1.28', '1.30', '1.36', '1.38', 'patches'].map(
  (version) => `kubernetes-${version}`,
);
const feeds = ['kubernetes', 'kubernetes-deadlines', ...releases].flatMap((name) => [
  `/${name}.ics`,
  `/${name}.json`,
]);
const issues = ['md', 'html', 'txt', 'json'].flatMap((format) => [
  `/kubernetes/next-deadline.${format}`,
  `/kubernetes/next-deadline.${format}?style=lwkd&at=2024-03-24`,
  `/kubernetes/issues/2026-11-22.${format}`,
  `/kubernetes/issues/2024-01-07.${format}`,
]);
const paths = [...feeds, ...issues, '/'];

/** Each is another process than the one they are compared with. */
const places: [place: string, env: Readonly<Record<string, string>>][] = [
  ['in Tokyo', { TZ: 'Asia/Tokyo' }],
  ['in German in Los Angeles', { TZ: 'America/Los_Angeles', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' }],
];

/** By path: the tag and a digest of the octets. */
type Answers = Readonly<Record<string, string>>;

async function answersOf(env: Readonly<Record<string, string>>): Promise<Answers> {
  const settings = { PUBLIC_URL: publicUrl, LANG: 'C', ...env };
  return serving({ env: settings, args: ['--now', '2026-11-25T10:00Z'] }, async ({ url }) => {
    const found = await Promise.all(
      paths.map(async (path) => {
        const answer = await fetch(url + path);
        assert.equal(answer.status, 200, path);
        const digest = createHash('sha256').update(Buffer.from(await answer.arrayBuffer()));
        return [path, `${answer.headers.get('etag') ?? ''} ${digest.digest('hex')}`];
      }),
    );
    return Object.fromEntries(found) as Answers;
  });
}

describe('the bytes of every answer', function () {
  this.timeout(30_000);

  it('are the same after a restart, in every zone and language', async () => {
    const here = await answersOf({ TZ: 'UTC' });

    const answers = await Promise.all(places.map(([, env]) => answersOf(env)));

    for (const [index, [place]] of places.entries()) assert.deepEqual(answers[index], here, place);
  });

  it('are the same on the command line', async () => {
    const instants = ['2024-01-09T16:00Z', '2024-03-24', '2026-11-18T20:00Z'].flatMap((at) => ['--at', at]);
    const section = async (env: Readonly<Record<string, string>>): Promise<string> =>
      (await spawned(['section', ...instants, '--format', 'json'], { env })).stdout;
    const here = await section({ TZ: 'UTC', LANG: 'C' });

    const texts = await Promise.all(places.map(([, env]) => section(env)));

    assert.ok(here.length > 1_000);
    for (const [index, [place]] of places.entries()) assert.equal(texts[index], here, place);
  });
});
