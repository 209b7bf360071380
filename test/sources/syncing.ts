import type { Answer, Origin } from './origins.ts';
import type { Files } from './folder.ts';
import type { Outcome } from '../cli/program.ts';
import type { Synced, SyncWish } from '../../src/service/ports/sync.ts';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { yaml } from '../../src/formats/yamlfile.ts';
import { runHere } from '../cli/program.ts';
import { unread } from '../service/wired.ts';
import { inFolder, inOne, release, settings } from './folder.ts';
import { origin, text } from './origins.ts';

/** Before every milestone of these stories. */
const before = '2026-11-25T10:00Z';

export interface Syncable {
  /** What the origin of each file of the calendar `one` answers, by the file's name. */
  readonly origins: Readonly<Record<string, Answer>>;
  /** What lies in its folder already. */
  readonly files?: Files;
  /** What lies beside that folder, where it can name the addresses of the same server. */
  readonly beside?: (at: Origin['at']) => Files;
}

/** A calendar whose files have origins. */
export interface Syncing {
  readonly root: string;
  /** May be changed as a project changes what it publishes; by paths. */
  readonly answers: Record<string, Answer>;
  readonly asked: Origin['asked'];
  /** By the service. */
  readonly sync: (wish?: Partial<SyncWish> & { readonly now?: string }) => Promise<readonly Synced[]>;
  /** By the command, without the folder's own name in what it prints. */
  readonly command: (...args: readonly string[]) => Promise<Outcome>;
  /** The text of a file of the calendar; `undefined` where there is none. */
  readonly text: (name: string) => Promise<string | undefined>;
}

/** Tells a story to a calendar `one` whose files come from a server on this machine. */
export function syncing<T>(
  { origins, files = {}, beside = () => ({}) }: Syncable,
  story: (syncing: Syncing) => Promise<T>,
): Promise<T> {
  const answers = Object.fromEntries(Object.entries(origins).map(([name, answer]) => [`/${name}`, answer]));
  return origin(answers, ({ at, asked }) => {
    const own = { 'calendar.yaml': settings + sources(Object.keys(origins), at), ...files };
    return inFolder({ ...inOne(own), ...beside(at) }, (root) =>
      story({
        ...{ root, answers, asked },
        sync: ({ now = before, ...wish } = {}) =>
          unread({ calendars: root, now }).sync(undefined, {
            ...{ dryRun: false, accept: false, write: (one) => yaml.milestone?.(one) ?? '' },
            ...wish,
          }),
        command: async (...args) => {
          const { code, ...printed } = await runHere(['sync', '--write', '--calendars', root, ...args], {
            now: before,
          });
          const short = (said: string): string => said.replaceAll(`${root}/`, '').replaceAll(at(''), '');
          return { code, stdout: short(printed.stdout), stderr: short(printed.stderr) };
        },
        text: (name) => readFile(join(root, 'one', name), 'utf8').catch(() => undefined),
      }),
    );
  });
}

/** What `calendar.yaml` says of files that come from the paths of their own names. */
export function sources(names: readonly string[], at: Origin['at']): string {
  return names.length === 0
    ? ''
    : `sources:\n${names.map((name) => `  ${name}: ${at(`/${name}`)}\n`).join('')}`;
}

/** Release 1.30 with the freezes `a`, `b`, `c` and so on, one on each of these days of January 2027. */
export function freezes(...days: readonly number[]): string {
  return release(
    ...days.map((day, index) => {
      const letter = String.fromCodePoint(97 + index);
      return `{id: ${letter}, name: Freeze ${letter}, kind: freeze, when: 2027-01-${String(day).padStart(2, '0')}}`;
    }),
  );
}

/** As a server that has validators sends it. */
export function tagged(body: string, etag: string): Answer {
  return (reply, headers) => {
    if (headers['if-none-match'] === etag) reply.writeHead(304).end();
    else text(body, { etag })(reply, headers);
  };
}

/** The files of a calendar's folder with all their text, hidden ones too. */
export async function everything(root: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(root, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
  const paths = names.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
  const texts = await Promise.all(paths.map(async (path) => [path, await readFile(path, 'latin1')] as const));
  return Object.fromEntries(texts);
}

/** What became of the files, as `1.30.yaml replaced`. */
export function outcomes(found: readonly Synced[]): readonly string[] {
  return found.flatMap(({ files }) => files.map(({ name, outcome }) => `${name} ${outcome}`));
}

/** What changed, as `moved 1.30/a`. */
export function changed(found: readonly Synced[]): readonly string[] {
  return found.flatMap(({ changes }) => changes.map(({ kind, release: of, id }) => `${kind} ${of}/${id}`));
}
