import type { CommandModule, CommonOptions } from '../base/command.ts';
import { quote } from '../../domain/problem/suggestion.ts';
import { writeWish } from '../../domain/reminders/wish.ts';
import { exit, group, NotFound, withCommon } from '../base/command.ts';
import { asking, chosenSubscription, telling } from '../base/mailcommands.ts';

/** `subscriptions`: lists, ends or allows subscriptions. */
export const command: CommandModule = {
  define: (command, given, done) => {
    group(command, ['list', 'end', 'allow']);
    withCommon(command.command('list').description('print who subscribed')).action(
      async (options: CommonOptions) => {
        await asking(given, options, async (mail) => {
          const all = await mail.operate.subscriptions();
          for (const { address, state, wish, nextDueAt } of all)
            process.stdout.write(`${address}  ${state}  ${nextDueAt ?? '-'}  ${wishLine(writeWish(wish))}\n`);
          if (all.length === 0) process.stderr.write('nobody has subscribed yet\n');
        });
        done(exit.good);
      },
    );
    withCommon(command.command('end').description('unsubscribe an address that asked for it otherwise'))
      .argument('<address>', 'which')
      .action(async (address: string, options: CommonOptions) => {
        await telling(given, options, async (mail) => {
          const of = await chosenSubscription(mail, address);
          await mail.operate.end(of);
          return `${address} is unsubscribed`;
        });
        done(exit.good);
      });
    withCommon(
      command
        .command('allow')
        .description('lift what keeps letters from an address: a bounce, or its removal'),
    )
      .argument('<address>', 'which')
      .action(async (address: string, options: CommonOptions) => {
        await telling(given, options, async (mail) => {
          if (!(await mail.operate.allow(address)))
            throw new NotFound(`nothing keeps letters from ${quote(address)}`);
          return `${address} may subscribe again`;
        });
        done(exit.good);
      });
  },
};

function wishLine(wish: Readonly<Record<string, string>>): string {
  return Object.entries(wish)
    .flatMap(([name, value]) => (value === '' ? [] : [`${name}=${value}`]))
    .join(' ');
}
