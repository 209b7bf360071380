import type { CommandModule, CommonOptions } from '../base/command.ts';
import { quote } from '../../domain/problem/suggestion.ts';
import { writeWish } from '../../domain/reminders/wish.ts';
import { NotFound, subcommand, sumUp, withExamples } from '../base/command.ts';
import { asking, chosenSubscription, telling } from '../base/mailcommands.ts';

/** `subscriptions`: lists, ends or allows subscriptions. */
export const command: CommandModule = {
  define: (command, given) => {
    withExamples(command, 'subscriptions list');
    withExamples(subcommand(command, 'list', 'list subscriptions'), 'subscriptions list').action(
      async (options: CommonOptions) => {
        await asking(given, options, async (mail) => {
          const all = await mail.operate.subscriptions();
          for (const { address, state, wish, nextDueAt } of all)
            process.stdout.write(`${address}  ${state}  ${nextDueAt ?? '-'}  ${wishLine(writeWish(wish))}\n`);
          if (all.length === 0) sumUp(options, 'there are no subscriptions');
        });
      },
    );
    withExamples(subcommand(command, 'end', 'unsubscribe an address'), 'subscriptions end jo@example.org')
      .argument('<address>', 'the email address of the subscriber')
      .action(async (address: string, options: CommonOptions) => {
        await telling(given, options, async (mail) => {
          const of = await chosenSubscription(mail, address);
          await mail.operate.end(of);
          return `${address} is unsubscribed`;
        });
      });
    withExamples(
      subcommand(command, 'allow', 'let a suppressed address subscribe again'),
      'subscriptions allow jo@example.org',
    )
      .argument('<address>', 'the email address of the subscriber')
      .action(async (address: string, options: CommonOptions) => {
        await telling(given, options, async (mail) => {
          if (!(await mail.operate.allow(address))) throw new NotFound(`${quote(address)} is not suppressed`);
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
