import type { CommandModule, CommonOptions } from './command.ts';
import { openFormats } from '../formats/index.ts';
import { choose, exit, openLoaded, theCalendar, UsageError, valueOf, withCommon } from './command.ts';

interface FeedOptions extends CommonOptions {
  readonly calendar?: string;
  readonly release?: string;
  readonly deadlines?: boolean;
  readonly format: string;
}

/** `feed`: the same bytes as the feed's address gives. */
export const command: CommandModule = {
  define: (command, given, done) => {
    withCommon(command)
      .option('--calendar <id>', 'which calendar (the only one there is)')
      .option('--release <version>', 'one release, whole')
      .option('--deadlines', 'only freezes, deadlines, releases and patches')
      .option('--format <name>', 'ics or json', 'ics')
      .action(async (options: FeedOptions) => {
        if (options.release !== undefined && options.deadlines) {
          throw new UsageError('found --release and --deadlines, wanted one of them');
        }
        const service = await openLoaded(given, options);
        const format = choose(
          '--format',
          options.format,
          openFormats(service.templates).filter((one) => one.feed),
        );
        const calendar = theCalendar(service, options.calendar);
        const { release, deadlines = false } = options;
        const feed = valueOf(
          service.publish.feed({ calendar, deadlines, ...(release !== undefined && { release }) }),
        );
        const text = format.feed?.(feed, `${service.publicUrl}/${feed.name}.${format.name}`) ?? '';
        process.stdout.write(text);
        done(exit.good);
      });
  },
};
