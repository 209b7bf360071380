import type { CommandModule, Given } from './base/command.ts';
import { Command, CommanderError } from 'commander';
import { exit, NotFound, UsageError } from './base/command.ts';
import { hint, quote } from '../domain/problem/suggestion.ts';
import { TemplateError } from '../formats/words/format.ts';
import { Failure } from '../service/ports/failure.ts';
import { versionText } from './base/version.ts';

interface Listed {
  readonly name: string;
  readonly about: string;
  /** Loaded on demand: `banner` needs no web server. */
  readonly load: () => Promise<{ readonly command: CommandModule }>;
}

const commands: readonly Listed[] = [
  { name: 'serve', about: 'serve calendars over HTTP', load: () => import('./commands/servecommand.ts') },
  {
    name: 'banner',
    about: 'print the Next Deadline line of an issue',
    load: () => import('./commands/bannercommand.ts'),
  },
  {
    name: 'section',
    about: 'print the Release Schedule section of an issue',
    load: () => import('./commands/sectioncommand.ts'),
  },
  {
    name: 'feed',
    about: 'print a feed, as its address serves it',
    load: () => import('./commands/feedcommand.ts'),
  },
  {
    name: 'check',
    about: 'say what is wrong in schedules and posts',
    load: () => import('./commands/checkcommand.ts'),
  },
  {
    name: 'issue',
    about: 'fill posts of the newsletter',
    load: () => import('./commands/issuefillcommand.ts'),
  },
  {
    name: 'import',
    about: "turn a project's own schedule into ours",
    load: () => import('./commands/importcommand.ts'),
  },
  {
    name: 'sync',
    about: 'fetch what calendars are made of',
    load: () => import('./commands/synccommand.ts'),
  },
  {
    name: 'changes',
    about: 'what the service holds, and letting it through',
    load: () => import('./commands/heldcommand.ts'),
  },
  {
    name: 'reminders',
    about: 'letters: list, preview, why, pause',
    load: () => import('./commands/reminderscommand.ts'),
  },
  {
    name: 'subscriptions',
    about: 'who subscribed',
    load: () => import('./commands/subscriptionscommand.ts'),
  },
  {
    name: 'diff',
    about: 'say what differs between two revisions',
    load: () => import('./commands/diffcommand.ts'),
  },
  { name: 'build', about: 'write a static site', load: () => import('./commands/buildcommand.ts') },
  {
    name: 'history',
    about: 'keep what became public when',
    load: () => import('./commands/historycommand.ts'),
  },
  {
    name: 'plan',
    about: 'draft the next cycle by the last four',
    load: () => import('./commands/plancommand.ts'),
  },
  {
    name: 'readme',
    about: "write a release's Summary and Timeline",
    load: () => import('./commands/readmecommand.ts'),
  },
  {
    name: 'letters',
    about: 'put dates into the placeholders of letters',
    load: () => import('./commands/letterscommand.ts'),
  },
];

/** Runs the command that the arguments name; returns its exit code. Errors are printed in one line. */
export async function run(argv: readonly string[], given: Given): Promise<number> {
  let code: number = exit.good;
  let program: Command | undefined;
  const args = inOrder(argv);
  const [first] = args;
  try {
    program = await build(first ?? '', given, (result) => {
      code = result;
    });
    if (first === undefined) {
      process.stderr.write(program.helpInformation());
      return exit.usage;
    }
    const names = commands.map(({ name }) => name);
    if (!first.startsWith('-') && !names.includes(first)) {
      throw new UsageError(`no command ${quote(first)}${hint(first, names)}; see --help`);
    }
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return told(error, program && strange(program, args));
  }
}

/** Turns `help banner` into `banner --help`, and moves common options after the command's name. */
function inOrder([first, ...rest]: readonly string[]): readonly string[] {
  if (first === undefined) return [];
  if (first === 'help') return rest[0] === undefined ? ['--help'] : [rest[0], '--help'];
  if (/^--(now|calendars)=/.test(first)) return [...inOrder(rest), first];
  const [value, ...others] = rest;
  if (/^--(now|calendars)$/.test(first) && value !== undefined) return [...inOrder(others), first, value];
  return [first, ...rest];
}

async function build(chosen: string, given: Given, done: (code: number) => void): Promise<Command> {
  const program = new Command('release-calendar')
    .description("Keeps a project's release schedule and tells people about its deadlines.")
    .version(versionText(), '--version', 'print the version')
    .helpCommand(false)
    .addHelpText('after', '\n"release-calendar COMMAND --help" tells the options of a command.');
  quiet(program);
  for (const { name, about, load } of commands) {
    const command = program.command(name).description(about);
    quiet(command);
    if (name === chosen) (await load()).command.define(command, given, done);
    command.helpCommand(false);
    for (const part of command.commands) quiet(part);
  }
  return program;
}

/** Commander throws, and `told` prints. */
function quiet(command: Command): void {
  command.exitOverride().configureOutput({ writeErr: () => undefined, outputError: () => undefined });
}

/** An unknown option: reported before a missing one, since it may be that one misspelled. */
function strange(program: Command, args: readonly string[]): string | undefined {
  const command = args.reduce((one, arg) => one.commands.find((part) => part.name() === arg) ?? one, program);
  const known = command.options.flatMap(({ long }) => long ?? []);
  const flag = args
    .map((arg) => arg.split('=')[0] ?? arg)
    .find((arg) => /^--./.test(arg) && !known.includes(arg));
  return flag === undefined ? undefined : `unknown option '${flag}'${hint(flag, known)}`;
}

function told(error: unknown, stranger: string | undefined): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exit.good;
    const missing = error.code === 'commander.missingMandatoryOptionValue';
    if (missing && stranger !== undefined) return say(stranger, exit.usage);
    return say(error.message.replace(/^error: /, '').replace(/\n\(D(id you mean .*)\)/, '; d$1'), exit.usage);
  }
  if (error instanceof UsageError) return say(error.message, exit.usage);
  const expected = error instanceof NotFound || error instanceof TemplateError || error instanceof Failure;
  if (expected) return say(error.message, exit.bad);
  throw error;
}

function say(message: string, code: number): number {
  process.stderr.write(`release-calendar: ${message.replace(/\s*\n\s*/g, ' ')}\n`);
  return code;
}
