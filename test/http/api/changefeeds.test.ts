import assert from 'node:assert/strict';
import type { Watch } from '../../service/replica.ts';
import { inFolder, write } from '../../service/folder.ts';
import { watch, withReplica } from '../../service/replica.ts';
import { served } from '../served.ts';

const settings = 'id: one\ntitle: One\nzone: UTC\nrevised: 2026-01-01T00:00Z\n';

function files(day: string, status = 'planned'): Readonly<Record<string, string>> {
  const freeze = `{ id: code-freeze, name: Code Freeze, when: ${day}, status: ${status} }`;
  const rows = [freeze, '{ id: release, name: Release Day, when: 2026-04-20 }'];
  return {
    'one/calendar.yaml': settings,
    'one/1.30.yaml': `release: "1.30"\nmilestones:\n${rows.map((row) => `  - ${row}\n`).join('')}`,
  };
}

interface Told {
  readonly clock: Watch;
  /** Edits the day, and lets the service see it. */
  readonly edit: (day: string, status?: string) => Promise<void>;
  readonly get: (
    path: string,
  ) => Promise<{ readonly text: string; readonly headers: Readonly<Record<string, string>> }>;
}

function living(story: (told: Told) => Promise<void>): () => Promise<void> {
  return () =>
    inFolder(files('2026-03-12'), async (root) => {
      const clock = watch('2026-03-01T08:00Z');
      await withReplica(root, { clock, env: { DATA_DIR: `${root}/data` } }, ({ service }) =>
        served(service, ({ http }) =>
          story({
            clock,
            edit: async (day, status) => {
              write(root, files(day, status));
              await service.catalog.load({ settled: false });
            },
            get: async (path) => {
              const { text, headers, status } = await http.get(path);
              assert.equal(status, 200, text);
              return { text, headers };
            },
          }),
        ),
      );
    });
}

const titles = (atom: string): readonly string[] =>
  [...atom.matchAll(/<entry>[^]*?<title>(.*)<\/title>/g)].map(([, title = '']) => title);
const kinds = (json: string): readonly string[] =>
  (JSON.parse(json) as { changes: { kind: string; noticeDays: number }[] }).changes.map(
    ({ kind, noticeDays }) => `${kind} ${noticeDays}`,
  );

describe('the lists of changes', () => {
  it(
    'tell a move once it has stood for half an hour, though feeds have it at once',
    living(async ({ clock, edit, get }) => {
      clock.wait('PT1H');
      await edit('2026-03-19');

      assert.match((await get('/one.ics')).text, /DTSTART;VALUE=DATE:20260319/);
      const early = await get('/one/changes.json');
      assert.deepEqual(kinds(early.text), []);
      assert.equal(early.headers['cache-control'], 'public, max-age=300, must-revalidate');

      clock.wait('PT28M');
      assert.equal(
        (await get('/one/changes.atom')).headers['cache-control'],
        'public, max-age=120, must-revalidate',
      );

      clock.wait('PT2M');
      assert.deepEqual(kinds((await get('/one/changes.json')).text), ['moved 11']);
      assert.deepEqual(titles((await get('/one/changes.atom')).text), [
        'Code Freeze (One 1.30) moved to Thursday 19th March 2026',
      ]);
    }),
  );

  it(
    'tell nothing of what was put right at once, nor does anybody hear of it later',
    living(async ({ clock, edit, get }) => {
      clock.wait('PT1H');
      await edit('2026-03-29');
      clock.wait('PT20M');
      await edit('2026-03-12');
      clock.wait('P1D');

      assert.deepEqual(kinds((await get('/one/changes.json')).text), []);
      assert.match((await get('/one.ics')).text, /SEQUENCE:2/);
    }),
  );

  it(
    'tell a cancellation and that it is back on the schedule',
    living(async ({ clock, edit, get }) => {
      clock.wait('PT1H');
      await edit('2026-03-12', 'cancelled');
      clock.wait('PT1H');
      await edit('2026-03-13');
      clock.wait('PT1H');

      assert.deepEqual(kinds((await get('/one/changes.json')).text), ['restored 11', 'cancelled 11']);
    }),
  );
});

describe('reminders.atom', () => {
  it(
    'has an entry so many days before at the hour of the reader, one more at a move, and one when it is off',
    living(async ({ clock, edit, get }) => {
      const path = '/one/reminders.atom?lead=7,1&hour=10&tz=Asia/Tokyo&milestone=code-freeze';
      const seen = async (): Promise<readonly string[]> => titles((await get(path)).text);
      assert.deepEqual(await seen(), []);

      clock.wait('P4DT17H');
      assert.deepEqual(await seen(), ['Code Freeze (One 1.30) is in 7 days, Thu 12 Mar 2026']);

      await edit('2026-03-19');
      assert.deepEqual(await seen(), ['Code Freeze (One 1.30) is in 7 days, Thu 12 Mar 2026']);
      clock.wait('PT30M');
      assert.equal((await seen())[0], 'Code Freeze (One 1.30) moved to Thu 19 Mar 2026');

      clock.wait('P6D');
      assert.equal((await seen())[0], 'Code Freeze (One 1.30) is in 7 days, Thu 19 Mar 2026');

      await edit('2026-03-19', 'cancelled');
      clock.wait('PT30M');
      const last = await seen();
      assert.equal(last[0], 'Code Freeze (One 1.30) is no longer on Thu 19 Mar 2026');
      assert.equal(last.length, 4);
      clock.wait('P10D');
      assert.deepEqual(await seen(), last);
    }),
  );

  it(
    'is kept by caches until its next entry at most',
    living(async ({ clock, get }) => {
      clock.wait('P4DT58M');

      const { headers } = await get('/one/reminders.atom?hour=9');

      assert.equal(headers['cache-control'], 'public, max-age=120, must-revalidate');
    }),
  );
});

describe('state.json', () => {
  it(
    'is right to the second, and kept by caches no longer',
    living(async ({ clock, get }) => {
      const frozen = async (): Promise<boolean> =>
        (JSON.parse((await get('/one/state.json')).text) as { frozen: boolean }).frozen;
      clock.wait('P11DT15H59M');
      assert.equal(await frozen(), false);
      const { headers } = await get('/one/state.json');
      assert.equal(headers['cache-control'], 'public, max-age=60, must-revalidate');

      clock.wait('PT1M');

      assert.equal(await frozen(), true);
    }),
  );
});
