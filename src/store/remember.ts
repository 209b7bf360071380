import type { Database, OpenStore } from './database/database.ts';
import { accept, accepted, acceptedAt, back, calendars, leave, standing } from './calendars/accepted.ts';
import { approve, held, holdRevision } from './calendars/held.ts';
import { rememberMail } from './mail/mailtables.ts';
import { news } from './calendars/newstable.ts';
import { rememberTexts } from './calendars/textstable.ts';

/** The store, on an open database. */
export function remember(database: Database): OpenStore {
  const { run } = database;
  return {
    calendars: () => run(() => calendars(database)),
    accepted: (calendar) => run(() => accepted(database, calendar)),
    acceptedHead: (calendar) => run(() => standing(database, calendar)),
    heartbeat: (calendar, revision, at) => run(() => back(database, { calendar, revision }, at)),
    leave: (host) => run(() => leave(database, host)),
    acceptedAt: (calendar, revision) => run(() => acceptedAt(database, { calendar, revision })),
    accept: (acceptance) => run(() => accept(database, acceptance)),
    news: (calendar) => run(() => news(database.db, calendar)),
    hold: (version) => run(() => holdRevision(database, version)),
    held: () => run(() => held(database)),
    approve: (revision) => run(() => approve(database, revision)),
    texts: rememberTexts(database),
    mail: rememberMail(database),
    close: () => run(() => database.db.destroy()),
  };
}
