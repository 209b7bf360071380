import type { CommandModule, Given } from './base/command.ts';
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { expected } from '../domain/problem/expected.ts';
import { anyOf } from '../domain/problem/anyof.ts';
import { exit, NotFound, UsageError } from './base/command.ts';
import { hint, quote } from '../domain/problem/suggestion.ts';
import { TemplateError } from '../formats/words/format.ts';
import { Failure } from '../service/ports/failure.ts';

/** A command's name, what it is about, and its module. */
type Listed = readonly [
  name: string,
  about: string,
  load: () => Promise<{ readonly command: CommandModule }>,
];

/** Loaded on demand: `banner` needs no web server. */
const commands: readonly Listed[] = [
  ['serve', 'serve calendars over HTTP', () => import('./commands/servecommand.ts')],
  [
    'banner',
    'print the Next Deadline line of an issue',
    async () => ({ command: (await import('./commands/issuecommands.ts')).banner }),
  ],
  [
    'section',
    'print the Release Schedule section of an issue',
    async () => ({ command: (await import('./commands/issuecommands.ts')).section }),
  ],
  ['show', 'show what is next, what is frozen, and the cycle', () => import('./commands/showcommand.ts')],
  ['feed', 'print a feed, as its address serves it', () => import('./commands/feedcommand.ts')],
  ['check', 'find problems in schedules and posts', () => import('./commands/checkcommand.ts')],
  ['issue', 'fill in newsletter posts', () => import('./commands/issuefillcommand.ts')],
  ['import', "convert a project's schedule into a release file", () => import('./commands/importcommand.ts')],
  [
    'sync',
    'fetch calendars from where their projects publish them',
    () => import('./commands/synccommand.ts'),
  ],
  ['changes', 'list and approve held changes', () => import('./commands/heldcommand.ts')],
  ['reminders', 'list, preview, explain and pause emails', () => import('./commands/reminderscommand.ts')],
  ['subscriptions', 'list and end subscriptions', () => import('./commands/subscriptionscommand.ts')],
  ['diff', 'print what differs between two versions', () => import('./commands/diffcommand.ts')],
  ['build', 'write a static site', () => import('./commands/buildcommand.ts')],
  ['history', 'record when dates became public', () => import('./commands/historycommand.ts')],
  ['plan', 'draft the next cycle from the last four', () => import('./commands/plancommand.ts')],
  ['readme', "write a release's Summary and Timeline", () => import('./commands/readmecommand.ts')],
  ['letters', 'fill in the placeholders of prepared texts', () => import('./commands/letterscommand.ts')],
  ['doctor', 'check an installation and say what to fix', () => import('./doctor/doctorcommand.ts')],
  ['completion', 'print a completion script for a shell', () => import('./commands/completioncommand.ts')],
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
    if (first === undefined || commonOption.test(first)) {
      process.stderr.write(program.helpInformation());
      return exit.usage;
    }
    const names = commands.map(([name]) => name);
    if (!first.startsWith('-') && !names.includes(first)) {
      throw new UsageError(`unknown command ${quote(first)}${hint(first, names)}; see --help`);
    }
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return told(error, program && strange(program, args));
  }
}

/** What every command has; the first only where no command follows. */
const commonOption = /^--(now|calendars|quiet)(=|$)/;

/** Turns `help banner` into `banner --help`, and moves common options after the command's name. */
function inOrder([first, ...rest]: readonly string[]): readonly string[] {
  if (first === undefined) return [];
  if (first === '--') return inOrder(rest);
  if (first === 'help') return [...rest.filter((word) => !word.startsWith('-')), '--help'];
  if (/^--((now|calendars)=|quiet$)/.test(first)) return [...inOrder(rest), first];
  const [value, ...others] = rest;
  if (/^--(now|calendars)$/.test(first) && value !== undefined) return [...inOrder(others), first, value];
  return [first, ...rest];
}

async function build(chosen: string, given: Given, done: (code: number) => void): Promise<Command> {
  const program = new Command('release-calendar')
    .description("Keeps a project's release schedule and tells people about its deadlines.")
    .helpCommand(false)
    .addHelpText('after', '\n"release-calendar COMMAND --help" lists the options of a command.');
  prepare(program);
  for (const [name, about, load] of commands) {
    const command = program.command(name).description(about);
    // completion completes what all of them have
    if (name === chosen || chosen === 'completion') (await load()).command.define(command, given, done);
    command.helpCommand(false);
    if (command.commands.length > 0) group(command);
    for (const one of [command, ...command.commands]) prepare(one);
  }
  return program;
}

/** A command that only has subcommands: without one it lists them, as with `--help` but as a usage error. */
function group(command: Command): void {
  const names = command.commands.map((one) => one.name());
  command.argument('[what]').allowExcessArguments().allowUnknownOption();
  command.usage('COMMAND').action((what?: string) => {
    if (what === undefined) throw new MissingCommand(command.helpInformation());
    const found = `${quote(what)}${hint(what, names)}`;
    throw new UsageError(`${command.name()}: ${expected(anyOf(names), found)}`);
  });
}

/** From `package.json`, a folder up from `src/cli` as from `dist/cli`. */
function versionText(): string {
  const file: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const version = typeof file === 'object' && file !== null && 'version' in file ? file.version : undefined;
  return typeof version === 'string' ? version : 'unknown';
}

/** What every command has. Commander throws, and `told` prints. */
function prepare(command: Command): void {
  command
    .version(versionText(), '-V, --version', 'print the version')
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, outputError: () => undefined });
}

/** A group was called without one of its commands; the message is its help. */
class MissingCommand extends Error {}

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
  if (error instanceof MissingCommand) {
    process.stderr.write(error.message);
    return exit.usage;
  }
  if (error instanceof UsageError) return say(error.message, exit.usage);
  const isForeseen = error instanceof NotFound || error instanceof TemplateError || error instanceof Failure;
  if (isForeseen) return say(error.message, exit.bad);
  throw error;
}

function say(message: string, code: number): number {
  process.stderr.write(`release-calendar: ${message.replace(/\s*\n\s*/g, ' ')}\n`);
  return code;
}
