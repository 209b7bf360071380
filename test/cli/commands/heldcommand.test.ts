import assert from 'node:assert/strict';
import { calendarFiles, inFolder, write } from '../../service/folder.ts';
import { watch, withReplica } from '../../service/replica.ts';
import { runHere } from '../program.ts';

const rows = (first: number): readonly string[] =>
  [0, 1, 2, 3, 4, 5].map(
    (more) => `{ id: m${more}, name: M ${more}, kind: task, when: 2026-12-${first + more} }`,
  );

interface Story {
  readonly env: Readonly<Record<string, string>>;
  /** Lets the service see files that move all. */
  readonly moveAll: () => Promise<string>;
  /** What the service serves now. */
  readonly revision: () => Promise<string>;
}

function serving(story: (told: Story) => Promise<void>): () => Promise<void> {
  return () =>
    inFolder({}, async (root) => {
      write(`${root}/all`, calendarFiles('one', ...rows(10)));
      const env = { DATA_DIR: `${root}/data` };
      const clock = watch('2026-11-01T08:00Z');
      await withReplica(`${root}/all`, { clock, env }, ({ service }) =>
        story({
          env,
          moveAll: async () => {
            write(`${root}/all`, calendarFiles('one', ...rows(11)));
            clock.wait('PT1H');
            await service.catalog.load({ settled: false });
            return (await service.store?.held())?.[0]?.revision ?? 'nothing held';
          },
          revision: async () => {
            clock.wait('PT1M');
            await service.catalog.look();
            return service.catalog.calendars()[0]?.revision ?? '';
          },
        }),
      );
    });
}

describe('changes', function () {
  it(
    'list prints what is held, and says on the error output when nothing is',
    serving(async ({ env, moveAll }) => {
      const before = await runHere(['changes', 'list'], { env });
      const held = await moveAll();

      const after = await runHere(['changes', 'list'], { env });

      assert.deepEqual([before.code, before.stdout, before.stderr], [0, '', 'no changes are held\n']);
      assert.match(
        after.stdout,
        new RegExp(
          `^one {2}${held} {2}2026-11-01T09:00:00\\.000Z {2}held {2}more than a third of the upcoming .*\\n$`,
        ),
      );
      assert.equal(after.code, 0);
    }),
  );

  it(
    'approve lets the service take it',
    serving(async ({ env, moveAll, revision }) => {
      const held = await moveAll();
      const kept = await revision();

      const { code, stderr } = await runHere(['changes', 'approve', held], { env });

      assert.equal(code, 0);
      assert.match(stderr, new RegExp(`^${held} approved\nin .*release-calendar.sqlite \\(calendars: one `));
      assert.notEqual(kept, held);
      assert.equal(await revision(), held);
      assert.equal((await runHere(['changes', 'list'], { env })).stdout, '');
    }),
  );

  it(
    'approve of what is not held is told in one line, with where to look',
    serving(async ({ env }) => {
      const { code, stderr } = await runHere(['changes', 'approve', 'abcdef012345'], { env });

      assert.equal(code, 1);
      assert.equal(stderr, 'release-calendar: no held revision "abcdef012345"; "changes list" shows all\n');
    }),
  );

  it('says in one line, without its password, that what remembers cannot be reached', async () => {
    const env = { DATABASE_URL: 'postgres://me:secret@localhost:1/x' };

    const { code, stderr } = await runHere('changes list', { env });

    assert.equal(code, 1);
    assert.match(stderr, /^[^\n]*PostgreSQL at localhost:1\/x: connection refused[^\n]*\n$/);
    assert.doesNotMatch(stderr, /secret/);
  });
});
