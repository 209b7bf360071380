import type { CommandModule, Surroundings } from './command.ts';
import { Command, CommanderError } from 'commander';
import { exit, NotFound, UsageError } from './command.ts';
import { hint, quote } from '../domain/nearest.ts';
import { versionText } from './version.ts';

interface Listed {
  readonly name: string;
  readonly about: string;
  /** Loaded only when it runs: a banner needs no web server. */
  readonly load: () => Promise<{ readonly command: CommandModule }>;
}

/** The list of commands. */
const commands: readonly Listed[] = [
  { name: 'serve', about: 'serve calendars over HTTP', load: () => import('./serve.ts') },
  { name: 'banner', about: 'print the Next Deadline line of an issue', load: () => import('./banner.ts') },
  {
    name: 'section',
    about: 'print the Release Schedule section of an issue',
    load: () => import('./section.ts'),
  },
  { name: 'feed', about: 'print a feed, as its address serves it', load: () => import('./feed.ts') },
  { name: 'check', about: 'say what is wrong in schedules', load: () => import('./check.ts') },
];

/** Runs the command that the arguments name; answers with its exit code. Everything wrong is told in one line. */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  let code: number = exit.good;
  const program = await build(argv[0] ?? '', surroundings, (result) => {
    code = result;
  });
  try {
    const [first] = argv;
    if (first === undefined) {
      program.outputHelp({ error: true });
      return exit.usage;
    }
    if (!first.startsWith('-') && first !== 'help' && !commands.some(({ name }) => name === first)) {
      throw new UsageError(
        `no command ${quote(first)}${hint(
          first,
          commands.map(({ name }) => name),
        )}; see --help`,
      );
    }
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    return told(error);
  }
}

async function build(
  chosen: string,
  surroundings: Surroundings,
  done: (code: number) => void,
): Promise<Command> {
  const program = new Command('release-calendar')
    .description("Keeps a project's release schedule and tells people about its deadlines.")
    .version(versionText(), '--version', 'print the version')
    .showHelpAfterError(false);
  quiet(program);
  for (const { name, about, load } of commands) {
    const command = program.command(name).description(about);
    quiet(command);
    if (name === chosen) (await load()).command.define(command, surroundings, done);
    else command.allowUnknownOption().allowExcessArguments();
  }
  return program;
}

/** Errors are thrown to be told in our own words. */
function quiet(command: Command): void {
  command.exitOverride().configureOutput({ writeErr: () => undefined, outputError: () => undefined });
}

function told(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exit.good;
    return say(error.message.replace(/^error: /, '').replace(/\n\(D(id you mean .*)\)/, '; d$1'), exit.usage);
  }
  if (error instanceof UsageError) return say(error.message, exit.usage);
  if (error instanceof NotFound) return say(error.message, exit.bad);
  throw error;
}

function say(message: string, code: number): number {
  process.stderr.write(`release-calendar: ${message.replace(/\s*\n\s*/g, ' ')}\n`);
  return code;
}
