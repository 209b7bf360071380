import type { CommandModule, CommonOptions } from '../base/command.ts';
import type { Checked } from '../../service/ports/checked.ts';
import type { Problem } from '../../domain/problem/rule.ts';
import { problemFormats } from '../../formats/problems.ts';
import {
  counted,
  choose,
  formatOption,
  exit,
  openService,
  sumUp,
  withCommon,
  withExamples,
  yearOption,
} from '../base/command.ts';

interface CheckOptions extends CommonOptions {
  readonly format: string;
  readonly strict?: boolean;
  readonly against?: string;
  readonly year?: number;
  readonly calendar?: string;
}

/** `check`: prints every problem; exit code 1 on an error, with `--strict` on a warning. */
export const command: CommandModule = {
  define: (command, given, done) => {
    withExamples(withCommon(command), 'check', 'check --against HEAD --format github')
      .argument('[path...]', 'schedules and posts, as files or folders (default: the calendars folder)')
      .addOption(formatOption('text', 'json', 'github'))
      .option('--strict', 'treat warnings as errors')
      .option('--calendar <id>', 'the calendar to check posts against; needed when there are several')
      .option('--year <year>', 'the year of dates without one', yearOption)
      .option('--against <revision>', 'also check what changed since a git revision, such as origin/main')
      .action(async (paths: readonly string[], options: CheckOptions) => {
        const format = choose('--format', options.format, problemFormats);
        const service = openService(given, options);
        const found: Checked[] = [];
        for (const path of paths.length > 0 ? paths : [service.where])
          found.push(
            await service.check(path, {
              against: options.against,
              calendar: options.calendar,
              year: options.year,
            }),
          );
        const problems = found.flatMap((one) => one.problems);
        process.stdout.write(format.write(problems));
        sumUp(options, summary(found));
        const bad = problems.some(
          ({ severity }) => severity === 'error' || (options.strict && severity === 'warning'),
        );
        done(bad ? exit.bad : exit.good);
      });
  },
};

/** `12 files, 25 releases, 1,021 milestones (214 eligible for the banner): 0 errors, 2 warnings` */
function summary(found: readonly Checked[]): string {
  const problems = found.flatMap((one) => one.problems);
  const milestones = found.flatMap((one) => one.milestones);
  const sum = (part: 'files' | 'releases'): number => found.reduce((all, one) => all + one[part], 0);
  const ofBanner = milestones.filter(({ banner }) => banner).length;
  const banner = `(${ofBanner.toLocaleString('en-US')} eligible for the banner)`;
  const read = `, ${counted(sum('releases'), 'release')}, ${counted(milestones.length, 'milestone')} ${banner}`;
  const count = (severity: Problem['severity']): string =>
    counted(problems.filter((one) => one.severity === severity).length, severity);
  // posts have none
  const held = milestones.length === 0 ? '' : read;
  return `${counted(sum('files'), 'file')}${held}: ${count('error')}, ${count('warning')}`;
}
