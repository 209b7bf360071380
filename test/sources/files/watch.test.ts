import assert from 'node:assert/strict';
import type { Live } from '../live.ts';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { inFolder, inOne, put, settings } from '../folder.ts';
import { follow, on, together } from '../live.ts';

const sources = new URL('../../../src/sources/index.ts', import.meta.url).href;
const files = (day: number): Record<string, string> => ({ 'calendar.yaml': settings, '1.30.yaml': on(day) });
const two = (title: string): Record<string, string> => ({
  'two/calendar.yaml': `id: two\ntitle: ${title}\n`,
});
const at = (base: string, name: string): string => join(base, 'one', name);

/** Lays the calendar `one` out below a folder, and answers where calendars are then. */
type Layout = (base: string) => Promise<string>;

const plain: Layout = async (base) => {
  await put(base, inOne(files(6)));
  return base;
};

/** As Kubernetes mounts a ConfigMap. */
const configMap: Layout = async (base) => {
  await put(at(base, '..v1'), files(6));
  await symlink('..v1', at(base, '..data'));
  for (const name of Object.keys(files(6))) await symlink(`..data/${name}`, at(base, name));
  return base;
};

async function flipData(base: string): Promise<void> {
  await put(at(base, '..v2'), files(7));
  await symlink('..v2', at(base, '..data_tmp'));
  await rename(at(base, '..data_tmp'), at(base, '..data'));
  await rm(at(base, '..v1'), { recursive: true });
}

/** As git-sync checks a branch out: a link above the folder leads to a worktree. */
const gitSync: Layout = async (base) => {
  await put(join(base, 'worktrees/a/calendars'), inOne(files(6)));
  await symlink('worktrees/a', join(base, 'current'));
  return join(base, 'current', 'calendars');
};

async function flipWorktree(base: string): Promise<void> {
  await put(join(base, 'worktrees/b/calendars'), inOne(files(7)));
  await symlink('worktrees/b', join(base, 'next'));
  await rename(join(base, 'next'), join(base, 'current'));
  await rm(join(base, 'worktrees/a'), { recursive: true });
}

async function inPlace(base: string): Promise<void> {
  await writeFile(at(base, '1.30.yaml'), on(7));
}

async function byRename(base: string): Promise<void> {
  await writeFile(at(base, '.1.30.yaml.swp'), on(7));
  await rename(at(base, '.1.30.yaml.swp'), at(base, '1.30.yaml'));
}

async function byBackup(base: string): Promise<void> {
  await rename(at(base, '1.30.yaml'), at(base, '1.30.yaml~'));
  await writeFile(at(base, '1.30.yaml'), on(7));
}

function serving({ serves, until }: Live, state: string): Promise<void> {
  return until(`serve ${state}`, () => serves() === state);
}

/** A calendar laid out so is changed so while it is followed. */
function seen(layout: Layout, change: (base: string) => Promise<void>, poll: boolean): () => Promise<void> {
  return () =>
    inFolder({}, async (base) => {
      const root = await layout(base);

      await follow(
        root,
        async (live) => {
          await change(base);
          await serving(live, 'one 2024-03-07');

          assert.deepEqual(live.served, ['one 2024-03-06', 'one 2024-03-07']);
        },
        { poll },
      );
    });
}

describe('a folder that is followed is read again within two seconds after', () => {
  together({
    'a write in place': seen(plain, inPlace, false),
    'a write in place, by polling': seen(plain, inPlace, true),
    'an editor that renames': seen(plain, byRename, false),
    'an editor that renames, by polling': seen(plain, byRename, true),
    'an editor that keeps a backup': seen(plain, byBackup, false),
    "the flip of a ConfigMap's ..data": seen(configMap, flipData, false),
    "the flip of a ConfigMap's ..data, by polling": seen(configMap, flipData, true),
    'the flip of a link above the folder': seen(gitSync, flipWorktree, false),
    'the flip of a link above the folder, by polling': seen(gitSync, flipWorktree, true),
    'a write where a flipped link leads': () =>
      inFolder({}, async (base) => {
        await follow(await gitSync(base), async (live) => {
          await flipWorktree(base);
          await serving(live, 'one 2024-03-07');

          await put(join(base, 'worktrees/b/calendars'), inOne(files(8)));
          await serving(live, 'one 2024-03-08');

          assert.deepEqual(live.served, ['one 2024-03-06', 'one 2024-03-07', 'one 2024-03-08']);
        });
      }),
    'a write in a calendar that is the folder itself': () =>
      inFolder(inOne(files(6)), async (base) => {
        await follow(join(base, 'one'), async (live) => {
          await inPlace(base);
          await serving(live, 'one 2024-03-07');

          assert.deepEqual(live.served, ['one 2024-03-06', 'one 2024-03-07']);
        });
      }),
    'it came into being': () =>
      inFolder({}, async (base) => {
        await follow(join(base, 'later'), async (live) => {
          assert.match(
            live.catalog.problems()[0]?.says ?? '',
            /^expected a folder of calendars, found nothing$/,
          );

          await mkdir(join(base, 'later'));
          await put(join(base, 'later'), inOne(files(6)));
          await serving(live, 'one 2024-03-06');

          assert.deepEqual(live.catalog.problems(), []);
        });
      }),
    'another calendar came': () =>
      inFolder(inOne(files(6)), async (base) => {
        await follow(base, async (live) => {
          await put(base, two('Two'));
          await serving(live, 'one 2024-03-06, two');

          assert.deepEqual(live.served, ['one 2024-03-06', 'one 2024-03-06, two']);
        });
      }),
    'a change of one calendar, though another is written without a rest': () =>
      inFolder({ ...inOne(files(6)), ...two('Two') }, async (base) => {
        await follow(base, async ({ serves, until, served }) => {
          const rest = new AbortController();
          const writing = (async () => {
            for (let count = 0; !rest.signal.aborted; count++) {
              await put(base, two(`Two, ${count}`));
              await setTimeout(20);
            }
          })();

          try {
            await inPlace(base);
            await until('the seventh of March', () => serves().startsWith('one 2024-03-07'));
          } finally {
            rest.abort();
            await writing;
          }

          assert.deepEqual(served, ['one 2024-03-06, two', 'one 2024-03-07, two']);
        });
      }),
  });
});

describe('a folder that was let go', () => {
  it('is read no more', async () => {
    await inFolder(inOne(files(6)), async (base) => {
      const gone: Live[] = [];
      await follow(base, async (live) => void gone.push(live));

      await follow(base, async (live) => {
        await inPlace(base);
        await serving(live, 'one 2024-03-07');
      });

      assert.deepEqual(
        gone.map(({ serves }) => serves()),
        ['one 2024-03-06'],
      );
    });
  });

  it('keeps no process alive, though the link above it flipped just then', async () => {
    await inFolder({}, async (base) => {
      const root = await gitSync(base);
      await put(join(base, 'worktrees/b/calendars'), inOne(files(7)));
      // the link is looked at twice a second: the folder is let go at the moment of the first look
      const script = `
        import { renameSync, symlinkSync } from 'node:fs';
        import { setTimeout } from 'node:timers/promises';
        import { calendarsIn } from ${JSON.stringify(sources)};
        const stop = await calendarsIn(${JSON.stringify(root)}, { poll: false }).watch(async () => {});
        const look = setTimeout(500);
        symlinkSync('worktrees/b', 'next');
        renameSync('next', 'current');
        await look;
        await stop();`;

      const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
        cwd: base,
        stdio: 'inherit',
      });
      const ended = await Promise.race([once(child, 'exit'), setTimeout(4_000)]);
      child.kill();

      assert.deepEqual(ended, [0, null]);
    });
  });
});
