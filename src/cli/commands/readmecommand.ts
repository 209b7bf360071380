import type { CommandModule, CommonOptions } from '../base/command.ts';
import { expected } from '../../domain/problem/expected.ts';
import { cycleRows } from '../../formats/words/cyclerows.ts';
import { readme } from '../../formats/readmetable.ts';
import { NotFound, openLoaded, theCalendar, valueOf, withCommon, withExamples } from '../base/command.ts';

interface ReadmeOptions extends CommonOptions {
  readonly calendar?: string;
  readonly release: string;
}

/** `readme`: prints a release's Summary and Timeline, so that nobody has to type a date twice. */
export const command: CommandModule = {
  define: (command, given) => {
    withExamples(withCommon(command), 'readme --release 1.38')
      .requiredOption('--release <version>', 'the release')
      .option('--calendar <id>', 'a calendar id; needed when there are several')
      .action(async (options: ReadmeOptions) => {
        const service = await openLoaded(given, options);
        const calendar = theCalendar(service, options.calendar);
        const { release } = valueOf(service.publish.release({ calendar, release: options.release }));
        if (cycleRows(release).length === 0)
          throw new NotFound(`release ${release.version}: ${expected('milestones of a cycle', 'none')}`);
        process.stdout.write(readme.release?.(release) ?? '');
      });
  },
};
