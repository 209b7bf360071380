import assert from 'node:assert/strict';
import type { Replica, Watch } from './replica.ts';
import type { Texts } from '../../src/service/ports/texts.ts';
import { Failure } from '../../src/service/ports/failure.ts';
import { openLedger } from '../../src/service/publish/ledger.ts';
import { staleness } from '../../src/domain/cycle/stale.ts';
import { noTexts } from '../../src/service/ports/texts.ts';
import { calendarsIn } from '../../src/sources/index.ts';
import { join } from 'node:path';
import type { Answer } from '../sources/origins.ts';
import { origin, status, text } from '../sources/origins.ts';
import { freshDatabase } from '../store/postgres.ts';
import { inFolder, write } from './folder.ts';
import { eventOf, watch, withReplica } from './replica.ts';

const own = (freeze: string, revised = ''): ((address: string) => Readonly<Record<string, string>>) => {
  const rows = `release: "1.30"\nmilestones:\n  - {id: code-freeze, name: Code Freeze, when: ${freeze}}\n  - {id: release, name: Release Day, when: 2026-04-20}\n`;
  return (address) => ({
    'one/calendar.yaml': `id: one\ntitle: One\nzone: UTC\n${revised}sources:\n  '{release}.md': ${address}\n`,
    'one/1.30.yaml': rows,
  });
};

const readme = (freeze: string): string =>
  `# One 1.30\n\n| What | When |\n|---|---|\n| Code Freeze | ${freeze} |\n| Release Day | 2026-04-20 |\n`;

const freezeOf = ({ feed }: Replica): string | undefined => eventOf(feed(), 'code-freeze');

/** As the service does it. */
async function wake({ service }: Replica): Promise<void> {
  const found = await service.sync(undefined, { dryRun: false, accept: true, every: 'PT1H' });
  if (found.some(({ isRenewed }) => isRenewed)) await service.catalog.load({ settled: false });
}

function changesOf({ service }: Replica): readonly string[] {
  const found = service.publish.changes('one');
  assert.ok('value' in found);
  return found.value.moves.map(({ kind, milestone }) => `${kind} ${milestone.id}`);
}

/** Tells a story to a folder whose calendar follows an origin. */
function followed(
  story: (told: {
    readonly root: string;
    readonly clock: Watch;
    readonly env: Readonly<Record<string, string>>;
    readonly answers: Record<string, Answer>;
    readonly at: (path: string) => string;
  }) => Promise<void>,
  more = '',
): Promise<void> {
  const answers: Record<string, Answer> = { '/1.30.md': text(readme('2026-03-19')) };
  return origin(answers, ({ at }) =>
    inFolder({}, (root) => {
      write(`${root}/all`, own('2026-03-12', more)(at('/{release}.md')));
      return story({ root, clock: watch(), env: { DATA_DIR: join(root, 'data') }, answers, at });
    }),
  );
}

describe('origins that are followed', () => {
  it('are asked once for all replicas on one PostgreSQL, and all serve what they have', () =>
    origin({ '/1.30.md': text(readme('2026-03-19')) }, ({ at, asked }) =>
      inFolder({}, async (root) => {
        const clock = watch();
        const url = await freshDatabase();
        const env = (name: string): Readonly<Record<string, string>> => ({
          DATABASE_URL: url,
          DATA_DIR: join(root, name),
        });
        for (const name of ['a', 'b', 'c'])
          write(`${root}/${name}/all`, own('2026-03-12')(at('/{release}.md')));
        await withReplica(`${root}/a/all`, { clock, env: env('a-data') }, (a) =>
          withReplica(`${root}/b/all`, { clock, env: env('b-data') }, async (b) => {
            for (const one of [a, b, b, a]) await wake(one);
            await b.service.catalog.look();

            // the release and the next one
            assert.equal(asked.length, 2);
            assert.deepEqual([a, b].map(freezeOf), ['1 20260319 CONFIRMED', '1 20260319 CONFIRMED']);
            assert.equal(a.feed(), b.feed());

            clock.wait('PT1H');
            for (const one of [b, a]) await wake(one);
            assert.equal(asked.length, 4);
          }),
        );
        clock.wait('P1D');

        // a pod that has only its image and the database
        await withReplica(`${root}/c/all`, { clock, env: env('c-data') }, async (c) => {
          await c.service.catalog.look();

          assert.equal(freezeOf(c), '1 20260319 CONFIRMED');
          assert.deepEqual(changesOf(c), ['moved code-freeze']);
        });
      }),
    ));

  it('that have not answered well for two weeks make a calendar old, in every process, and new again when they do', () =>
    followed(async ({ root, clock, answers, ...given }) => {
      const env = { ...given.env, DATABASE_URL: await freshDatabase() };
      const why = ({ service }: Replica): string | undefined =>
        service.publish.calendars().map((one) => staleness(one, clock.now())?.why)[0];
      await withReplica(`${root}/all`, { clock, env }, (a) =>
        withReplica(`${root}/all`, { clock, env }, async (b) => {
          const all = async (wait: string): Promise<readonly (string | undefined)[]> => {
            clock.wait(wait);
            await wake(a);
            await b.service.catalog.look();
            return [a, b].map(why);
          };
          assert.deepEqual(await all('PT0S'), [undefined, undefined]);
          assert.deepEqual(await all('P10D'), [undefined, undefined]);
          answers['/1.30.md'] = status(500);
          assert.deepEqual(await all('P13D'), [undefined, undefined]);
          const old = 'The source of 1.30.md has not answered correctly since 11 March 2026.';
          assert.deepEqual(await all('P1D'), [old, old]);

          // the same bytes as before
          answers['/1.30.md'] = text(readme('2026-03-19'));
          assert.deepEqual(await all('PT1H'), [undefined, undefined]);
          assert.deepEqual(changesOf(b), ['moved code-freeze']);
        }),
      );
    }, 'stale: {sources: P14D}\n'));

  it('are known to the next process that has the same folder of data, and to none that has another', () =>
    followed(async ({ root, clock, env }) => {
      await withReplica(`${root}/all`, { clock, env }, async (a) => {
        await wake(a);
        assert.equal(freezeOf(a), '1 20260319 CONFIRMED');
      });

      await withReplica(`${root}/all`, { clock, env, remember: false }, async (b) =>
        assert.match(freezeOf(b) ?? '', /^0 20260319 /),
      );
      await withReplica(`${root}/all`, { clock, env: { DATA_DIR: join(root, 'other') } }, async (c) =>
        assert.equal(freezeOf(c), '0 20260312 CONFIRMED'),
      );
    }));

  it('give way to files that are newer, until they are asked again', () =>
    followed(async ({ root, clock, env, at }) => {
      await withReplica(`${root}/all`, { clock, env }, (a) => wake(a));
      clock.wait('P2D');
      write(`${root}/all`, own('2026-03-26', 'revised: 2026-03-02T00:00Z\n')(at('/{release}.md')));

      await withReplica(`${root}/all`, { clock, env }, async (a) => {
        assert.equal(freezeOf(a), '2 20260326 CONFIRMED');
        await wake(a);
        assert.equal(freezeOf(a), '3 20260319 CONFIRMED');
      });
    }));

  it('move nothing while they are away, and are followed a day later', () =>
    followed(({ root, clock, env, answers }) =>
      withReplica(`${root}/all`, { clock, env }, async (a) => {
        await wake(a);
        answers['/1.30.md'] = status(503);
        clock.wait('P1D');
        await wake(a);
        assert.equal(freezeOf(a), '1 20260319 CONFIRMED');

        answers['/1.30.md'] = text(readme('2026-03-26'));
        clock.wait('PT1H');
        await wake(a);
        assert.equal(freezeOf(a), '2 20260326 CONFIRMED');
        clock.wait('PT1H');
        assert.deepEqual(changesOf(a), ['moved code-freeze', 'moved code-freeze']);
      }),
    ));

  it('that nobody can ask for make no older version of what is served', () =>
    inFolder({}, async (root) => {
      const clock = watch();
      write(root, own('2026-03-12')('https://example.org/{release}.md'));
      const source = calendarsIn(root, { poll: false });
      const away: Texts = { ...noTexts, of: () => Promise.reject(new Failure('away')) };
      const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
      const ledger = openLedger({ store: undefined, source, clock: clock.now, log });
      const [known] = (await source.read({ settled: false })).calendars;
      assert.ok(known?.calendar);
      await ledger.rule({ ...known, calendar: known.calendar, had: undefined });
      write(root, own('2026-03-05')('https://example.org/{release}.md'));

      const [lacking] = (await calendarsIn(root, { poll: false, texts: away }).read({ settled: false }))
        .calendars;
      assert.ok(lacking?.calendar && lacking.lacks);
      const { calendar } = await ledger.rule({ ...lacking, calendar: lacking.calendar, had: undefined });

      assert.equal(calendar.revision, known.revision);
    }));
});
