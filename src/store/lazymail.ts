import type { MailStore } from '../service/mailstore.ts';
import type { Store } from '../service/store.ts';

/** The mail side of a store that is opened by its first call. */
export function lazyMail(call: <T>(verb: (store: Store) => Promise<T>) => Promise<T>): MailStore {
  const mail = <T>(verb: (store: MailStore) => Promise<T>): Promise<T> => call((store) => verb(store.mail));
  return {
    signUp: (ask) => mail((store) => store.signUp(ask)),
    subscription: (who) => mail((store) => store.subscription(who)),
    subscriptions: () => mail((store) => store.subscriptions()),
    confirm: (ask) => mail((store) => store.confirm(ask)),
    change: (ask) => mail((store) => store.change(ask)),
    end: (ask) => mail((store) => store.end(ask)),
    note: (ask) => mail((store) => store.note(ask)),
    erase: (ask) => mail((store) => store.erase(ask)),
    suppress: (ask) => mail((store) => store.suppress(ask)),
    allow: (hash) => mail((store) => store.allow(hash)),
    settle: (ask) => mail((store) => store.settle(ask)),
    announced: () => mail((store) => store.announced()),
    plan: (ask) => mail((store) => store.plan(ask)),
    planning: (id) => mail((store) => store.planning(id)),
    claim: (ask) => mail((store) => store.claim(ask)),
    strike: (ask) => mail((store) => store.strike(ask)),
    freeze: (id, attempt, frozen) => mail((store) => store.freeze(id, attempt, frozen)),
    dot: (id, attempt, until) => mail((store) => store.dot(id, attempt, until)),
    renew: (ids, until) => mail((store) => store.renew(ids, until)),
    finish: (id, attempt, outcome, now) => mail((store) => store.finish(id, attempt, outcome, now)),
    follow: (finished) => mail((store) => store.follow(finished)),
    catchUp: () => mail((store) => store.catchUp()),
    deliveries: (ask) => mail((store) => store.deliveries(ask)),
    retry: (ask) => mail((store) => store.retry(ask)),
    forget: (ask) => mail((store) => store.forget(ask)),
    audit: (subscription) => mail((store) => store.audit(subscription)),
    counts: () => mail((store) => store.counts()),
    countOf: (cause) => mail((store) => store.countOf(cause)),
    oldestDue: (now) => mail((store) => store.oldestDue(now)),
    prune: (before) => mail((store) => store.prune(before)),
    mailer: () => mail((store) => store.mailer()),
    system: () => mail((store) => store.system()),
    own: (owner) => mail((store) => store.own(owner)),
    pause: (isPaused) => mail((store) => store.pause(isPaused)),
  };
}
