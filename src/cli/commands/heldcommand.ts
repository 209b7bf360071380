import type { CommandModule, CommonOptions } from '../base/command.ts';
import assert from 'node:assert/strict';
import { quote } from '../../domain/problem/suggestion.ts';
import { NotFound, subcommand, sumUp, withExamples } from '../base/command.ts';
import { sayDone, withService } from '../base/mailcommands.ts';

/** `changes`: lists and approves revisions held because they move or cancel too much at once. */
export const command: CommandModule = {
  define: (command, given) => {
    withExamples(command, 'changes list');
    withExamples(subcommand(command, 'list', 'list the changes that are held'), 'changes list').action(
      async (options: CommonOptions) => {
        const held = await withService(given, { options, remember: 'ask' }, async ({ store }) => {
          assert.ok(store);
          return store.held();
        });
        for (const { calendar, revision, since, says, approved } of held)
          process.stdout.write(
            `${calendar}  ${revision}  ${since}  ${approved ? 'approved' : 'held'}  ${says}\n`,
          );
        if (held.length === 0) sumUp(options, 'no changes are held');
      },
    );
    withExamples(
      subcommand(command, 'approve', 'approve a held change; the service serves it within seconds'),
      'changes approve 6b86b273ff34',
    )
      .argument('<revision>', 'the revision, as "changes list" and the log show it')
      .action(async (revision: string, options: CommonOptions) => {
        await withService(given, { options, remember: 'tell' }, async (service) => {
          if ((await service.store?.approve(revision)) !== true)
            throw new NotFound(`no held revision ${quote(revision)}; "changes list" shows all`);
          sayDone(service, options, `${revision} approved`);
        });
      });
  },
};
