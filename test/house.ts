import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** A source file by its path from the root of the project, written with `/`. */
export interface Source {
  readonly path: string;
  readonly text: string;
}
type Rule = (sources: readonly Source[]) => readonly string[];

/** The rooms that each room may import, besides itself. Down, never up, never round. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  runtime: ['domain'],
  formats: ['domain'],
  service: ['domain'],
  store: ['service', 'domain'],
  sources: ['service', 'domain'],
  channels: ['service', 'formats', 'domain'],
  http: ['service', 'formats', 'domain'],
  cli: ['service', 'formats', 'http', 'runtime', 'domain'],
  'wire.ts': ['sources', 'store', 'channels', 'service', 'runtime', 'domain'],
  'main.ts': ['wire.ts', 'cli', 'runtime', 'domain'],
};

/** The shelves of a room, each standing on those before it. What lies in the room itself stands on all of them. */
const shelves: Readonly<Record<string, readonly string[]>> = {
  domain: [
    ...[
      'memo',
      'time',
      'problem',
      'markdown',
      'when',
      'calendar',
      'history',
      'banner',
      'cycle',
      'feed',
      'reminders',
      'post',
      'lint',
    ],
  ],
  formats: ['words', 'pictures'],
  service: ['ports', 'publish', 'sending', 'mail'],
  sources: ['files', 'yaml', 'shapes', 'cycles', 'calendar', 'git', 'sync', 'upkeep'],
  store: ['database', 'calendars', 'mail'],
  http: ['answers', 'pages', 'subscriptions', 'api', 'server'],
  cli: ['base', 'doctor', 'commands'],
};

/** A folder with more files is a pile. */
const mostFiles = 18;

/** What has one home: a file, or a folder when it ends in `/`. */
const packageHomes: Readonly<Record<string, string>> = {
  luxon: 'src/domain/time/time.ts',
  'ical-generator': 'src/formats/ical.ts',
  nodemailer: 'src/channels/email.ts',
  'node-cron': 'src/runtime/cron.ts',
  express: 'src/http/',
  commander: 'src/cli/',
  'js-yaml': 'src/sources/',
};
const wordHomes: readonly { readonly word: RegExp; readonly homes: readonly string[] }[] = [
  // one form for every message
  {
    word: /\bexpected [^'`\n]*, found |[;,] wanted [a-z]+ [a-z]/g,
    homes: ['src/domain/problem/expected.ts'],
  },
  { word: /\bDate\.now\b|\bnew Date\(\)|\bDateTime\.(now|local)\b/g, homes: ['src/runtime/systemclock.ts'] },
  { word: /\bprocess\.env\b/g, homes: ['src/runtime/config.ts', 'src/main.ts'] },
  { word: /\bMath\.random\b|\brandom(Bytes|UUID|Int)\b/g, homes: ['src/runtime/token.ts'] },
];
/** `assert` says that we were wrong; every other package would let the domain wait, read or write. */
const domainPackages = ['luxon', 'node:assert', 'node:assert/strict'];

export function readSources(folder: string): readonly Source[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  return paths.map((name) => {
    const path = `${folder}/${name.replaceAll('\\', '/')}`;
    return { path, text: readFileSync(path, 'utf8') };
  });
}

/** Static, type and dynamic imports and re-exports: paths from the root for our own files, else as written. */
export function importsOf({ path, text }: Source): readonly string[] {
  const found = [
    ...text.matchAll(/^(?:import|export)\s[\w$*{},\s]*?from\s*['"]([^'"]+)['"]/gm),
    ...text.matchAll(/^import\s*['"]([^'"]+)['"]/gm),
    ...text.matchAll(/\bimport\(\s*['"`]([^'"`]+)['"`]/g),
  ];
  const names = new Set(found.map((match) => match[1] ?? ''));
  return [...names].map((name) => (name.startsWith('.') ? posix.join(posix.dirname(path), name) : name));
}

function roomOf(path: string): string {
  return path.split('/')[1] ?? path;
}

function isAt(path: string, home: string): boolean {
  return home.endsWith('/') ? path.startsWith(home) : path === home;
}

function eachImport(check: (path: string, imported: string) => string | undefined): Rule {
  return (sources) =>
    sources.flatMap((source) => {
      const says = importsOf(source).flatMap((imported) => check(source.path, imported) ?? []);
      return says.map((right) => `${source.path} ${right}`);
    });
}

export const direction = eachImport((path, imported) => {
  const room = roomOf(path);
  const below = rooms[room];
  if (!below) return `is in ${room}, which is no room: wanted one of ${Object.keys(rooms).join(', ')}`;
  if (!/\.[jt]s(on)?$/.test(imported) || !imported.includes('/')) return undefined;
  if (imported.startsWith('src/') && [room, ...below].includes(roomOf(imported))) return undefined;
  return `imports ${imported}: ${room} may import ${below.join(', ') || 'nothing'} (and itself)`;
});

/** How high a file stands in its room, by its shelf; the room itself is the highest. */
function heightOf(path: string): number {
  const [, room = '', shelf = '', file] = path.split('/');
  const all = shelves[room] ?? [];
  return file === undefined ? all.length : all.indexOf(shelf);
}

/** Of one room: from shelf to shelf down, never up. */
export const shelving = eachImport((path, imported) => {
  const room = roomOf(path);
  if (heightOf(path) < 0)
    return `is on a shelf that ${room} has not: wanted one of ${shelves[room]?.join(', ') ?? 'none'}`;
  if (!imported.startsWith(`src/${room}/`) || heightOf(imported) <= heightOf(path)) return undefined;
  return `imports ${imported}, which stands above it: ${room} has, from below, ${shelves[room]?.join(', ') ?? ''}`;
});

export const piles: Rule = (sources) => {
  const folders = Map.groupBy(sources, ({ path }) => posix.dirname(path));
  return [...folders]
    .filter(([, files]) => files.length > mostFiles)
    .map(
      ([folder, { length }]) => `${folder} has ${length} files: at most ${mostFiles}, put them on shelves`,
    );
};

/** `index.ts` is the list of its room, and there is one in each. */
export const twins: Rule = (sources) => {
  const files = Map.groupBy(
    sources.filter(({ path }) => !path.endsWith('/index.ts')),
    ({ path }) => posix.basename(path),
  );
  const types = Map.groupBy(
    sources.flatMap(({ path, text }) =>
      [...text.matchAll(/^export (?:interface|type|class) (\w+)/gm)].map(([, name = '']) => ({ path, name })),
    ),
    ({ name }) => name,
  );
  return [...files, ...types]
    .filter(([, all]) => all.length > 1)
    .map(([name, all]) => `${name} stands in ${all.map(({ path }) => path).join(' and ')}: wanted two names`);
};

export const packages = eachImport((path, imported) => {
  const [home] = Object.entries(packageHomes).filter(
    ([name]) => imported === name || imported.startsWith(`${name}/`),
  );
  if (home && !isAt(path, home[1])) return `imports ${imported}: only ${home[1]} may`;
  if (roomOf(path) !== 'domain' || imported.startsWith('src/') || domainPackages.includes(imported))
    return undefined;
  return `imports ${imported}: the domain computes and needs no package but ${domainPackages.join(', ')}`;
});

export const words: Rule = (sources) =>
  sources.flatMap(({ path, text }) =>
    wordHomes.flatMap(({ word, homes }) => {
      if (homes.some((home) => isAt(path, home))) return [];
      const said = new Set([...withoutComments(text).matchAll(word)].map(([found]) => found));
      return [...said].map((found) => `${path} says ${found}: only ${homes.join(' and ')} may`);
    }),
  );

function withoutComments(text: string): string {
  return text.replaceAll(/^\s*(\/\/|\/?\*).*$/gm, '').replaceAll(/\s\/\/\s.*$/gm, '');
}

export const circles: Rule = (sources) => {
  const graph = new Map(sources.map((source) => [source.path, importsOf(source)]));
  const done = new Set<string>();
  const walk = (path: string, above: readonly string[]): readonly string[] => {
    if (above.includes(path)) {
      const round = [...above.slice(above.indexOf(path)), path].join(' -> ');
      return [`${round} is a circle: move what both need into a file below them`];
    }
    if (done.has(path)) return [];
    const found = (graph.get(path) ?? []).flatMap((next) => walk(next, [...above, path]));
    done.add(path);
    return found;
  };
  return sources.flatMap(({ path }) => walk(path, []));
};

export const names: Rule = (sources) =>
  sources
    .filter(({ path }) => /\/(types|utils|helpers|common|lib|misc)\.ts$/.test(path))
    .map(({ path }) => `${path} has a name that says nothing: name it after the one thing it exports first`);

export const namedExports: Rule = (sources) =>
  sources
    .filter(({ text }) => /^export default\b|^export \{[^}]*\bas default\b/m.test(text))
    .map(({ path }) => `${path} has a default export: wanted a named one`);

export const size: Rule = (sources) =>
  sources
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > 250)
    .map(({ path, lines }) => `${path} has ${lines} lines: at most 250, look for its second noun`);
