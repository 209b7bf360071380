import type { CommandModule, CommonOptions } from '../base/command.ts';
import { openFormats } from '../../formats/index.ts';
import { choose, openService, withCommon } from '../base/command.ts';

interface DiffOptions extends CommonOptions {
  readonly from: string;
  readonly to?: string;
  readonly calendar?: string;
  readonly format: string;
}

/** `diff`: dates, names and statuses that differ between two revisions. */
export const command: CommandModule = {
  define: (command, given) => {
    withCommon(command)
      .requiredOption('--from <revision>', 'a folder, or a git revision of the folder of calendars')
      .option('--to <revision>', 'a folder or a git revision (the folder as it is now)')
      .option('--calendar <id>', 'one calendar (all)')
      .option('--format <name>', 'txt (also "text"), md (also "markdown") or json', 'txt')
      .action(async ({ from, to, calendar, format, ...options }: DiffOptions) => {
        const service = openService(given, options);
        const formats = openFormats(service.templates).filter((one) => one.compared);
        const { compared } = choose('--format', spelledOut.get(format) ?? format, formats);
        const found = await service.keeper.compare({ from, to: to ?? service.where, calendar });
        process.stdout.write(compared?.(found) ?? '');
        if (found.every(({ changes }) => changes.length === 0)) process.stderr.write('no change\n');
      });
  },
};

const spelledOut = new Map([
  ['text', 'txt'],
  ['markdown', 'md'],
]);
