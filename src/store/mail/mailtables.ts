import type { Database } from '../database/database.ts';
import type { MailStore } from '../../service/ports/mailstore.ts';
import { allAnnounced, settleAnnounced } from './announcing.ts';
import { claimCall, dropCall, holdFile, mailer, own, pause } from './mailer.ts';
import { bounced, catchUp, recordEffects } from './recordeffects.ts';
import { undo } from './undo.ts';
import { claim, dot, finish, freeze, renewLeases, strike } from './outboxtable.ts';
import { countOf, letterCounts, deliveries, forget, oldestDue, prune, retry } from './admintable.ts';
import { audit, change, confirm, end, everybody, find, note } from './people.ts';
import { allow, erase, suppress } from './suppression.ts';
import { signUp } from './signup.ts';
import { planLetters, planning } from './planning.ts';

/** The mail side of the store, on an open database. */
export function rememberMail(database: Database): MailStore {
  const { run, db } = database;
  return {
    signUp: (ask) => run(() => signUp(database, ask)),
    subscription: (who) => run(() => find(db, who)),
    subscriptions: () => run(() => everybody(database)),
    confirm: (ask) => run(() => confirm(database, ask)),
    change: (ask) => run(() => change(database, ask)),
    end: (ask) => run(() => end(database, ask)),
    note: (ask) => run(() => note(database, ask)),
    erase: (ask) => run(() => erase(database, ask)),
    suppress: (ask) => run(() => suppress(database, ask)),
    bounced: (ask) => run(() => bounced(database, ask)),
    undo: (ask) => run(() => undo(database, ask)),
    allow: (hash) => run(() => allow(database, hash)),
    settle: (ask) => run(() => settleAnnounced(database, ask)),
    announced: () => run(() => allAnnounced(db)),
    plan: (ask) => run(() => planLetters(database, ask)),
    planning: (id) => run(() => planning(database, id)),
    claim: (ask) => run(() => claim(database, ask)),
    strike: (ask) => run(() => strike(database, ask)),
    freeze: (id, attempt, frozen) => run(() => freeze(database, id, { attempt, frozen })),
    commitLastByte: (id, attempt, until) => run(() => dot(database, id, { attempt, until })),
    renew: (ids, until) => run(() => renewLeases(database, ids, until)),
    recordOutcome: (id, attempt, outcome, now) =>
      run(() => finish(database, { id, attempt }, { outcome, now })),
    recordEffects: (finished) => run(() => recordEffects(database, finished)),
    catchUp: (now) => run(() => catchUp(database, now)),
    deliveries: (ask) => run(() => deliveries(database, ask)),
    retry: (ask) => run(() => retry(database, ask)),
    forget: (ask) => run(() => forget(database, ask)),
    audit: (subscription) => run(() => audit(database, subscription)),
    counts: () => run(() => letterCounts(database)),
    countOf: (cause) => run(() => countOf(database, cause)),
    oldestDue: (now) => run(() => oldestDue(database, now)),
    prune: (before) => run(() => prune(database, before)),
    mailer: () => run(() => mailer(database)),
    system: () => run(() => database.system()),
    claimOwnership: (owner) => run(() => own(database, owner)),
    hold: (ask) => run(() => holdFile(database, ask)),
    pause: (isPaused) => run(() => pause(database, isPaused)),
    claimOperatorLetter: (ask) => run(() => claimCall(database, ask)),
    releaseOperatorLetter: () => run(() => dropCall(database)),
  };
}
