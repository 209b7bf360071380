import type { CommandModule, CommonOptions } from '../base/command.ts';
import type { Synced, SyncedFile } from '../../service/ports/sync.ts';
import { join } from 'node:path';
import { expected } from '../../domain/problem/expected.ts';
import { problemText } from '../../formats/problems.ts';
import { oneLine } from '../../formats/words/words.ts';
import { changeLines } from '../../formats/words/changelines.ts';
import type { Milestone } from '../../domain/calendar/calendar.ts';
import { yaml } from '../../formats/yamlfile.ts';
import { counted, exit, NotFound, openService, sumUp, withCommon, withExamples } from '../base/command.ts';

interface SyncOptions extends CommonOptions {
  readonly calendar?: string;
  readonly dryRun?: boolean;
  readonly write?: boolean;
  readonly accept?: boolean;
}

/** `sync`: fetches the sources of calendars from where their projects publish them. */
export const command: CommandModule = {
  define: (command, given, done) => {
    withExamples(withCommon(command), 'sync --dry-run', 'sync --write')
      .option('--calendar <id>', 'only this calendar (default: all with sources)')
      .option('--dry-run', 'show what would change, and write nothing')
      .option('--write', 'write the changes to the files in the calendars folder')
      .option('--accept', 'accept a change that is held because it moves or cancels too much at once')
      .action(async (options: SyncOptions) => {
        const service = openService(given, options);
        const { calendar, dryRun = false, write = false, accept = false } = options;
        const progress = (says: string): void => {
          if (process.stderr.isTTY) sumUp(options, says);
        };
        const found = await service.sync(calendar, {
          dryRun,
          accept,
          progress,
          ...(write && { write: (milestone: Milestone) => yaml.milestone?.(milestone) ?? '' }),
        });
        if (found.length === 0) throw new NotFound(sayNone(calendar, service.where));
        for (const one of found) {
          process.stdout.write(tell(one, dryRun));
          process.stderr.write(problemText(one.problems));
        }
        sumUp(options, summary(found, dryRun));
        done(codeOf(found));
      });
  },
};

const words: Readonly<Record<SyncedFile['outcome'], string>> = {
  taken: 'updated',
  replaced: 'replaced',
  unchanged: 'unchanged',
  absent: 'not announced yet',
  held: 'held',
  refused: 'refused',
  failed: 'failed',
};

/** `3 files: 1 replaced, 2 unchanged; 1 change` */
function summary(found: readonly Synced[], dryRun: boolean): string {
  const files = found.flatMap((one) => one.files);
  const counts = Object.entries(words).flatMap(([outcome, said]) => {
    const count = files.filter((file) => file.outcome === outcome).length;
    return count === 0 ? [] : `${count} ${said}`;
  });
  const changes = found.reduce((sum, one) => sum + one.changes.length, 0);
  const many = counts.length === 0 ? '' : `: ${counts.join(', ')}`;
  return `${dryRun ? 'dry run, nothing changed: ' : ''}${counted(files.length, 'file')}${many}; ${counted(changes, 'change')}`;
}

function sayNone(calendar: string | undefined, where: string): string {
  const at = calendar === undefined ? where : `calendar ${calendar} in ${where}`;
  return `${at}: ${expected('sources in calendar.yaml, such as sources: {1.38.md: https://...}', 'none')}`;
}

/** A failed file or an unreadable calendar outweighs a change that is held. */
function codeOf(found: readonly Synced[]): number {
  const outcomes = new Set(found.flatMap(({ files }) => files.map(({ outcome }) => outcome)));
  const unread = found.some(({ problems }) => problems.some(({ blocks }) => blocks));
  if (unread || outcomes.has('failed') || outcomes.has('refused')) return exit.bad;
  return outcomes.has('held') ? exit.held : exit.good;
}

function tell({ folder, files, changes }: Synced, dryRun: boolean): string {
  const lines = files.map((file) => `${oneLine(join(folder, file.name))}  ${say(file, dryRun)}\n`);
  return `${lines.join('')}${changeLines(changes)}`;
}

function say({ url, outcome, says = '' }: SyncedFile, dryRun: boolean): string {
  switch (outcome) {
    case 'unchanged':
      return 'unchanged';
    case 'taken':
      return dryRun ? 'would be updated' : 'updated';
    case 'absent':
      return 'not announced yet';
    case 'replaced':
      return dryRun ? 'would be replaced' : 'replaced';
    case 'held':
      return 'held: the change would move or cancel more than a third of the upcoming milestones; --accept applies it';
    case 'refused':
      return `refused: the calendar could not be read with what ${url} has; the file was kept`;
    case 'failed':
      return `failed: ${says}`;
  }
}
