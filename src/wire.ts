import type { Clock } from './service/clock.ts';
import type { Config } from './runtime/config.ts';
import type { Log } from './service/log.ts';
import type { Service } from './service/service.ts';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { calendarsIn, check, keeperOf, syncOf } from './sources/index.ts';
import { posts } from './sources/posts.ts';
import { Failure } from './service/failure.ts';
import { quote } from './domain/nearest.ts';
import { openLedger } from './service/ledger.ts';
import { openCatalog } from './service/catalog.ts';
import { openStore } from './store/index.ts';
import { openPublish } from './service/publish.ts';

/** The folder of `package.json`, from `src/` as from `dist/`. */
const home = dirname(dirname(fileURLToPath(import.meta.url)));

export interface Wishes {
  readonly config: Config;
  readonly clock: Clock;
  /** The folder that `--calendars` names. */
  readonly calendarsDir: string | undefined;
  /** Where events go; nowhere when left out. */
  readonly log?: Log;
  /** With what earlier processes and other replicas know: only for what runs on, and for what asks them. */
  readonly remember?: boolean;
}

const nowhere: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The composition root: opens what a command needs and makes the service of it. Reads no calendar yet. */
export function wire({ config, clock, calendarsDir, log = nowhere, remember = false }: Wishes): Service {
  const source = calendarsIn(calendarsDir ?? config.calendarsDir ?? nearestCalendars(), {
    poll: config.watch === 'poll',
  });
  const { databaseUrl, dataDir } = config;
  const store = remember ? openStore({ databaseUrl, dataDir }) : undefined;
  const ledger = openLedger({ store, source, clock, log });
  const catalog = openCatalog(source, { clock, log, ledger });
  return {
    catalog,
    publish: openPublish(catalog, clock),
    check: (path, how) => check(path, { calendars: source.where, now: clock(), ...how }),
    keeper: keeperOf(source.where, clock),
    sync: syncOf(source.where, clock),
    posts,
    ...(store && { store }),
    where: source.where,
    clock,
    log,
    templates: readTemplates(config.templatesDir),
    publicUrl: config.publicUrl ?? `http://localhost:${config.port}`,
  };
}

function nearestCalendars(): string {
  return existsSync('calendars') ? 'calendars' : join(home, 'calendars');
}

/** The shipped templates, and over them those of the same name in `own`. */
function readTemplates(own: string | undefined): ReadonlyMap<string, string> {
  if (own !== undefined && !statSync(own, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Failure(`TEMPLATES_DIR: found ${quote(own)}, wanted a folder that exists`);
  }
  return new Map([join(home, 'templates'), ...(own === undefined ? [] : [own])].flatMap(templatesIn));
}

function templatesIn(folder: string): readonly (readonly [name: string, text: string])[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.liquid'))
    .map((file) => [
      file.slice(0, -'.liquid'.length).split(sep).join('/'),
      readFileSync(join(folder, file), 'utf8'),
    ]);
}
