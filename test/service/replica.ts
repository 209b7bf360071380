import assert from 'node:assert/strict';
import type { Environment } from '../../src/runtime/config.ts';
import type { Instant } from '../../src/domain/time/time.ts';
import type { Service } from '../../src/service/service.ts';
import { openFormats } from '../../src/formats/index.ts';
import { plus } from '../../src/domain/time/time.ts';
import { wire } from '../../src/wire.ts';
import { at, configOf } from './wired.ts';

/** A clock that only a story moves. */
export interface Watch {
  readonly now: () => Instant;
  /** `PT1M` */
  readonly wait: (duration: string) => void;
  readonly set: (instant: Instant) => void;
}

export function watch(start = '2026-03-01T08:00Z'): Watch {
  let now = at(start);
  return {
    now: () => now,
    wait: (duration) => {
      now = plus(now, duration);
    },
    set: (instant) => {
      now = instant;
    },
  };
}

/** A service with files and a process of its own, as far as it knows. */
export interface Replica {
  readonly service: Service;
  /** Its whole feed. */
  readonly feed: () => string;
  /** What is wrong in its files. */
  readonly says: () => readonly string[];
  /** The events of its log. */
  readonly log: readonly string[];
}

interface Given {
  readonly clock: Watch;
  readonly env: Environment;
  /** Remembers nothing when false. */
  readonly remember?: boolean;
}

/** Starts a replica on a folder of calendars and tells its story. */
export async function withReplica<T>(
  folder: string,
  { clock, env, remember = true }: Given,
  story: (replica: Replica) => Promise<T>,
): Promise<T> {
  const log: string[] = [];
  const say = (_: object, event: string): void => void log.push(event);
  const service = wire({
    ...{ config: configOf(env), clock: clock.now, calendarsDir: folder, remember },
    log: { info: say, warn: say, error: say },
  });
  try {
    await service.catalog.load({ settled: false });
    return await story({
      service,
      feed: () => feedOf(service),
      says: () => service.catalog.holdings().flatMap(({ problems }) => problems.map(({ says }) => says)),
      log,
    });
  } finally {
    await service.store?.close();
  }
}

/** Of the shipped templates, which all replicas have: to read them is the slow part of a feed. */
let formats: ReturnType<typeof openFormats> | undefined;

export function feedOf(service: Service, name = 'one', query: Readonly<Record<string, string>> = {}): string {
  formats ??= openFormats(service.templates);
  const format = formats.find((one) => one.name === 'ics');
  const found = service.publish.feedNamed(name, query);
  assert.ok('value' in found && format?.feed, JSON.stringify(found).slice(0, 300));
  return format.feed(found.value, `https://example.org/${name}.ics`);
}

/** One event of a feed as `SEQUENCE DTSTART STATUS`; `undefined` where it does not stand. */
export function eventOf(feed: string, id: string): string | undefined {
  const event = feed
    .replaceAll('\r\n ', '')
    .split('BEGIN:VEVENT')
    .find((one) => one.includes(`\r\nUID:one.1.30.${id}@`));
  const value = (name: string): string =>
    new RegExp(`\\r\\n${name}[^:]*:([^\\r]*)`).exec(event ?? '')?.[1] ?? '';
  return event && `${value('SEQUENCE')} ${value('DTSTART')} ${value('STATUS')}`;
}
