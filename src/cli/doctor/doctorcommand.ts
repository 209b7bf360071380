import type { CommandModule, CommonOptions } from '../base/command.ts';
import { counted, exit, openService, sumUp, withCommon, withExamples } from '../base/command.ts';
import { examine, resultLine } from './checkup.ts';
import { mailChecks } from './mailchecks.ts';
import { setupChecks } from './setupchecks.ts';

interface DoctorOptions extends CommonOptions {
  readonly offline?: boolean;
}

/** `doctor`: checks an installation and says what to fix; changes nothing. */
export const command: CommandModule = {
  define: (command, given, done) => {
    withExamples(withCommon(command), 'doctor --offline')
      .option('--offline', 'skip what needs the network: the mail server, DNS, and PostgreSQL')
      .action(async ({ offline = false, ...options }: DoctorOptions) => {
        const { config } = given;
        const isAway = offline && config.databaseUrl !== undefined;
        const nearby = isAway ? { ...given, config: { ...config, databaseUrl: undefined } } : given;
        const files = openService(nearby, options);
        const stored = openService(given, options, { remember: 'ask' });
        const checks = [
          // a PostgreSQL knows when sources answered, too
          ...setupChecks({ config, files, stored }).filter(
            ({ name }) => !isAway || (name !== 'database' && name !== 'sources'),
          ),
          ...(offline ? [] : mailChecks(config, files.reachMail)),
        ];
        const results = await examine(checks);
        process.stdout.write(results.map(resultLine).join(''));
        const count = (level: string): number =>
          results.filter(({ diagnosis }) => diagnosis.level === level).length;
        const fails = count('fail');
        sumUp(
          options,
          `${counted(results.length, 'check')}: ${count('ok')} ok, ${counted(count('warn'), 'warning')}, ${counted(fails, 'failure')}`,
        );
        await stored.store?.close();
        done(fails > 0 ? exit.bad : exit.good);
      });
  },
};
