import type { MailStore } from '../../service/ports/mailstore.ts';
import type { OpenStore } from '../database/database.ts';

type Calling = <T>(verb: (store: OpenStore) => Promise<T>) => Promise<T>;

/** The mail side of a store that opens on first use. */
export function lazyMail(reading: Calling, writing: Calling): MailStore {
  const mail = <T>(verb: (store: MailStore) => Promise<T>): Promise<T> =>
    reading((store) => verb(store.mail));
  const write = <T>(verb: (store: MailStore) => Promise<T>): Promise<T> =>
    writing((store) => verb(store.mail));
  return {
    signUp: (ask) => write((store) => store.signUp(ask)),
    subscription: (who) => mail((store) => store.subscription(who)),
    subscriptions: () => mail((store) => store.subscriptions()),
    confirm: (ask) => write((store) => store.confirm(ask)),
    change: (ask) => write((store) => store.change(ask)),
    end: (ask) => write((store) => store.end(ask)),
    note: (ask) => write((store) => store.note(ask)),
    erase: (ask) => write((store) => store.erase(ask)),
    suppress: (ask) => write((store) => store.suppress(ask)),
    bounced: (ask) => write((store) => store.bounced(ask)),
    undo: (ask) => write((store) => store.undo(ask)),
    allow: (hash) => write((store) => store.allow(hash)),
    settle: (ask) => write((store) => store.settle(ask)),
    announced: () => mail((store) => store.announced()),
    plan: (ask) => write((store) => store.plan(ask)),
    planning: (id) => mail((store) => store.planning(id)),
    claim: (ask) => write((store) => store.claim(ask)),
    strike: (ask) => write((store) => store.strike(ask)),
    freeze: (id, attempt, frozen) => write((store) => store.freeze(id, attempt, frozen)),
    commitLastByte: (id, attempt, until) => write((store) => store.commitLastByte(id, attempt, until)),
    renew: (ids, until) => write((store) => store.renew(ids, until)),
    recordOutcome: (id, attempt, outcome, now) =>
      write((store) => store.recordOutcome(id, attempt, outcome, now)),
    recordEffects: (finished) => write((store) => store.recordEffects(finished)),
    catchUp: (now) => write((store) => store.catchUp(now)),
    deliveries: (ask) => mail((store) => store.deliveries(ask)),
    retry: (ask) => write((store) => store.retry(ask)),
    forget: (ask) => write((store) => store.forget(ask)),
    audit: (subscription) => mail((store) => store.audit(subscription)),
    counts: () => mail((store) => store.counts()),
    countOf: (cause) => mail((store) => store.countOf(cause)),
    oldestDue: (now) => mail((store) => store.oldestDue(now)),
    prune: (before) => write((store) => store.prune(before)),
    mailer: () => mail((store) => store.mailer()),
    system: () => mail((store) => store.system()),
    hold: (ask) => write((store) => store.hold(ask)),
    claimOwnership: (owner) => write((store) => store.claimOwnership(owner)),
    pause: (isPaused) => write((store) => store.pause(isPaused)),
    claimOperatorLetter: (ask) => write((store) => store.claimOperatorLetter(ask)),
    releaseOperatorLetter: () => write((store) => store.releaseOperatorLetter()),
  };
}
