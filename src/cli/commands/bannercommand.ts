import type { CommandModule } from '../base/command.ts';
import { defineIssue } from '../base/issue.ts';
import { valueOf } from '../base/command.ts';

/** `banner`: the Next Deadline line, one for each `--at`. */
export const command: CommandModule = {
  define: (command, given, done) => {
    defineIssue(command, given, done, {
      what: 'banner',
      text: (publish, ask, format) => {
        const { banner, style } = valueOf(publish.banner(ask));
        return format.banner?.(banner, style) ?? '';
      },
    });
  },
};
