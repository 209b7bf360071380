import type { CommandModule, CommonOptions } from '../base/command.ts';
import { Option } from 'commander';
import {
  chosenFormat,
  formatOption,
  openService,
  sumUp,
  UsageError,
  withCommon,
  withExamples,
} from '../base/command.ts';

interface DiffOptions extends CommonOptions {
  readonly against?: string;
  readonly from?: string;
  readonly to?: string;
  readonly calendar?: string;
  readonly format: string;
}

/** `diff`: dates, names and statuses that differ between two versions. */
export const command: CommandModule = {
  define: (command, given) => {
    withExamples(withCommon(command), 'diff --against HEAD', 'diff --against HEAD~1 --to HEAD --format md')
      .option('--against <revision>', 'the earlier version: a git revision or a folder')
      .addOption(new Option('--from <revision>', 'the former name of --against').hideHelp())
      .option(
        '--to <revision>',
        'the later version: a git revision or a folder (default: the calendars folder as it is now)',
      )
      .option('--calendar <id>', 'only this calendar (default: all)')
      .addOption(formatOption('txt', 'md', 'json', ...spelledOut.keys()))
      .action(async ({ from, against = from, to, calendar, format, ...options }: DiffOptions) => {
        if (against === undefined)
          throw new UsageError("required option '--against <revision>' not specified");
        const service = openService(given, options);
        const name = spelledOut.get(format) ?? format;
        const { compared } = await chosenFormat(service.templates, name, 'compared');
        const found = await service.keeper.compare({ from: against, to: to ?? service.where, calendar });
        process.stdout.write(compared?.(found) ?? '');
        if (found.every(({ changes }) => changes.length === 0)) sumUp(options, 'no changes');
      });
  },
};

const spelledOut = new Map([
  ['text', 'txt'],
  ['markdown', 'md'],
]);
