import type { Command } from 'commander';
import type { CommonOptions, Given } from './command.ts';
import type { Format } from '../../formats/words/format.ts';
import type { Publish } from '../../service/publish/publish.ts';
import { openFormats } from '../../formats/index.ts';
import { choose, exit, openLoaded, theCalendar, withCommon } from './command.ts';

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

/** What `banner` and `section` have in common: the options, and an answer for each `--at`. */
export function defineIssue(
  command: Command,
  given: Given,
  done: (code: number) => void,
  write: {
    readonly what: 'banner' | 'section';
    readonly text: (publish: Publish, ask: Ask, format: Format) => string;
  },
): void {
  withCommon(command)
    .option('--calendar <id>', 'which calendar (the only one there is)')
    .option(
      '--at <instant>',
      'when the issue is published: a day (00:00 UTC) or an instant; may be given several times (now)',
      more,
    )
    .option('--format <name>', 'md, html, txt or json', 'md')
    .option('--style <name>', 'a style of calendar.yaml, such as lwkd (plain)')
    .action(async (options: IssueOptions) => {
      const service = await openLoaded(given, options);
      const formats = openFormats(service.templates).filter((one) => one[write.what]);
      const format = choose('--format', options.format, formats);
      const calendar = theCalendar(service, options.calendar);
      const asks = options.at?.map((at) => ({ at })) ?? [{}];
      const texts = asks.map((ask) =>
        write.text(service.publish, { calendar, style: options.style, ...ask }, format),
      );
      process.stdout.write(
        texts.map((text) => `${text}\n`).join(write.what === 'section' && !format.lines ? '\n' : ''),
      );
      done(exit.good);
    });
}

function more(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
