import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/service/ports/clock.ts';
import type { Config, Environment } from '../../src/runtime/config.ts';
import type { Answer } from '../../src/service/ports/refusal.ts';
import type { Instant } from '../../src/domain/time/time.ts';
import type { Service } from '../../src/service/service.ts';
import { readAt } from '../../src/service/publish/readat.ts';
import { readConfig } from '../../src/runtime/config.ts';
import { wire } from '../../src/wire.ts';

/** Where nothing was ever fetched. */
const nowhere = join(tmpdir(), 'release-calendar-of-nobody');

export const publicUrl = 'https://calendar.example.org';

/** A day is its 00:00 UTC. */
export function at(text: string): Instant {
  const found = readAt(text);
  assert.ok('value' in found, `"${text}" is no instant`);
  return found.value;
}

export function configOf(env: Environment = {}): Config {
  const read = readConfig({ PUBLIC_URL: publicUrl, DATA_DIR: nowhere, ...env });
  assert.ok('config' in read, JSON.stringify(read));
  return read.config;
}

interface Given {
  readonly now?: string;
  readonly clock?: Clock;
  /** A folder of calendars; the shipped ones when left out. */
  readonly calendars?: string;
  readonly env?: Environment;
}

/** The real service, before it has read a calendar. */
export function unread({ now = '2026-11-25', clock, calendars = 'calendars', env }: Given = {}): Service {
  const fixed = at(now);
  return wire({ config: configOf(env), clock: clock ?? (() => fixed), calendarsDir: calendars });
}

/** The real service with its calendars read. */
export async function wired(given: Given = {}): Promise<Service> {
  const { now = '', ...special } = given;
  return Object.keys(special).length > 0 ? loaded(given) : (shipped.get(now) ?? keep(now, loaded(given)));
}

/** By their instant. Reading the shipped calendar is the slow part of a test, and nothing changes what was read. */
const shipped = new Map<string, Promise<Service>>();

function keep(now: string, service: Promise<Service>): Promise<Service> {
  shipped.set(now, service);
  return service;
}

async function loaded(given: Given): Promise<Service> {
  const service = unread(given);
  await service.catalog.load({ settled: false });
  return service;
}

/** The value of an answer that is no refusal. */
export function valueOf<T>(answer: Answer<T>): T {
  assert.ok('value' in answer, 'refusal' in answer ? answer.refusal.says : '');
  return answer.value;
}
