import type { CommandModule, CommonOptions } from '../base/command.ts';
import type { FilledText } from '../../formats/placeholders.ts';
import type { Service } from '../../service/service.ts';
import { expected } from '../../domain/problem/expected.ts';
import { unified } from '../../domain/history/unified.ts';
import { fillPlaceholders } from '../../formats/placeholders.ts';
import {
  counted,
  openLoaded,
  subcommand,
  sumUp,
  theCalendar,
  UsageError,
  valueOf,
  withExamples,
} from '../base/command.ts';

interface LettersOptions extends CommonOptions {
  readonly calendar?: string;
  readonly release: string;
  readonly out?: string;
  readonly dryRun?: boolean;
}

/** A letter before and after filling. */
interface Letter {
  readonly path: string;
  readonly text: string;
  readonly filled: FilledText;
}

/** `letters fill`: replaces placeholders in prepared texts with dates. */
export const command: CommandModule = {
  define: (command, given) => {
    withExamples(command, 'letters fill code-freeze.md --release 1.38');
    withExamples(
      subcommand(command, 'fill', 'fill in the placeholders of prepared texts, in place'),
      'letters fill code-freeze.md --release 1.38 --dry-run',
    )
      .argument('<file...>', 'prepared texts with placeholders such as { CODE_FREEZE_DATETIME }')
      .requiredOption('--release <version>', 'the release whose dates to use')
      .option('--calendar <id>', 'a calendar id; needed when there are several')
      .option('--out <file>', 'the file to write instead, for one text only; - for standard output')
      .option('--dry-run', 'show what would change, and write nothing')
      .action(async (paths: readonly string[], options: LettersOptions) => {
        checkOptions(paths, options);
        const service = await openLoaded(given, options);
        const ask = { calendar: theCalendar(service, options.calendar), release: options.release };
        const { calendar, release } = valueOf(service.publish.release(ask));
        const letters: Letter[] = [];
        // read all letters before writing any, so that one wrong path changes nothing
        for (const path of paths) {
          const text = await service.keeper.readText(path);
          letters.push({ path, text, filled: fillPlaceholders(text, calendar.placeholders, release) });
        }
        for (const letter of letters) await put(letter, service, options);
      });
  },
};

function checkOptions(paths: readonly string[], { out, dryRun }: LettersOptions): void {
  if (out !== undefined && dryRun) throw new UsageError(expected('--out or --dry-run', 'both'));
  if (out !== undefined && out !== '-' && paths.length > 1)
    throw new UsageError(`--out: ${expected('one file, or - for standard output', `${paths.length} files`)}`);
}

async function put(
  { path, text, filled }: Letter,
  { keeper }: Service,
  options: LettersOptions,
): Promise<void> {
  const { out, dryRun } = options;
  if (dryRun) process.stdout.write(unified(path, text, filled.text));
  else if (out === '-') process.stdout.write(filled.text);
  else if (out !== undefined || filled.text !== text) await keeper.save(out ?? path, filled.text);
  const left = filled.left.map((says) => `${path}: not filled: ${says}\n`).join('');
  process.stderr.write(left);
  sumUp(options, `${path}: ${counted(filled.count, 'placeholder')} ${dryRun ? 'would be filled' : 'filled'}`);
}
