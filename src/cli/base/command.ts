import type { Clock } from '../../service/ports/clock.ts';
import type { Config } from '../../runtime/config.ts';
import type { Format } from '../../formats/words/format.ts';
import type { Log } from '../../service/ports/log.ts';
import type { Refusal } from '../../service/ports/refusal.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Remembering, Service } from '../../service/service.ts';
import type { Templates } from '../../formats/words/words.ts';
import type { Command } from 'commander';
import { formatNamed } from '../../formats/ondemand.ts';
import { expected } from '../../domain/problem/expected.ts';
import { anyOf } from '../../domain/problem/anyof.ts';
import { Option } from 'commander';
import { hint, quote } from '../../domain/problem/suggestion.ts';
import { readAt } from '../../service/publish/readat.ts';

/** What main hands to every command. */
export interface Given {
  readonly config: Config;
  readonly clock: Clock;
  readonly wire: (wishes: {
    readonly config: Config;
    readonly clock: Clock;
    readonly calendarsDir: string | undefined;
    readonly log?: Log;
    readonly remember?: Remembering;
  }) => Service;
}

/** One command: defines its options and action; the action reports another exit code than 0 to `done`. */
export interface CommandModule {
  readonly define: (command: Command, given: Given, done: (code: number) => void) => void;
}

export const exit = { good: 0, bad: 1, usage: 2, held: 3, bug: 70 } as const;

/** The options of every command. */
export interface CommonOptions {
  readonly calendars?: string;
  readonly now?: string;
  readonly quiet?: boolean;
}

export function withCommon(command: Command): Command {
  return command
    .option(
      '--calendars <folder>',
      'the calendars folder (default: CALENDARS_DIR, else ./calendars, else the shipped one)',
    )
    .option('--now <instant>', 'act as if it were this instant')
    .option('--quiet', 'print only errors on standard error: no summary, no progress');
}

/** An option whose values the help lists and shells complete; `choose` refuses any other. */
export function oneOf(flags: string, about: string, names: readonly string[]): Option {
  return new Option(flags, about).choices(names).argParser(String);
}

/** `--format`, with the one that is written when it is left out first. */
export function formatOption(first: string, ...others: readonly string[]): Option {
  return oneOf('--format <name>', 'output format', [first, ...others]).default(first);
}

/** Ends the help of a command with calls that work as they are. */
export function withExamples(command: Command, ...calls: readonly string[]): Command {
  const lines = calls.map((call) => `  release-calendar ${call}`).join('\n');
  return command.addHelpText('after', `\nExamples:\n${lines}`);
}

/** Says on standard error, in one line, what was found or done; `--quiet` leaves it out. */
export function sumUp({ quiet = false }: Pick<CommonOptions, 'quiet'>, says: string): void {
  if (!quiet) process.stderr.write(`${says}\n`);
}

/** Wrong usage: exit code 2. */
export class UsageError extends Error {}

/** Nothing was found, or bad data: exit code 1. */
export class NotFound extends Error {}

/** Wires the service for the options of a command; it does not log unless `log` is given. */
export function openService(
  { config, clock, wire }: Given,
  { calendars, now }: CommonOptions,
  more: { readonly log?: Log; readonly remember?: Remembering } = {},
): Service {
  const at = instantOption('--now', now);
  const wishes = { config, clock: at ? () => at : clock, calendarsDir: calendars };
  return wire({ ...wishes, ...more });
}

/** A part of a command, with its options. */
export function subcommand(command: Command, name: string, about: string): Command {
  return withCommon(command.command(name).description(about));
}

/** Reads `--year`. */
export function yearOption(text: string): number {
  if (/^[1-9]\d{3}$/.test(text)) return Number(text);
  throw new UsageError(`--year: ${expected('a year, such as 2026', quote(text))}`);
}

/** An option that names an instant; `undefined` when it was not given. */
export function instantOption(flag: string, text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  const at = readAt(text, flag);
  if ('refusal' in at) throw new UsageError(at.refusal.says);
  return at.value;
}

/** Opens a service and loads its calendars. */
export async function openLoaded(given: Given, options: CommonOptions): Promise<Service> {
  const service = openService(given, options);
  await service.catalog.load({ settled: false });
  const [problem] = service.catalog.problems();
  if (problem) throw new NotFound(`${problem.at.file}: ${problem.says}`);
  return service;
}

/** The calendar asked for, or the only one there is. */
export function theCalendar(service: Service, asked: string | undefined): string {
  if (asked !== undefined) return asked;
  const ids = service.catalog.holdings().flatMap(({ id }) => id ?? []);
  const [only] = ids;
  if (ids.length === 1 && only !== undefined) return only;
  throw new UsageError(`--calendar: ${expected(anyOf(ids), 'nothing')}`);
}

/** Finds an item by name; the error suggests the nearest one. */
export function choose<T extends { readonly name: string }>(
  flag: string,
  name: string,
  list: readonly T[],
): T {
  const found = list.find((one) => one.name === name);
  if (found) return found;
  const names = list.map((one) => one.name);
  throw new UsageError(`${flag}: ${expected(anyOf(names), `${quote(name)}${hint(name, names)}`)}`);
}

/** The format that `--format` names, if it writes `part`; the error suggests one that does. */
export async function chosenFormat(templates: Templates, name: string, part: keyof Format): Promise<Format> {
  const found = await formatNamed(templates, name);
  if (found?.[part] !== undefined) return found;
  const { openFormats } = await import('../../formats/index.ts');
  const others = openFormats(templates).filter((one) => one[part] !== undefined);
  return choose('--format', name, others);
}

/** Whether a refusal is a usage error. */
const usage = {
  'unknown-calendar': false,
  'unknown-release': false,
  'unknown-milestone': false,
  'unknown-feed': false,
  'unknown-format': true,
  'unknown-style': false,
  'unreadable-calendar': false,
  'malformed-at': true,
  'malformed-slug': true,
  'malformed-query': true,
  'malformed-field': true,
  'bad-link': false,
} satisfies Record<Refusal['kind'], boolean>;

/** The value of an answer; throws a UsageError or NotFound for a refusal. */
export function valueOf<T>(answer: { readonly value: T } | { readonly refusal: Refusal }): T {
  if ('value' in answer) return answer.value;
  const { kind, says } = answer.refusal;
  throw usage[kind] ? new UsageError(`--${says}`) : new NotFound(says);
}

/** `1 change`, `2 changes`, `1,021 milestones`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;
}
