import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '../../src/runtime/config.ts';
import { issueText } from '../domain/issue.ts';
import { withOffice } from '../mail/office.ts';
import { inFolder, write } from '../service/folder.ts';
import { watch } from '../service/replica.ts';
import { origin, text } from '../sources/origins.ts';
import { clone, commit } from '../sources/repository.ts';
import { runHere } from './program.ts';
import { filesIn } from './site.ts';

interface Workspace {
  readonly env: Environment;
  readonly now: string;
}

const now = '2026-11-10T10:00Z';

/** Where people who use the command line work: the Kubernetes calendar in git, posts, letters, a subscriber. */
export function inWorkspace(story: (workspace: Workspace) => Promise<void>): Promise<void> {
  const cycle = readFileSync('calendars/kubernetes/1.38.yaml', 'utf8');
  return origin({ '/1.38.yaml': text(cycle) }, ({ at }) =>
    inFolder({}, async (root) => {
      const here = process.cwd();
      const folder = join(root, 'work');
      const env = { DATA_DIR: join(folder, 'data') };
      write(root, { 'project/README.md': '' });
      const files = calendarFrom(at('/1.38.yaml'));
      await withOffice({ folder, env }, { files, clock: watch(now) }, async (office) => {
        await office.welcome('jo@example.org', { lead: '7' });
        process.chdir(folder);
        try {
          await fill(root);
          await story({ env, now });
        } finally {
          process.chdir(here);
        }
      });
    }),
  );
}

/** The shipped calendar, with one source, which is on this machine. */
function calendarFrom(url: string): Readonly<Record<string, string>> {
  const names = filesIn('calendars/kubernetes');
  return Object.fromEntries(
    names.map((name) => {
      const own = readFileSync(`calendars/kubernetes/${name}`, 'utf8');
      const nearer = own.replace(/^sources:\n(?: .*\n)+/m, `sources:\n  1.38.yaml: ${url}\n`);
      return [`kubernetes/${name}`, nearer];
    }),
  );
}

async function fill(root: string): Promise<void> {
  const work = join(root, 'work');
  const readme = async (version: string): Promise<string> =>
    (await runHere(`readme --release ${version}`, { now })).stdout;
  write(work, {
    'README.md': (await readme('1.38')).replaceAll('1.38', '1.39'),
    '_posts/2026-11-22-update.md': issueText({ date: '2026-11-26 22:00:00 +0000' }),
    'code-freeze.md': 'Code Freeze is on { CODE_FREEZE_DATETIME }.\n',
    'my-calendars/one/calendar.yaml': 'id: one\ntitle: One\nzone: UTC\n',
    'my-calendars/one/1.0.yaml': 'release: "1.0"\nmilestones: []\n',
    '.gitignore': 'data\n',
  });
  for (const repository of ['project', 'work']) clone(join(root, repository));
  const path = 'releases/release-1.38/README.md';
  await commit(join(root, 'project'), '2026-08-01T00:00Z', { [path]: await readme('1.38') });
  await commit(work, '2026-11-01T00:00Z');
  await commit(work, '2026-11-02T00:00Z', { 'notes.txt': 'nothing\n' });
}
