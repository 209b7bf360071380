import type { CommandModule, CommonOptions } from './command.ts';
import { fillPlaceholders } from '../formats/placeholders.ts';
import { exit, openLoaded, theCalendar, valueOf, withCommon } from './command.ts';

interface LettersOptions extends CommonOptions {
  readonly calendar?: string;
  readonly release: string;
  readonly out?: string;
}

/** `letters fill`: the dates of a release in the placeholders of a letter. */
export const command: CommandModule = {
  define: (command, given, done) => {
    withCommon(command.command('fill').description('put dates into the placeholders of letters, in place'))
      .argument('<file...>', 'letters with placeholders such as { CODE_FREEZE_DATETIME }')
      .requiredOption('--release <version>', 'whose dates')
      .option('--calendar <id>', 'which calendar (the only one there is)')
      .option('--out <file>', 'write one letter there, - for standard output, and leave the file as it is')
      .action(async (paths: readonly string[], options: LettersOptions) => {
        const service = await openLoaded(given, options);
        const ask = { calendar: theCalendar(service, options.calendar), release: options.release };
        const { calendar, release } = valueOf(service.publish.release(ask));
        for (const path of paths) {
          const text = await service.keeper.readText(path);
          const filled = fillPlaceholders(text, calendar.placeholders, release);
          if (options.out === '-') process.stdout.write(filled.text);
          else if (options.out !== undefined || filled.text !== text)
            await service.keeper.save(options.out ?? path, filled.text);
          const left = filled.left.map((says) => `${path}: left ${says}\n`).join('');
          process.stderr.write(`${left}${path}: ${filled.count} filled\n`);
        }
        done(exit.good);
      });
  },
};
