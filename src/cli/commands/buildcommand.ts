import type { CommandModule, CommonOptions } from '../base/command.ts';
import type { Service } from '../../service/service.ts';
import type { SiteFile } from '../../http/api/site.ts';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expected } from '../../domain/problem/expected.ts';
import { site } from '../../http/api/site.ts';
import { Failure } from '../../service/ports/failure.ts';
import {
  counted,
  NotFound,
  openLoaded,
  sumUp,
  UsageError,
  withCommon,
  withExamples,
} from '../base/command.ts';

interface BuildOptions extends CommonOptions {
  readonly out: string;
}

/** `build`: writes the service's answers as files for a static host; nothing if a calendar is bad. */
export const command: CommandModule = {
  define: (command, given) => {
    withExamples(withCommon(command), 'build --out site')
      .requiredOption('--out <folder>', 'the folder for the site; other files in it are kept')
      .action(async ({ out, ...options }: BuildOptions) => {
        // as an unset variable of a script gives it; it would be the folder one is in
        if (out === '') throw new UsageError(`--out: ${expected('a folder', 'nothing')}`);
        const service = await openLoaded(given, options);
        refuseBad(service);
        if (given.config.publicUrl === undefined) {
          const says = `its links lead to ${service.publicUrl}; set PUBLIC_URL to the address at which it will be served`;
          process.stderr.write(`${out}: ${says}\n`);
        }
        const files = site(service);
        const fresh = await changed(out, files);
        for (const { path, body } of fresh) {
          await makeFolder(dirname(join(out, path)));
          await service.keeper.save(join(out, path), body.toString());
        }
        sumUp(options, `${out}: ${counted(files.length, 'file')}, ${fresh.length} written`);
      });
  },
};

/** Publishing a site without a calendar would remove its events for every subscriber. */
function refuseBad({ catalog }: Service): void {
  const problems = catalog.holdings().flatMap((holding) => holding.problems);
  const [first, ...more] = problems.filter(({ blocks }) => blocks);
  if (!first) return;
  const { at, says } = first;
  const rest = more.length === 0 ? '' : ` (and ${more.length} more; "check" lists all)`;
  throw new NotFound(`${at.file}:${at.line}:${at.column} ${says}${rest}; nothing was written`);
}

/** Files with the same bytes keep their modification time, for Last-Modified. */
async function changed(out: string, files: readonly SiteFile[]): Promise<readonly SiteFile[]> {
  const known = await Promise.all(files.map(({ path }) => readFile(join(out, path)).catch(() => undefined)));
  return files.filter(({ body }, index) => known[index]?.equals(body) !== true);
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new Failure(`${folder}: ${expected('a folder that can be written to', found)}`);
  }
}
