import assert from 'node:assert/strict';
import type { Answer, Call, Place } from './visitor.ts';
import type { News, Store } from '../../src/service/ports/store.ts';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { at } from '../domain/build.ts';
import { openStore } from '../../src/store/index.ts';

/** A database with nothing in it, gone when its story ends. */
export interface Ground {
  readonly place: Place;
  /** A statement that the store would not make. */
  readonly raw: (statement: string) => Promise<void>;
  /** Tells a story while a connection that is none of the store's keeps everybody from writing. */
  readonly locked: <T>(story: () => Promise<T>) => Promise<T>;
}

export type OnGround = <T>(story: (ground: Ground) => Promise<T>) => Promise<T>;

/** Tells a story to stores of one place, and closes them. */
export async function withStores<T>(
  place: Place,
  count: number,
  story: (...stores: readonly [Store, ...Store[]]) => Promise<T>,
): Promise<T> {
  const storeOf = (index: number): Store => openStore(place, { replica: `replica ${index}` });
  const more = Array.from({ length: count - 1 }, (_, index) => storeOf(index + 1));
  const stores = [storeOf(0), ...more] as const;
  try {
    return await story(...stores);
  } finally {
    await Promise.all(stores.map((store) => store.close()));
  }
}

/** A store in a process of its own. */
export interface Visitor {
  open(place: Place): Promise<void>;
  call(verb: Call['verb'], ...args: readonly unknown[]): Promise<unknown>;
  /** Takes no more calls; answers the exit code of a process that nothing keeps alive. */
  leave(): Promise<unknown>;
}

export async function withVisitors<T>(
  count: number,
  story: (visitors: readonly Visitor[]) => Promise<T>,
): Promise<T> {
  const visitors = Array.from({ length: count }, visitor);
  try {
    return await story(visitors.map(({ of }) => of));
  } finally {
    for (const { end } of visitors) end();
  }
}

function visitor(): { readonly of: Visitor; readonly end: () => void } {
  const child = fork(new URL('./visitor.ts', import.meta.url), { serialization: 'advanced' });
  const ask = async (message: Place | Call): Promise<unknown> => {
    const answered = once(child, 'message') as Promise<[Answer]>;
    child.send(message);
    const [answer] = await answered;
    assert.ok('value' in answer, JSON.stringify(answer));
    return answer.value;
  };
  const of: Visitor = {
    open: async (place) => void (await ask(place)),
    call: (verb, ...args) => ask({ verb, args }),
    leave: async () => {
      const left = once(child, 'exit') as Promise<[number | null]>;
      child.disconnect();
      return (await left)[0];
    },
  };
  return { of, end: () => child.exitCode === null && child.kill('SIGKILL') };
}

/** A change of the calendar `one`, as `accept` takes it. */
export function change(
  revision: string,
  before?: string,
  { since = '2026-03-01', text = `title: ${revision}\n`, news = new Map() }: Partial<Changed> = {},
): Parameters<Store['accept']>[0] {
  const files = [{ name: 'calendar.yaml', text }];
  return { next: { calendar: 'one', revision, files, since: at(since) }, news, before };
}

interface Changed {
  readonly since: string;
  readonly text: string;
  readonly news: News;
}

/** As `hold` takes it, of the calendar `one`. */
export function version(revision: string, since = '2026-03-01'): Parameters<Store['hold']>[0] {
  return { calendar: 'one', revision, since: at(since), says: `moves everything\nin ${revision}` };
}
