import assert from 'node:assert/strict';
import type { Environment } from '../../../src/runtime/config.ts';
import type { Office, Post } from '../../mail/office.ts';
import type { Served } from '../served.ts';
import { calendarOf, freeze, inOffice, tokenIn } from '../../mail/office.ts';
import { served } from '../served.ts';

export interface Told extends Served {
  readonly office: Office;
  /** Rings the clock, and takes what was written since. */
  readonly letters: () => Promise<readonly Post[]>;
  /** Somebody has subscribed; the letter that says so. */
  readonly subscribed: () => Promise<Post>;
  /** A page as a browser without a script has it. */
  readonly page: (path: string) => ReturnType<Served['http']['get']>;
  /** A form that a browser sends. */
  readonly form: (path: string, fields: object) => ReturnType<Served['http']['post']>;
}

/** Tells a story to a service with one freeze, on 20 March 2026 anywhere on Earth. */
export function told(story: (told: Told) => Promise<void>, env: Environment = {}): Promise<void> {
  return inOffice({ files: calendarOf(freeze('2026-03-20 AoE')), env }, (office) =>
    served(office.service, ({ http, port }) => {
      const letters = async (): Promise<readonly Post[]> => {
        await office.ring();
        return office.post();
      };
      return story({
        ...{ http, port, office, letters },
        subscribed: async () => {
          await office.subscribe('jo@example.org');
          return (await letters())[0] ?? assert.fail('no welcome');
        },
        page: (path) => http.get(path).set(asPage),
        form: (path, fields) => http.post(path).set(asPage).type('form').send(fields),
      });
    }),
  );
}

const asPage = { Accept: 'text/html,application/xhtml+xml' };

/** The path of a link in a letter. */
export function linkIn(post: Post | undefined, purpose: string): string {
  return `/subscriptions/${purpose}?token=${tokenIn(post, purpose)}`;
}
