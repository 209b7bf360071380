import type { CommandModule, CommonOptions } from '../base/command.ts';
import { quote } from '../../domain/problem/suggestion.ts';
import { writeWish } from '../../domain/reminders/wish.ts';
import { NotFound, subcommand } from '../base/command.ts';
import { asking, chosenSubscription, telling } from '../base/mailcommands.ts';

/** `subscriptions`: lists, ends or allows subscriptions. */
export const command: CommandModule = {
  define: (command, given) => {
    subcommand(command, 'list', 'print who subscribed').action(async (options: CommonOptions) => {
      await asking(given, options, async (mail) => {
        const all = await mail.operate.subscriptions();
        for (const { address, state, wish, nextDueAt } of all)
          process.stdout.write(`${address}  ${state}  ${nextDueAt ?? '-'}  ${wishLine(writeWish(wish))}\n`);
        if (all.length === 0) process.stderr.write('nobody has subscribed yet\n');
      });
    });
    subcommand(command, 'end', 'unsubscribe an address that asked for it otherwise')
      .argument('<address>', 'which')
      .action(async (address: string, options: CommonOptions) => {
        await telling(given, options, async (mail) => {
          const of = await chosenSubscription(mail, address);
          await mail.operate.end(of);
          return `${address} is unsubscribed`;
        });
      });
    subcommand(command, 'allow', 'lift what keeps letters from an address: a bounce, or its removal')
      .argument('<address>', 'which')
      .action(async (address: string, options: CommonOptions) => {
        await telling(given, options, async (mail) => {
          if (!(await mail.operate.allow(address)))
            throw new NotFound(`nothing keeps letters from ${quote(address)}`);
          return `${address} may subscribe again`;
        });
      });
  },
};

function wishLine(wish: Readonly<Record<string, string>>): string {
  return Object.entries(wish)
    .flatMap(([name, value]) => (value === '' ? [] : [`${name}=${value}`]))
    .join(' ');
}
