import type { CommandModule, CommonOptions } from '../base/command.ts';
import type { Conference } from '../../domain/cycle/conference.ts';
import type { Calendar, Milestone, Release } from '../../domain/calendar/calendar.ts';
import type { PlainDate } from '../../domain/time/time.ts';
import type { Plan } from '../../domain/cycle/cycleplan.ts';
import { expected } from '../../domain/problem/expected.ts';
import { releaseOf } from '../../domain/calendar/calendar.ts';
import { readConference } from '../../domain/cycle/conference.ts';
import { quote } from '../../domain/problem/suggestion.ts';
import { planCycle } from '../../domain/cycle/cycleplan.ts';
import { dateHint } from '../../domain/when/suggestdate.ts';
import { plainDate, startOfDay, utc } from '../../domain/time/time.ts';
import { announcedDay, isDated } from '../../domain/when/when.ts';
import {
  chosenFormat,
  formatOption,
  counted,
  NotFound,
  openLoaded,
  sumUp,
  theCalendar,
  UsageError,
  valueOf,
  withCommon,
  withExamples,
} from '../base/command.ts';

interface PlanOptions extends CommonOptions {
  readonly calendar?: string;
  readonly release: string;
  readonly start: string;
  readonly event?: readonly Conference[];
  readonly format: string;
}

/** `plan`: drafts the next cycle from the last four. */
export const command: CommandModule = {
  define: (command, given) => {
    withExamples(
      withCommon(command),
      'plan --start 2027-01-11 --release 1.39',
      "plan --start 2027-01-11 --release 1.39 --event 'Example Conf=2027-03-15..2027-03-18'",
    )
      .requiredOption('--start <day>', 'the day on which the cycle starts, such as 2027-01-11')
      .requiredOption('--release <version>', 'the release to plan')
      .option(
        '--event <conference>',
        "a conference, such as 'Example Conf=2027-03-15..2027-03-18'; may be repeated",
        more,
      )
      .option('--calendar <id>', 'a calendar id; needed when there are several')
      .addOption(formatOption('yaml', 'readme'))
      .action(async (options: PlanOptions) => {
        const start = startOf(options.start);
        const version = versionOf(options.release);
        const service = await openLoaded(given, options);
        const format = await chosenFormat(service.templates, options.format, 'release');
        const calendar = valueOf(service.publish.calendar(theCalendar(service, options.calendar)));
        checkLikeOthers(version, calendar);
        const drafted = planCycle(calendar, { release: version, start, conferences: options.event ?? [] });
        if (!drafted) {
          const wanted = `a cycle before ${version} whose start and release day have dates`;
          throw new NotFound(`calendar ${calendar.id}: ${expected(wanted, 'none')}`);
        }
        const newest = releaseOf(calendar, drafted.from.at(-1) ?? '');
        const remarks = new Map(drafted.milestones.map(({ milestone, says }) => [milestone.id, says]));
        sumUp(options, explain(drafted));
        process.stderr.write(doubts(drafted, calendar));
        const release = draftOf(drafted, { title: calendar.title, newest });
        process.stdout.write(format.release?.(release, ({ id }) => remarks.get(id)) ?? '');
      });
  },
};

function startOf(text: string): PlainDate {
  const start = plainDate(text);
  if (start) return start;
  const why = /^\d{4}-\d\d-\d\d$/.test(text) ? ', which does not exist' : dateHint(text);
  throw new UsageError(`--start: ${expected('a day, such as 2027-01-11', `${quote(text)}${why}`)}`);
}

function versionOf(text: string): string {
  const isVersion = /^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$/.test(text) && /\d/.test(text) && text.length <= 40;
  if (isVersion) return text;
  throw new UsageError(`--release: ${expected('a version, such as 1.39', quote(text))}`);
}

/** Refuses `v1.39` next to 1.38: nobody would look for that name. */
function checkLikeOthers(version: string, { releases }: Calendar): void {
  const hasLetter = (text: string): boolean => /^v\d/i.test(text);
  const newest = releases.at(-1);
  if (!newest || !hasLetter(version) || releases.some((one) => hasLetter(one.version))) return;
  const found = `${quote(version)}; did you mean ${quote(version.slice(1))}?`;
  throw new UsageError(`--release: ${expected('a version without a v, as the calendar has them', found)}`);
}

function more(value: string, before: readonly Conference[] | undefined): readonly Conference[] {
  const read = readConference(value);
  if ('says' in read) throw new UsageError(`--event: ${read.says}`);
  return [...(before ?? []), read.conference];
}

function explain({ release, from, milestones, unmoved }: Plan): string {
  const clashes = milestones.flatMap(({ says }) => says ?? []);
  return [
    `${release} drafted from ${from.join(', ')}: ${counted(milestones.length, 'milestone')}`,
    ...clashes,
    ...unmoved.map(
      (name) => `change the name ${quote(name)} if needed: it is copied from ${from.at(-1) ?? ''}`,
    ),
  ].join('\n');
}

/** Warnings about likely mistakes in the options. */
function doubts({ release, start, from }: Plan, calendar: Calendar): string {
  const before = from.at(-1) ?? '';
  const began = releaseOf(calendar, before)?.milestones.find(({ kind }) => kind === 'start')?.when;
  const isLate = began && isDated(began) && start <= announcedDay(began);
  return [
    ...(releaseOf(calendar, release)
      ? [`the calendar already has ${release}; this is another draft of it\n`]
      : []),
    ...(isLate
      ? [`--start: ${expected(`a day after the start of ${before} (${announcedDay(began)})`, start)}\n`]
      : []),
  ].join('');
}

function draftOf(
  { release, start, milestones }: Plan,
  { title, newest }: { readonly title: string; readonly newest: Release | undefined },
): Release {
  const at = startOfDay(start, utc);
  const unknown = { release, sequence: 0, created: at, changed: at };
  const homepage = newest && addressOf(newest, release);
  return {
    version: release,
    title: `${title} ${release}`,
    ...(homepage !== undefined && { homepage }),
    zone: newest?.zone ?? utc,
    status: 'tentative',
    milestones: milestones.map(({ milestone }): Milestone => ({ ...milestone, ...unknown })),
  };
}

/** The newest cycle's homepage with the new version in place of the old one. */
function addressOf({ homepage, version }: Release, release: string): string | undefined {
  const own = new RegExp(String.raw`(?<!\d\.?)${version.replaceAll('.', String.raw`\.`)}(?!\.?\d)`, 'g');
  return homepage?.replace(own, () => release);
}
