import type { CommandModule } from '../base/command.ts';
import { defineIssue } from '../base/issue.ts';
import { valueOf } from '../base/command.ts';

/** `section`: the whole Release Schedule section, one for each `--at`. */
export const command: CommandModule = {
  define: (command, given, done) => {
    defineIssue(command, given, done, {
      what: 'section',
      text: (publish, ask, format) => {
        const { section, style } = valueOf(publish.section(ask));
        return format.section?.(section, style) ?? '';
      },
    });
  },
};
