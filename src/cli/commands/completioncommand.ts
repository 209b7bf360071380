import type { CommandModule, CommonOptions } from '../base/command.ts';
import assert from 'node:assert/strict';
import { Argument } from 'commander';
import { choose, oneOf, openService, withCommon, withExamples } from '../base/command.ts';
import type { Service } from '../../service/service.ts';
import { inCalendars, shells } from '../base/completion.ts';

interface CompletionOptions extends CommonOptions {
  readonly values?: string;
}

/** `completion`: prints a script by which a shell completes the commands that there are. */
export const command: CommandModule = {
  define: (command, given) => {
    withExamples(withCommon(command), 'completion bash', 'completion fish')
      .addArgument(new Argument('<shell>', 'the shell').choices(shells.map(({ name }) => name)))
      .addOption(oneOf('--values <option>', 'what the scripts ask', inCalendars).hideHelp())
      .action(async (shell: string, { values, ...options }: CompletionOptions) => {
        if (values !== undefined) {
          process.stdout.write(await valuesIn(openService(given, options), values));
          return;
        }
        const program = command.parent;
        assert.ok(program);
        process.stdout.write(choose('completion', shell, shells).write(program));
      });
  },
};

/** Each on a line, of the calendars that can be read. */
async function valuesIn({ catalog, publish }: Service, option: string): Promise<string> {
  await catalog.load({ settled: false });
  const names = publish
    .calendars()
    .flatMap(({ id, releases }) => (option === '--calendar' ? id : releases.map(({ version }) => version)));
  return names.map((name) => `${name}\n`).join('');
}
