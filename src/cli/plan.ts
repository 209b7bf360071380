import type { CommandModule, CommonOptions } from './command.ts';
import type { Conference } from '../domain/conference.ts';
import type { Milestone, Release } from '../domain/calendar.ts';
import type { Plan } from '../domain/plan.ts';
import { readConference } from '../domain/conference.ts';
import { quote } from '../domain/nearest.ts';
import { plan } from '../domain/plan.ts';
import { plainDate, startOfDay, utc } from '../domain/time.ts';
import { openFormats } from '../formats/index.ts';
import {
  choose,
  exit,
  NotFound,
  openLoaded,
  theCalendar,
  UsageError,
  valueOf,
  withCommon,
} from './command.ts';

interface PlanOptions extends CommonOptions {
  readonly calendar?: string;
  readonly release: string;
  readonly start: string;
  readonly event?: readonly Conference[];
  readonly format: string;
}

/** `plan`: a draft of the next cycle, by the last four. */
export const command: CommandModule = {
  define: (command, given, done) => {
    withCommon(command)
      .requiredOption('--start <day>', 'the day on which the cycle starts, such as 2027-01-11')
      .requiredOption('--release <version>', 'the release that is planned')
      .option(
        '--event <conference>',
        "a conference, such as 'KubeCon EU=2027-03-15..2027-03-18'; several times",
        more,
      )
      .option('--calendar <id>', 'which calendar (the only one there is)')
      .option('--format <name>', 'yaml or readme', 'yaml')
      .action(async (options: PlanOptions) => {
        const start = plainDate(options.start);
        if (!start)
          throw new UsageError(`--start: found ${quote(options.start)}, wanted a day, such as 2027-01-11`);
        if (!/^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/.test(options.release))
          throw new UsageError(`--release: found ${quote(options.release)}, wanted a version, such as 1.39`);
        const service = await openLoaded(given, options);
        const formats = openFormats(service.templates).filter((one) => one.release);
        const format = choose('--format', options.format, formats);
        const calendar = valueOf(service.publish.calendar(theCalendar(service, options.calendar)));
        const { release, event: conferences = [] } = options;
        const drafted = plan(calendar, { release, start, conferences });
        if (!drafted)
          throw new NotFound(
            `no cycle before ${release} to plan by; wanted one with a start and a release day`,
          );
        const newest = calendar.releases.find(({ version }) => version === drafted.from.at(-1));
        const remarks = new Map(drafted.milestones.map(({ milestone, says }) => [milestone.id, says]));
        process.stderr.write(explain(drafted));
        process.stdout.write(
          format.release?.(releaseOf(drafted, { title: calendar.title, newest }), ({ id }) =>
            remarks.get(id),
          ) ?? '',
        );
        done(exit.good);
      });
  },
};

function more(value: string, before: readonly Conference[] | undefined): readonly Conference[] {
  const read = readConference(value);
  if ('says' in read) throw new UsageError(`--event: ${read.says}`);
  return [...(before ?? []), read.conference];
}

function explain({ release, from, milestones }: Plan): string {
  const clashes = milestones.flatMap(({ says }) => (says === undefined ? [] : [`${says}\n`]));
  return `${release} drafted from ${from.join(', ')}: ${milestones.length} milestones\n${clashes.join('')}`;
}

function releaseOf(
  { release, start, milestones }: Plan,
  { title, newest }: { readonly title: string; readonly newest: Release | undefined },
): Release {
  const at = startOfDay(start, utc);
  const unknown = { release, sequence: 0, created: at, changed: at };
  const homepage = newest?.homepage?.replaceAll(newest.version, release);
  return {
    version: release,
    title: `${title} ${release}`,
    ...(homepage !== undefined && { homepage }),
    zone: newest?.zone ?? utc,
    status: 'tentative',
    milestones: milestones.map(({ milestone }): Milestone => ({ ...milestone, ...unknown })),
  };
}
