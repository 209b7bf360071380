import type { MailParts } from '../sending/mailparts.ts';
import type { Ownership } from '../ports/ownership.ts';
import type { People, Subscription, Suppressions } from '../ports/people.ts';
import type { Plans } from '../ports/plans.ts';
import type { Audit, Delivery, DeliveryState, Letters, Telling } from '../ports/outbox.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Remind } from './remind.ts';
import type { Coming, Write } from './write.ts';
import { readAddress } from './address.ts';
import { milestoneKey } from '../../domain/calendar/milestonekey.ts';

/** Why somebody was told of a milestone, or was not. */
interface Reasons {
  readonly of: Subscription;
  readonly tellings: readonly (Telling & { readonly letter: Delivery | undefined })[];
  /** The audit lines about it and its letters. */
  readonly audit: readonly Audit[];
  /** The mails to come that will tell of it. */
  readonly coming: readonly Coming[];
}

/** What operators can do. */
export interface Operate {
  list(ask: {
    readonly state?: DeliveryState | undefined;
    readonly limit: number;
  }): Promise<readonly Delivery[]>;
  /** `undefined` for an address that nobody subscribed with. */
  find(address: string): Promise<Subscription | undefined>;
  preview(of: Subscription, count: number): Promise<readonly Coming[]>;
  /** `milestone` is `<release>/<id>` or an id. */
  why(of: Subscription, milestone: string): Promise<Reasons>;
  pause(): Promise<void>;
  /** `since` is when a restored backup was made: what may have been sent since is not sent. Says how much. */
  resume(since?: Instant): Promise<number>;
  retry(id?: string): Promise<number>;
  /** Undoes what a cause ended; answers how many letters and subscriptions. */
  undo(cause: string): Promise<number>;
  subscriptions(): Promise<readonly Subscription[]>;
  end(of: Subscription): Promise<void>;
  /** Lifts the suppression of an address; answers whether there was one. */
  allow(address: string): Promise<boolean>;
}

interface Dependencies extends Pick<MailParts, 'tokens' | 'clock'> {
  readonly mail: People & Suppressions & Plans & Letters & Ownership;
  readonly remind: Remind;
  readonly write: Write;
}

export function openOperate({ mail, remind, write, tokens, clock }: Dependencies): Operate {
  const coming: Operate['preview'] = (of, count) => write.coming(of, { now: clock(), count });
  return {
    list: (ask) => mail.deliveries(ask),
    find: async (address) => {
      const read = readAddress(address, (key) => tokens.hash(key));
      return 'address' in read ? mail.subscription({ key: read.address.key }) : undefined;
    },
    preview: coming,
    why: async (of, milestone) => {
      const isIt = (key: string): boolean => key === milestone || key.endsWith(`/${milestone}`);
      const planning = await mail.planning(of.id);
      const letters = await mail.deliveries({ subscription: of.id, limit: 10_000 });
      const tellings = (planning?.tellings ?? [])
        .filter(({ key }) => isIt(key))
        .map((one) => ({ ...one, letter: letters.find(({ id }) => id === one.delivery) }));
      const ids = new Set(tellings.flatMap(({ delivery }) => delivery ?? []));
      const audit = (await mail.audit(of.id)).filter(
        ({ delivery, says, event }) =>
          (delivery !== undefined && ids.has(delivery)) ||
          says.includes(milestone) ||
          ['confirmed', 'ended', 'suppressed'].includes(event),
      );
      const all = await coming(of, 100);
      const told = all.filter(({ items }) =>
        items.some(({ event }) => event.milestones.some((one) => isIt(milestoneKey(one)))),
      );
      return { of, tellings, audit, coming: told };
    },
    pause: () => mail.pause(true),
    resume: async (since) => {
      const now = clock();
      // first plans all that fell due and every change that is served, so that it can be marked
      const says = `it may have been sent between the backup of ${since ?? ''} and its restore`;
      if (since !== undefined) await remind.planRestored(now);
      const count = since === undefined ? 0 : await mail.forget({ now, says });
      await mail.pause(false);
      return count;
    },
    retry: (id) => mail.retry({ ...(id !== undefined && { id }), now: clock() }),
    undo: (cause) => mail.undo({ cause, now: clock() }),
    subscriptions: () => mail.subscriptions(),
    end: async ({ id }) => void (await mail.end({ id, says: 'by the operator', now: clock() })),
    allow: (address) => {
      const read = readAddress(address, (key) => tokens.hash(key));
      return 'address' in read ? mail.allow(read.address.hash) : Promise.resolve(false);
    },
  };
}
