import type { CommandModule, CommonOptions } from '../base/command.ts';
import { expected } from '../../domain/problem/expected.ts';
import { filterNames } from '../../domain/feed/filter.ts';
import { hint, quote } from '../../domain/problem/suggestion.ts';
import { feedAddress } from '../../service/publish/feedname.ts';
import {
  chosenFormat,
  formatOption,
  openLoaded,
  theCalendar,
  UsageError,
  valueOf,
  withCommon,
  withExamples,
} from '../base/command.ts';

interface FeedOptions extends CommonOptions {
  readonly calendar?: string;
  readonly release?: string;
  readonly deadlines?: boolean;
  readonly role?: string;
  readonly format: string;
  readonly query?: string;
}

function readQuery(text: string): Readonly<Record<string, string>> {
  const values = [...new URLSearchParams(text)];
  for (const [name] of values) {
    if (!filterNames.some((known) => known === name))
      throw new UsageError(
        `--query: no filter ${quote(name)}${hint(name, filterNames)}; the filters are ${filterNames.join(', ')}`,
      );
    if (values.filter(([other]) => other === name).length > 1)
      throw new UsageError(`--query: ${name}: ${expected('one value', 'several')}`);
  }
  return Object.fromEntries(values);
}

/** `feed`: prints the same bytes as the feed's URL serves. */
export const command: CommandModule = {
  define: (command, given) => {
    withExamples(withCommon(command), 'feed --release 1.38', "feed --query 'kind=freeze&alarms=7d,1d'")
      .option('--calendar <id>', 'a calendar id; needed when there are several')
      .option('--release <version>', 'all of one release')
      .option('--deadlines', 'only freezes, deadlines, releases and patches')
      .option('--role <role>', 'only what concerns a role, such as docs-lead')
      .option('--query <filters>', "filters, as in the address of a feed, such as 'kind=freeze&alarms=7d'")
      .addOption(formatOption('ics', 'json'))
      .action(async (options: FeedOptions) => {
        const parts = (['release', 'deadlines', 'role'] as const).filter((part) => options[part]);
        if (parts.length > 1) {
          const found = parts.map((part) => `--${part}`).join(' and ');
          throw new UsageError(expected('only one of --release, --deadlines and --role', found));
        }
        const service = await openLoaded(given, options);
        const format = await chosenFormat(service.templates, options.format, 'feed');
        const calendar = theCalendar(service, options.calendar);
        const { release, deadlines = false, role } = options;
        const named = {
          calendar,
          deadlines,
          ...(release !== undefined && { release }),
          ...(role !== undefined && { role }),
        };
        const feed = valueOf(service.publish.feed({ ...named, query: readQuery(options.query ?? '') }));
        const source = feedAddress(feed, service.publicUrl, format.name);
        process.stdout.write(format.feed?.(feed, source) ?? '');
      });
  },
};
