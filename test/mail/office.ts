import assert from 'node:assert/strict';
import type { Environment } from '../../src/runtime/config.ts';
import type { Files } from '../service/folder.ts';
import type { Mailing } from '../../src/service/mail/mailing.ts';
import type { ParsedMail } from 'mailparser';
import type { Place } from './database.ts';
import type { Service } from '../../src/service/service.ts';
import type { Watch } from '../service/replica.ts';
import { watch } from '../service/replica.ts';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { at, configOf } from '../service/wired.ts';
import { plus } from '../../src/domain/time/time.ts';
import { wire } from '../../src/wire.ts';
import { inFolder, write } from '../service/folder.ts';
import { onEachDatabase } from './database.ts';

/** A service that writes letters as files, and whose clock only its story moves. */
export interface Office {
  readonly service: Service;
  readonly mail: Mailing;
  readonly clock: Watch;
  /** Rings the clock once: plans, then sends. */
  readonly ring: () => Promise<void>;
  /** Moves the clock on, minute by minute or in other steps, and rings it each time. */
  readonly pass: (duration: string, step?: string) => Promise<void>;
  /** Moves the clock to an instant without ringing it. */
  readonly sleepUntil: (text: string) => void;
  /** Letters that were written since this was asked last, oldest first. */
  readonly post: () => Promise<readonly Post[]>;
  /** Their subjects. */
  readonly subjects: () => Promise<readonly string[]>;
  /** Signs up, and confirms by the link of the letter. */
  readonly subscribe: (address: string, wish?: Readonly<Record<string, string>>) => Promise<string>;
  /** The same, and has read the welcome too. */
  readonly welcome: (address: string, wish?: Readonly<Record<string, string>>) => Promise<string>;
  /** Replaces files of the calendars, and reads them. */
  readonly edit: (files: Files) => Promise<void>;
}

export interface Post {
  readonly mail: ParsedMail;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly raw: string;
}

interface Given {
  /** One freeze on 20 March 2026, where left out. */
  readonly files?: Files;
  /** At noon (UTC) of 1 March 2026, where left out. */
  readonly clock?: Watch;
  readonly env?: Environment;
}

type Told = <T>(given: Given, story: (office: Office, place: Place) => Promise<T>) => Promise<T>;

export async function withOffice<T>(
  place: Pick<Place, 'env' | 'folder'>,
  { files = calendarOf(freeze('2026-03-20')), clock = watch('2026-03-01T12:00Z'), env = {} }: Given,
  story: (office: Office) => Promise<T>,
): Promise<T> {
  const calendars = join(place.folder, 'calendars');
  write(calendars, files);
  const config = configOf({ ...place.env, ...env });
  const service = wire({ config, clock: clock.now, calendarsDir: calendars, remember: true });
  try {
    await service.catalog.load({ settled: false });
    const mail = await service.mailing?.();
    assert.ok(mail);
    return await story(officeOf({ service, mail, clock, calendars, letters: join(config.dataDir, 'mail') }));
  } finally {
    await service.store?.close();
  }
}

/** The same in a folder of its own, with SQLite. */
export function inOffice<T>(given: Given, story: (office: Office) => Promise<T>): Promise<T> {
  return inFolder({}, (folder) =>
    withOffice({ folder, env: { DATA_DIR: join(folder, 'data') } }, given, story),
  );
}

/** Defines the same stories of an office for each database. */
export function onEachOffice(define: (told: Told, named: 'SQLite' | 'PostgreSQL') => void): void {
  onEachDatabase((inPlace, named) =>
    define(
      (given, story) => inPlace((place) => withOffice(place, given, (office) => story(office, place))),
      named,
    ),
  );
}

interface Rooms extends Pick<Office, 'service' | 'mail' | 'clock'> {
  readonly calendars: string;
  readonly letters: string;
}

const never = new AbortController().signal;

function officeOf({ service, mail, clock, calendars, letters }: Rooms): Office {
  const office: Office = {
    ...{ service, mail, clock },
    ring: async () => {
      await mail.wake.plan(never);
      await mail.wake.deliver(never);
    },
    pass: async (duration, step = 'PT2H') => {
      for (const end = plus(clock.now(), duration); clock.now() < end;) {
        clock.wait(step);
        await office.ring();
      }
    },
    sleepUntil: (text) => clock.set(at(text)),
    post: async () => {
      if (!existsSync(letters)) return [];
      const paths = readdirSync(letters).map((name) => join(letters, name));
      const times = new Map(paths.map((path) => [path, statSync(path).mtimeMs]));
      const sorted = paths.toSorted((a, b) => (times.get(a) ?? 0) - (times.get(b) ?? 0));
      const all = await Promise.all(sorted.map((path) => read(readFileSync(path, 'utf8'))));
      rmSync(letters, { recursive: true });
      mkdirSync(letters);
      return all;
    },
    subscribe: async (address, wish = {}) => {
      const answer = await mail.subscribe.signUp({ address, ...wish });
      assert.ok('value' in answer, JSON.stringify(answer));
      await office.ring();
      const letter = (await office.post()).find(({ to }) => to === address);
      const confirmed = await mail.subscribe.confirm(tokenIn(letter, 'confirm'));
      assert.ok('value' in confirmed);
      return confirmed.value.id;
    },
    subjects: async () => (await office.post()).map(({ subject }) => subject),
    welcome: async (address, wish) => {
      const id = await office.subscribe(address, wish);
      await office.ring();
      await office.post();
      return id;
    },
    edit: async (files) => {
      write(calendars, files);
      await service.catalog.load({ settled: false });
    },
  };
  return office;
}

export async function read(raw: string): Promise<Post> {
  const mail = await simpleParser(raw);
  const to = Array.isArray(mail.to) ? mail.to[0] : mail.to;
  return { mail, raw, to: to?.value[0]?.address ?? '', subject: mail.subject ?? '', text: mail.text ?? '' };
}

/** The token of a link in a letter. */
export function tokenIn(post: Post | undefined, purpose: string): string {
  const token = new RegExp(`/subscriptions/${purpose}\\?token=([\\w-]+)`).exec(post?.text ?? '')?.[1];
  assert.ok(token, `no link to ${purpose} in ${post?.text ?? 'no letter'}`);
  return token;
}

/** A calendar called `one`, of one release, by the lines of its milestones. */
export function calendarOf(...milestones: readonly string[]): Files {
  return {
    'one/calendar.yaml': 'id: one\ntitle: One\nzone: UTC\n',
    'one/1.30.yaml': ['release: "1.30"', 'milestones:', ...milestones.map((row) => `  - ${row}`), ''].join(
      '\n',
    ),
  };
}

export function freeze(when: string, more = ''): string {
  return `{ id: code-freeze, name: Code Freeze, kind: freeze, when: ${when}${more} }`;
}
