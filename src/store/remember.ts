import type { Database } from './database.ts';
import type { Store } from '../service/store.ts';
import { accept, accepted, acceptedAt, back, standing } from './accepted.ts';
import { approve, held, hold } from './held.ts';
import { rememberMail } from './mail.ts';
import { migrate } from './migrate.ts';
import { news } from './news.ts';

/** The store in an open database. */
export function remember(database: Database): Store {
  const { run } = database;
  return {
    migrate: () => run(() => migrate(database)),
    accepted: (calendar) => run(() => accepted(database, calendar)),
    standing: (calendar) => run(() => standing(database, calendar)),
    back: (calendar, revision, at) => run(() => back(database, { calendar, revision }, at)),
    acceptedAt: (calendar, revision) => run(() => acceptedAt(database, { calendar, revision })),
    accept: (acceptance) => run(() => accept(database, acceptance)),
    news: (calendar) => run(() => news(database.db, calendar)),
    hold: (version) => run(() => hold(database, version)),
    held: () => run(() => held(database)),
    approve: (revision) => run(() => approve(database, revision)),
    mail: rememberMail(database),
    close: () => run(() => database.db.destroy()),
  };
}
