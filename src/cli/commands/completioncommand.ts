import type { CommandModule } from '../base/command.ts';
import assert from 'node:assert/strict';
import { Argument } from 'commander';
import { choose, withCommon, withExamples } from '../base/command.ts';
import { shells } from '../base/completion.ts';

/** `completion`: prints a script by which a shell completes the commands that there are. */
export const command: CommandModule = {
  define: (command) => {
    withExamples(withCommon(command), 'completion bash', 'completion fish')
      .addArgument(new Argument('<shell>', 'the shell').choices(shells.map(({ name }) => name)))
      .action((shell: string) => {
        const program = command.parent;
        assert.ok(program);
        process.stdout.write(choose('completion', shell, shells).write(program));
      });
  },
};
