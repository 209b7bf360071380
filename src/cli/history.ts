import type { CommandModule, CommonOptions } from './command.ts';
import { changeLines } from './changes.ts';
import { exit, open, theLoadedCalendar, withCommon } from './command.ts';

interface HistoryOptions extends CommonOptions {
  readonly calendar?: string;
  readonly release?: string;
  readonly against?: string;
  readonly git?: string;
  readonly path?: string;
}

/** `history`: what became public when, kept in the calendar's `history.yaml`. */
export const command: CommandModule = {
  define: (command, given, done) => {
    withCommon(command.command('record').description('append what moved since a git revision'))
      .option('--calendar <id>', 'which calendar (the only one there is)')
      .option('--against <revision>', 'the git revision to compare the folder with', 'HEAD')
      .action(async (options: HistoryOptions) => {
        const service = open(given, options);
        const calendar = await theLoadedCalendar(service, options.calendar);
        const moves = await service.keeper.since(calendar, options.against ?? 'HEAD');
        const count = await service.keeper.record(moves);
        process.stdout.write(changeLines(moves.changes));
        process.stderr.write(`${moves.folder}/history.yaml: ${count} milestones\n`);
        done(exit.good);
      });
    withCommon(
      command.command('import').description('fill it from the git history of the files a project keeps'),
    )
      .requiredOption('--git <folder>', 'a clone of the project')
      .requiredOption('--path <path>', "the file in it, such as 'releases/release-{release}/README.md'")
      .option('--calendar <id>', 'which calendar (the only one there is)')
      .option('--release <version>', 'one release (all of the calendar)')
      .action(async ({ git = '', path = '', release, ...options }: HistoryOptions) => {
        const service = open(given, options);
        const calendar = await theLoadedCalendar(service, options.calendar);
        const { commits, milestones } = await service.keeper.historyOf({
          clone: git,
          path,
          calendar,
          release,
        });
        process.stderr.write(`${commits} versions read, ${milestones} milestones that changed\n`);
        done(commits === 0 ? exit.bad : exit.good);
      });
  },
};
