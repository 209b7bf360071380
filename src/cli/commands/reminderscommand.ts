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
      .addOption(oneOf('--state <state>', 'only emails in this state', deliveryStates))
      .option('--limit <count>', 'how many to print', '50')
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
          if (found.length === 0) sumUp(options, 'there are no such emails');
        });
      });
    add('preview', 'print the next emails to a subscriber', 'reminders preview jo@example.org')
      .argument('<address>', 'the email address of the subscriber')
      .option('--limit <count>', 'how many to print', '10')
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
      'explain why a subscriber was or was not emailed about a milestone',
      'reminders why jo@example.org release',
    )
      .argument('<address>', 'the email address of the subscriber')
      .argument('<milestone>', 'a milestone, such as release or 1.38/release')
      .action(async (address: string, milestone: string, options: RemindersOptions) => {
        await asking(given, options, async (mail) => {
          const of = await chosenSubscription(mail, address);
          const { tellings, audit, coming } = await mail.operate.why(of, milestone);
          print([
            `${of.address} is ${of.state}; emails are planned until ${of.plannedAt}`,
            ...tellings.map(
              ({ key, purpose, lead, version, due, state, letter }) =>
                `${key}  ${purpose === 'change' ? 'change' : `${lead}d`}  version ${version}  due ${due}  ${state}${letter ? `  email ${letter.id} ${letter.state}: ${letter.says ?? ''}` : ''}`,
            ),
            ...audit.map(({ at, event, says }) => `${at}  ${event}  ${says}`),
            ...coming.map((one) => `upcoming: ${comingLine(one, of.wish.zone)}`),
          ]);
          if (tellings.length + coming.length === 0)
            throw new NotFound(
              `no email was or will be sent about ${quote(milestone)}: it was not asked for, has no date, or is over`,
            );
        });
      });
    add('pause', 'stop sending until "reminders resume"', 'reminders pause').action(
      async (options: RemindersOptions) => {
        await telling(given, options, async (mail) => {
          await mail.operate.pause();
          return 'paused; nothing is sent until "reminders resume"';
        });
      },
    );
    add('resume', 'start sending again', 'reminders resume', 'reminders resume --since 2026-11-23T18:00Z')
      .option(
        '--since <instant>',
        'after a restore: when the backup was made; emails due since then are not sent again',
      )
      .action(async ({ since, ...options }: RemindersOptions) => {
        const at = instantOption('--since', since);
        await telling(given, options, async (mail) => {
          const count = await mail.operate.resume(at);
          const may = `${counted(count, 'email')} may have been sent already and will not be sent again`;
          return at === undefined ? 'resumed' : `resumed; ${may}`;
        });
        if (given.config.mail.reminders === 'paused')
          process.stderr.write('REMINDERS=paused still stops all email; unset it and restart the service\n');
      });
    add('retry', 'send emails again that failed or may have failed', 'reminders retry --all')
      .argument('[id]', 'the id of an email, as "reminders list" shows it')
      .option('--all', 'all that failed or may have failed')
      .action(async (id: string | undefined, { all, ...options }: RemindersOptions) => {
        if ((id === undefined) === (all !== true))
          throw new UsageError(
            `reminders retry: ${expected('the id of an email or --all', id === undefined ? 'neither' : 'both')}`,
          );
        await telling(given, options, async (mail) => {
          const count = await mail.operate.retry(id);
          if (id !== undefined && count === 0)
            throw new NotFound(
              `no email ${quote(id)} in the state failed or unknown; "reminders list" shows the ids`,
            );
          return `${counted(count, 'email')} queued again`;
        });
      });
    add(
      'undo',
      'restore what refusals by mail servers ended: failed emails and subscriptions',
      'reminders undo --cause 4f0c7a1e',
    )
      .requiredOption('--cause <id>', 'the cause, as "reminders list --state failed" shows it')
      .action(async ({ cause, ...options }: RemindersOptions & { readonly cause: string }) => {
        await telling(given, options, async (mail) => {
          const count = await mail.operate.undo(cause);
          if (count === 0)
            throw new NotFound(
              `nothing to restore for the cause ${quote(cause)}; "reminders list --state failed" shows causes`,
            );
          return `${counted(count, 'email or subscription', 'emails and subscriptions')} restored`;
        });
      });
    add('adopt', 'make this installation the one that sends email', 'reminders adopt').action(
      async (options: RemindersOptions) => {
        await telling(given, options, async (mail) => {
          await mail.guard.adopt();
          return 'adopted; email is now sent from here';
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
