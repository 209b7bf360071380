import type { CommandModule, CommonOptions } from '../base/command.ts';
import { quote } from '../../domain/problem/suggestion.ts';
import { expected } from '../../domain/problem/expected.ts';
import { changeLines } from '../../formats/words/changelines.ts';
import { counted, exit, openLoaded, subcommand, sumUp, theCalendar, withExamples } from '../base/command.ts';

interface HistoryOptions extends CommonOptions {
  readonly calendar?: string;
  readonly release?: string;
  readonly against?: string;
  readonly git?: string;
  readonly path?: string;
}

/** `history`: records in `history.yaml` when each date became public. */
export const command: CommandModule = {
  define: (command, given, done) => {
    withExamples(command, 'history record');
    withExamples(
      subcommand(command, 'record', 'record the dates that changed since a git revision'),
      'history record --against HEAD~1',
    )
      .option('--calendar <id>', 'a calendar id; needed when there are several')
      .option('--against <revision>', 'the git revision to compare the calendars folder with', 'HEAD')
      .action(async (options: HistoryOptions) => {
        const service = await openLoaded(given, options);
        const calendar = theCalendar(service, options.calendar);
        const since = await service.keeper.since(calendar, options.against ?? 'HEAD');
        const count = await service.keeper.record(since);
        process.stdout.write(changeLines(since.moves.map(({ change }) => change)));
        sumUp(options, `${since.folder}/history.yaml: ${counted(count, 'milestone')} recorded`);
      });
    withExamples(
      subcommand(command, 'import', "fill history.yaml from the git history of a project's files"),
      "history import --git ../project --path 'releases/release-{release}/README.md'",
    )
      .requiredOption('--git <folder>', 'a clone of the project')
      .requiredOption(
        '--path <path>',
        "the path of its schedules, such as 'releases/release-{release}/README.md'",
      )
      .option('--calendar <id>', 'a calendar id; needed when there are several')
      .option('--release <version>', 'only this release (default: all)')
      .action(async ({ git = '', path = '', release, ...options }: HistoryOptions) => {
        const service = await openLoaded(given, options);
        const calendar = theCalendar(service, options.calendar);
        const { commits, milestones, known, isShallow } = await service.keeper.historyOf({
          clone: git,
          path,
          calendar,
          release,
        });
        const found = `${counted(commits, 'version')} read, ${counted(milestones, 'milestone')} with changes`;
        const left = known === 0 ? '' : `; ${known} already had a history, which was kept`;
        const none =
          commits === 0 ? `; --path: ${expected(`the path of a file in ${git}`, quote(path))}` : '';
        const short = isShallow
          ? `; ${git}: ${expected('a clone with its whole history', 'a shallow one')}`
          : '';
        const doubts = `${none}${short}`;
        sumUp({ quiet: options.quiet === true && doubts === '' }, `${found}${left}${doubts}`);
        done(commits === 0 ? exit.bad : exit.good);
      });
  },
};
