import type { CommandModule, CommonOptions } from '../base/command.ts';
import type { Problem } from '../../domain/problem/rule.ts';
import { problemFormats } from '../../formats/problems.ts';
import { counted, choose, exit, openService, withCommon, withExamples } from '../base/command.ts';

interface CheckOptions extends CommonOptions {
  readonly format: string;
  readonly strict?: boolean;
  readonly against?: string;
  readonly calendar?: string;
}

/** `check`: prints every problem; exit code 1 on an error, with `--strict` on a warning. */
export const command: CommandModule = {
  define: (command, given, done) => {
    withExamples(withCommon(command), 'check', 'check --against HEAD --format github')
      .argument(
        '[path...]',
        'folders of calendars or of posts, calendars, single files (the calendars there are)',
      )
      .option('--format <name>', 'text, json or github', 'text')
      .option('--strict', 'a warning is an error')
      .option('--calendar <id>', 'the calendar of posts (the only one there is)')
      .option('--against <revision>', 'tell what changed since a git revision, such as origin/main')
      .action(async (paths: readonly string[], options: CheckOptions) => {
        const format = choose('--format', options.format, problemFormats);
        const service = openService(given, options);
        const problems: Problem[] = [];
        for (const path of paths.length > 0 ? paths : [service.where])
          problems.push(
            ...(await service.check(path, { against: options.against, calendar: options.calendar })),
          );
        process.stdout.write(format.write(problems));
        if (process.stderr.isTTY) process.stderr.write(`${summary(problems)}\n`);
        const bad = problems.some(
          ({ severity }) => severity === 'error' || (options.strict && severity === 'warning'),
        );
        done(bad ? exit.bad : exit.good);
      });
  },
};

function summary(problems: readonly Problem[]): string {
  const count = (severity: Problem['severity']): string =>
    counted(problems.filter((one) => one.severity === severity).length, severity);
  return problems.length === 0 ? 'no problems' : `${count('error')}, ${count('warning')}, ${count('note')}`;
}
