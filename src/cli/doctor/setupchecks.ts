import type { Check, Diagnosis } from './checkup.ts';
import type { Config } from '../../runtime/config.ts';
import type { Service } from '../../service/service.ts';
import { existsSync } from 'node:fs';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { sayProblem } from '../../domain/problem/rule.ts';
import { dayIn, daysBetween, utc } from '../../domain/time/time.ts';
import { Failure } from '../../service/ports/failure.ts';
import { counted } from '../base/command.ts';

/** What a check may ask: `files` reads the calendars, `stored` the database of a service. */
export interface Patient {
  readonly config: Config;
  readonly files: Service;
  readonly stored: Service;
}

export function setupChecks(patient: Patient): readonly Check[] {
  return [
    { name: 'calendars', run: () => calendars(patient.files) },
    { name: 'sources', run: () => sources(patient.files) },
    { name: 'DATA_DIR', run: () => dataDir(patient.config) },
    { name: 'database', run: () => database(patient) },
    { name: 'PUBLIC_URL', run: () => Promise.resolve(publicUrl(patient.config)) },
  ];
}

async function calendars({ check, where }: Service): Promise<Diagnosis> {
  const { problems, files, releases } = await check(where);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors.length > 0 ? errors : problems.filter(({ severity }) => severity === 'warning');
  const next = `run "release-calendar check ${where}"`;
  if (first) {
    const level = errors.length > 0 ? 'fail' : 'warn';
    const expected = `schedules without ${level === 'fail' ? 'errors' : 'warnings'} in ${where}`;
    return { level, expected, found: sayProblem(first).replace(/\.$/, ''), next };
  }
  return {
    level: 'ok',
    found: `${where}: ${counted(files, 'file')}, ${counted(releases, 'release')}, no errors`,
  };
}

/** Sources are asked hourly, so that one that has not answered for longer is worth a look. */
const mostDays = 1;

async function sources({ catalog, clock }: Service): Promise<Diagnosis> {
  await catalog.load({ settled: false });
  const all = catalog.calendars().flatMap(({ origins = [] }) => origins);
  if (all.length === 0) return { level: 'ok', found: 'none configured: schedules come from files alone' };
  const today = dayIn(clock(), utc);
  const quiet = all.filter(
    ({ answered }) => answered === undefined || daysBetween(answered, today) > mostDays,
  );
  const [first] = quiet;
  if (!first)
    return { level: 'ok', found: `${counted(all.length, 'source')}, all answered today or yesterday` };
  const last = first.answered === undefined ? 'no answer from' : `the last answer on ${first.answered} from`;
  const others = quiet.length > 1 ? ` and ${counted(quiet.length - 1, 'other')}` : '';
  return {
    level: 'warn',
    expected: `an answer today or yesterday from ${all.length === 1 ? 'the source' : `each of ${all.length} sources`}`,
    found: `${last} ${first.url}${others}`,
    next: 'start the service, with SYNC_EVERY not off; if it is running, "release-calendar sync --dry-run" shows why there is no answer',
  };
}

async function dataDir({ dataDir: folder }: Config): Promise<Diagnosis> {
  const nearest = nearestFolder(resolve(folder));
  try {
    await rmdir(await mkdtemp(join(nearest, 'doctor-')));
    const missing = nearest === resolve(folder) ? 'is writable' : 'will be created when the service starts';
    return { level: 'ok', found: `${folder} ${missing}` };
  } catch {
    const found = `no permission to write to ${nearest}`;
    const next = 'change its owner, or set DATA_DIR to a folder that this user owns';
    return { level: 'fail', expected: `a writable ${folder}`, found, next };
  }
}

function nearestFolder(path: string): string {
  return existsSync(path) || path === dirname(path) ? path : nearestFolder(dirname(path));
}

async function database({ config, stored: { store } }: Patient): Promise<Diagnosis> {
  const file = join(config.dataDir, 'release-calendar.sqlite');
  if (config.databaseUrl === undefined && !existsSync(file))
    return { level: 'ok', found: `${file} will be created when the service starts` };
  try {
    const owner = (await store?.mail.mailer())?.owner?.publicUrl;
    const own = config.publicUrl ?? 'none';
    if (owner === undefined || owner === own)
      return {
        level: 'ok',
        found: `${store?.where ?? ''}: opens, has current tables, and belongs to ${ownerName(owner)}`,
      };
    const next = `${owner === 'none' ? 'unset PUBLIC_URL' : `set PUBLIC_URL to ${owner}`}; or, to send email from this installation alone, run "release-calendar reminders adopt"`;
    return {
      level: 'fail',
      expected: `a database that belongs to ${ownerName(own)}`,
      found: `one that belongs to ${ownerName(owner)}`,
      next,
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const next =
      'if the tables are old or missing, start the service once with the same settings; otherwise fix what was found';
    return {
      level: 'fail',
      expected: 'a database that opens, with current tables',
      found: error.message,
      next,
    };
  }
}

function ownerName(url = 'no service yet'): string {
  return url === 'none' ? 'a service without PUBLIC_URL' : url;
}

function publicUrl({ publicUrl: url, port }: Config): Diagnosis {
  if (url?.startsWith('https:')) return { level: 'ok', found: url };
  const found = url ?? `nothing: links lead to http://localhost:${port}`;
  const next = 'set PUBLIC_URL to where readers reach the service, such as https://calendar.example.org';
  return { level: 'warn', expected: 'an https address', found, next };
}
