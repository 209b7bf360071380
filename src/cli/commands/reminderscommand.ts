import type { CommandModule, CommonOptions } from '../base/command.ts';
import type { Command } from 'commander';
import type { Coming } from '../../service/mail/write.ts';
import type { Zone } from '../../domain/time/time.ts';
import { expected } from '../../domain/problem/expected.ts';
import { comingSubject, comingWhen } from '../../formats/lettertext.ts';
import { quote } from '../../domain/problem/suggestion.ts';
import { deliveryStates } from '../../service/ports/outbox.ts';
import {
  choose,
  counted,
  instantOption,
  NotFound,
  oneOf,
  subcommand,
  sumUp,
  UsageError,
  withExamples,
} from '../base/command.ts';
import { asking, chosenSubscription, telling } from '../base/mailcommands.ts';

interface RemindersOptions extends CommonOptions {
  readonly state?: string;
  readonly limit: string;
  readonly since?: string;
  readonly all?: boolean;
}

/** `reminders`: lets operators inspect and control letters. */
export const command: CommandModule = {
  define: (command, given) => {
    withExamples(command, 'reminders list');
    const add = (name: string, about: string, ...examples: readonly string[]): Command =>
      withExamples(subcommand(command, name, about), ...examples);
    const print = (lines: readonly string[]): void =>
      void process.stdout.write(lines.map((line) => `${line}\n`).join(''));

    add('list', 'print emails, newest first', 'reminders list --state failed --limit 10')
      .addOption(oneOf('--state <state>', 'only these', deliveryStates))
      .option('--limit <count>', 'how many', '50')
      .action(async ({ state, limit, ...options }: RemindersOptions) => {
        const states = deliveryStates.map((name) => ({ name }));
        const chosen = state === undefined ? undefined : choose('--state', state, states).name;
        await asking(given, options, async (mail) => {
          const found = await mail.operate.list({ state: chosen, limit: countOf('--limit', limit) });
          print(
            found.map(({ id, kind, due, attempt, says = '', ...stage }) => {
              const cause = 'cause' in stage && stage.cause !== undefined ? `  cause ${stage.cause}` : '';
              return `${id}  ${kind}  ${stage.state}  ${due}  ${attempt}  ${says}${cause}`;
            }),
          );
          if (found.length === 0) sumUp(options, 'there are no such letters');
        });
      });
    add('preview', 'print the next emails of a subscription', 'reminders preview jo@example.org')
      .argument('<address>', 'whose')
      .option('--limit <count>', 'how many', '10')
      .action(async (address: string, { limit, ...options }: RemindersOptions) => {
        await asking(given, options, async (mail) => {
          const of = await chosenSubscription(mail, address);
          const coming = await mail.operate.preview(of, countOf('--limit', limit));
          print(coming.map((one) => comingLine(one, of.wish.zone)));
          if (coming.length === 0) sumUp(options, `none: the subscription is ${of.state}`);
        });
      });
    add(
      'why',
      'explain why somebody was told of a milestone, or was not',
      'reminders why jo@example.org release',
    )
      .argument('<address>', 'whose')
      .argument('<milestone>', 'such as release or 1.38/release')
      .action(async (address: string, milestone: string, options: RemindersOptions) => {
        await asking(given, options, async (mail) => {
          const of = await chosenSubscription(mail, address);
          const { tellings, audit, coming } = await mail.operate.why(of, milestone);
          print([
            `${of.address} is ${of.state}, planned until ${of.plannedAt}`,
            ...tellings.map(
              ({ key, purpose, lead, version, due, state, letter }) =>
                `${key}  ${purpose === 'change' ? 'change' : `${lead}d`}  version ${version}  due ${due}  ${state}${letter ? `  letter ${letter.id} ${letter.state}: ${letter.says ?? ''}` : ''}`,
            ),
            ...audit.map(({ at, event, says }) => `${at}  ${event}  ${says}`),
            ...coming.map((one) => `to come: ${comingLine(one, of.wish.zone)}`),
          ]);
          if (tellings.length + coming.length === 0)
            throw new NotFound(
              `nothing was or will be sent about ${quote(milestone)}: it is not asked for, has no date, or is over`,
            );
        });
      });
    add('pause', 'send nothing until "resume"', 'reminders pause').action(
      async (options: RemindersOptions) => {
        await telling(given, options, async (mail) => {
          await mail.operate.pause();
          return 'paused; nothing is sent until "reminders resume"';
        });
      },
    );
    add('resume', 'send again', 'reminders resume', 'reminders resume --since 2026-11-23T18:00Z')
      .option(
        '--since <instant>',
        'after a restore: when the backup was made; what fell due since is not sent again',
      )
      .action(async ({ since, ...options }: RemindersOptions) => {
        const at = instantOption('--since', since);
        await telling(given, options, async (mail) => {
          const count = await mail.operate.resume(at);
          const may = `${counted(count, 'letter')} may have been sent already and will not be sent`;
          return at === undefined ? 'resumed' : `resumed; ${may}`;
        });
        if (given.config.mail.reminders === 'paused')
          process.stderr.write('REMINDERS is still paused: start the service without it\n');
      });
    add('retry', 'send again what failed or is unknown', 'reminders retry --all')
      .argument('[letter]', 'its id, as "list" prints it')
      .option('--all', 'all of them')
      .action(async (id: string | undefined, { all, ...options }: RemindersOptions) => {
        if ((id === undefined) === (all !== true))
          throw new UsageError(
            `reminders retry: ${expected('a letter or --all', id === undefined ? 'neither' : 'both')}`,
          );
        await telling(given, options, async (mail) => {
          const count = await mail.operate.retry(id);
          if (id !== undefined && count === 0)
            throw new NotFound(
              `no letter ${quote(id)} that failed or is unknown; "reminders list" prints those there are`,
            );
          return `${counted(count, 'letter')} queued again`;
        });
      });
    add('undo', 'restore everything that rejections ended', 'reminders undo --cause 4f0c7a1e')
      .requiredOption('--cause <id>', 'what ended it, as "reminders list --state failed" prints it')
      .action(async ({ cause, ...options }: RemindersOptions & { readonly cause: string }) => {
        await telling(given, options, async (mail) => {
          const count = await mail.operate.undo(cause);
          if (count === 0)
            throw new NotFound(
              `nothing was ended by ${quote(cause)}; "reminders list --state failed" prints causes`,
            );
          return `${counted(count, 'letter and subscription', 'letters and subscriptions')} as before`;
        });
      });
    add('adopt', 'make this place the one that sends', 'reminders adopt').action(
      async (options: RemindersOptions) => {
        await telling(given, options, async (mail) => {
          await mail.guard.adopt();
          return 'adopted: letters are sent from here';
        });
      },
    );
  },
};

function comingLine({ at, items }: Coming, zone: Zone): string {
  return `${at}  ${comingWhen(at, zone)} ${zone}  ${comingSubject(items, at, zone)}`;
}

function countOf(flag: string, text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new UsageError(`${flag}: ${expected('a whole number from 1 to 999999', quote(text))}`);
}
