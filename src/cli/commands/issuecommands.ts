import type { CommandModule, CommonOptions } from '../base/command.ts';
import type { Format } from '../../formats/words/format.ts';
import type { Publish } from '../../service/publish/publish.ts';
import {
  chosenFormat,
  formatOption,
  openLoaded,
  theCalendar,
  valueOf,
  withCommon,
  withExamples,
} from '../base/command.ts';

interface IssueOptions extends CommonOptions {
  readonly calendar?: string;
  readonly at?: readonly string[];
  readonly format: string;
  readonly style?: string;
}

interface Ask {
  readonly calendar: string;
  readonly at?: string;
  readonly style?: string | undefined;
}

interface Help {
  /** Besides md. */
  readonly others: readonly string[];
  readonly examples: readonly string[];
}

const bannerHelp: Help = {
  others: ['html', 'txt', 'json', 'svg'],
  examples: ['banner --at 2026-11-23', 'banner --style plain --format txt'],
};

const sectionHelp: Help = {
  others: ['html', 'txt', 'json'],
  examples: ['section --at 2026-11-23', 'section --style plain --format html'],
};

/** The Next Deadline line, one for each `--at`. */
export const banner = issueCommand('banner', bannerHelp, (publish, ask, format) => {
  const { banner, style } = valueOf(publish.banner(ask));
  return format.banner?.(banner, style) ?? '';
});

/** The whole Release Schedule section, one for each `--at`. */
export const section = issueCommand('section', sectionHelp, (publish, ask, format) => {
  const { section, style } = valueOf(publish.section(ask));
  return format.section?.(section, style) ?? '';
});

/** What both have in common: the options, and an answer for each `--at`. */
function issueCommand(
  what: 'banner' | 'section',
  { others, examples }: Help,
  write: (publish: Publish, ask: Ask, format: Format) => string,
): CommandModule {
  return {
    define: (command, given) => {
      withExamples(withCommon(command), ...examples)
        .option('--calendar <id>', 'a calendar id; needed when there are several')
        .option(
          '--at <instant>',
          'when the issue is published: a day (00:00 UTC) or an instant; may be repeated (default: now)',
          more,
        )
        .addOption(formatOption('md', ...others))
        .option('--style <name>', 'plain, or a style in calendar.yaml (default: plain)')
        .action(async (options: IssueOptions) => {
          const service = await openLoaded(given, options);
          const format = await chosenFormat(service.templates, options.format, what);
          const calendar = theCalendar(service, options.calendar);
          const asks = options.at?.map((at) => ({ at })) ?? [{}];
          const texts = asks.map((ask) =>
            write(service.publish, { calendar, style: options.style, ...ask }, format),
          );
          process.stdout.write(
            texts.map((text) => `${text}\n`).join(what === 'section' && !format.lines ? '\n' : ''),
          );
        });
    },
  };
}

function more(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
