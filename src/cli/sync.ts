import type { CommandModule, CommonOptions } from './command.ts';
import type { Synced } from '../service/sync.ts';
import { problemText } from '../formats/problems.ts';
import { changeLines } from './changes.ts';
import { exit, open, withCommon } from './command.ts';

interface SyncOptions extends CommonOptions {
  readonly calendar?: string;
  readonly dryRun?: boolean;
  readonly accept?: boolean;
}

/** `sync`: fetches what calendars are made of from where their projects keep it. */
export const command: CommandModule = {
  define: (command, given, done) => {
    withCommon(command)
      .option('--calendar <id>', 'one calendar (all that name sources)')
      .option('--dry-run', 'say what would change, and change nothing')
      .option('--accept', 'take a change that is held because it moves or cancels too much at once')
      .action(async (options: SyncOptions) => {
        const service = open(given, options);
        const { calendar, dryRun = false, accept = false } = options;
        const progress = (says: string): void => {
          if (process.stderr.isTTY) process.stderr.write(`${says}\n`);
        };
        const found = await service.sync(calendar, { dryRun, accept, progress });
        if (found.length === 0)
          process.stderr.write(
            'release-calendar: no calendar.yaml names sources; wanted sources: {1.38.md: https://...}\n',
          );
        for (const one of found) {
          process.stdout.write(tell(one, dryRun));
          process.stderr.write(problemText(one.problems));
        }
        done(found.length === 0 ? exit.bad : codeOf(found));
      });
  },
};

/** A file that failed is worse than a change that waits. */
function codeOf(found: readonly Synced[]): number {
  const outcomes = new Set(found.flatMap(({ files }) => files.map(({ outcome }) => outcome)));
  if (outcomes.has('failed') || outcomes.has('refused')) return exit.bad;
  return outcomes.has('held') ? exit.held : exit.good;
}

function tell({ folder, files, changes }: Synced, dryRun: boolean): string {
  const words = {
    unchanged: 'unchanged',
    replaced: dryRun ? 'would be replaced' : 'replaced',
    held: 'held: it moves or cancels more than a third of what is ahead; --accept takes it',
    refused: 'refused: it no longer reads as a calendar; the file stays',
    failed: 'failed',
  };
  const lines = files.map(({ name, outcome, says }) => {
    const why = says === undefined ? '' : `: ${says}`;
    return `${folder}/${name}  ${words[outcome]}${why}\n`;
  });
  return `${lines.join('')}${changeLines(changes)}`;
}
