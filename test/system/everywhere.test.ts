import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inFolder } from '../service/folder.ts';
import { freshDatabase } from '../store/postgres.ts';
import { publicUrl } from '../service/wired.ts';
import { serving } from '../cli/server.ts';
import { spawned } from '../cli/program.ts';

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
const filtered = [
  ...['/kubernetes-docs-lead.ics', '/feed.ics?calendar=kubernetes&kind=freeze', '/kubernetes/1.38.ics'],
  ...['deadlines=both&alarms=7d,1d', 'role=comms&from=2020-01-01', 'kind=freeze&cancelled=drop'].flatMap(
    (query) => [`/kubernetes.ics?${query}`, `/kubernetes.json?${query}`],
  ),
];
const told = [
  'changes.atom',
  'changes.json',
  'state.json',
  'reminders.atom',
  'reminders.atom?lead=3&tz=Asia/Tokyo',
];
const paths = [...feeds, ...issues, ...filtered, ...told.map((name) => `/kubernetes/${name}`), '/'];

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
  it('are the same after a restart, in every zone and language, on SQLite and on PostgreSQL', () =>
    inFolder({}, async (root) => {
      const remembering = { DATA_DIR: `${root}/data` };
      const here = await answersOf({ TZ: 'UTC', ...remembering });

      const elsewhere = await Promise.all([
        ...places.map(([, env]) => answersOf(env)),
        answersOf(remembering),
      ]);
      const database = { DATABASE_URL: await freshDatabase() };
      const there = [await answersOf(database), await answersOf(database)];

      const names = [
        ...places.map(([place]) => place),
        'after a restart',
        'on PostgreSQL',
        'on PostgreSQL again',
      ];
      for (const [index, answers] of [...elsewhere, ...there].entries())
        assert.deepEqual(answers, here, names[index]);
    }));

  it('are the same in a site, which remembers nothing', () =>
    inFolder({}, async (root) => {
      const here = await answersOf({ TZ: 'UTC' });

      await spawned(['build', '--out', root, '--now', '2026-11-25T10:00Z'], {
        env: { PUBLIC_URL: publicUrl },
      });

      // a host of files has nobody to subscribe with
      assert.doesNotMatch(readFileSync(`${root}/index.html`, 'utf8'), /subscriptions/);
      const plain = paths.filter((path) => !path.includes('?') && !path.includes('/issues/') && path !== '/');
      for (const path of plain) {
        const bytes = readFileSync(`${root}${path}`);
        assert.ok(here[path]?.endsWith(` ${createHash('sha256').update(bytes).digest('hex')}`), path);
      }
    }));

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
