import type { Letters } from '../ports/outbox.ts';
import type { MailParts } from '../sending/mailparts.ts';
import type { People, Subscription, Suppressions } from '../ports/people.ts';
import type { Plans } from '../ports/plans.ts';
import assert from 'node:assert/strict';
import type { Answer, Refusal } from '../ports/refusal.ts';
import type { Fault } from '../../domain/reminders/fault.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Purpose } from '../ports/tokens.ts';
import type { Remind } from './remind.ts';
import type { Wish } from '../../domain/reminders/wish.ts';
import type { Coming, Write } from './write.ts';
import { expected } from '../../domain/problem/expected.ts';
import { readWish, writeWish } from '../../domain/reminders/wish.ts';
import { instantOf, millis } from '../../domain/time/time.ts';
import { readAddress } from './address.ts';
import { onward, refuse } from '../ports/refusal.ts';
import { linkTimes } from './write.ts';

/** What somebody typed or a program sent, still text. */
type SignUpFields = Readonly<Record<string, string | undefined>>;

/** What subscribers can do. A token stands for its reader; all bad ones are refused alike. */
export interface Subscribe {
  /** Answers the same for every valid address; `sends` is shown to no visitor. */
  signUp(fields: SignUpFields): Promise<Answer<{ readonly wish: Wish; readonly sends: boolean }>>;
  /** Whether only we can have made a link, by its token alone, without the database. */
  isOurs(purpose: Purpose, token: string): boolean;
  /** Finds whose link it is; changes nothing. */
  look(purpose: Purpose, token: string): Promise<Answer<Subscription>>;
  /** Whose link it was that is refused, while they are still known: a link that was used says how things stand. */
  owner(token: { readonly purpose: Purpose; readonly token: string }): Promise<Subscription | undefined>;
  confirm(token: string): Promise<Answer<Subscription>>;
  change(token: string, fields: SignUpFields): Promise<Answer<Subscription>>;
  /** Only unsubscribing on the page brings a letter of goodbye. */
  unsubscribe(token: string, how: 'click' | 'page' | 'mail'): Promise<Answer<Subscription>>;
  /** Nothing is ever sent to the address again, whoever signs it up. */
  never(token: string): Promise<Answer<Subscription>>;
  /** Sends a link that is valid for a quarter of an hour. */
  request(token: string, what: 'export' | 'erase'): Promise<Answer<Subscription>>;
  export(token: string): Promise<Answer<object>>;
  erase(token: string): Promise<Answer<Subscription>>;
  /** The links of their mails, for a page reached by one of them. */
  links(of: Subscription): { readonly preferences: string; readonly unsubscribe: string };
  /** The next ten mails, as they will be sent if nothing changes. */
  coming(of: Subscription): Promise<readonly Coming[]>;
  /** Records what a mail server said later about an address. */
  bounce(bounce: {
    readonly address: string;
    readonly fault: Fault | undefined;
    readonly says: string;
  }): Promise<void>;
}

interface Dependencies extends Pick<MailParts, 'catalog' | 'tokens' | 'clock'> {
  readonly mail: People & Suppressions & Plans & Letters;
  readonly remind: Remind;
  readonly write: Write;
}

const mostComing = 10;

export function openSubscribe(opening: Dependencies): Subscribe {
  const { mail, catalog, remind, write, tokens, clock } = opening;

  const look: Subscribe['look'] = async (purpose, token) => {
    const claim = tokens.read(purpose, token, millis(clock()));
    const of = claim && (await mail.subscription({ id: claim.subscription }));
    const isLasting = purpose === 'preferences' || purpose === 'unsubscribe' || purpose === 'never';
    const isGood = of && (isLasting || of.round === claim.round);
    if (!isGood || (purpose === 'confirm' && of.state !== 'pending')) return bad;
    if (purpose === 'preferences' && of.state !== 'active') return bad;
    return { value: of };
  };

  const then = async (
    purpose: Purpose,
    token: string,
    act: (of: Subscription, now: Instant) => Promise<boolean>,
  ): Promise<Answer<Subscription>> => {
    const found = await look(purpose, token);
    if ('refusal' in found) return found;
    return (await act(found.value, clock())) ? found : bad;
  };

  const again = async (of: Subscription): Promise<Answer<Subscription>> => ({
    value: (await mail.subscription({ id: of.id })) ?? of,
  });

  return {
    look,
    owner: async ({ purpose, token }) => {
      const claim = tokens.read(purpose, token, millis(clock()));
      return claim && (await mail.subscription({ id: claim.subscription }));
    },
    isOurs: (purpose, token) => tokens.read(purpose, token, millis(clock())) !== undefined,
    never: (token) =>
      then('never', token, async ({ address }, now) => {
        const read = readAddress(address, (key) => tokens.hash(key));
        assert.ok('address' in read);
        const says = 'asked never to be emailed again';
        await mail.suppress({ hash: read.address.hash, says, now });
        return true;
      }),
    signUp: async (fields) => {
      const address = readAddress(fields['address'] ?? '', (key) => tokens.hash(key));
      if ('says' in address) return refuse('malformed-field', address.says);
      const read = readWish(fields, catalog.calendars());
      if ('says' in read) return refuse('malformed-field', read.says);
      const { wish } = read;
      const ask = { id: tokens.id(), delivery: tokens.id(), address: address.address, wish, now: clock() };
      const kind = await mail.signUp(ask);
      return { value: { wish, sends: kind !== 'none' } };
    },
    confirm: (token) =>
      then('confirm', token, ({ id, round }, now) => mail.confirm({ id, round, delivery: tokens.id(), now })),
    change: async (token, fields) =>
      onward(await look('preferences', token), async (of) => {
        const read = readWish({ ...writeWish(of.wish), ...fields }, catalog.calendars());
        if ('says' in read) return refuse('malformed-field', read.says);
        const now = clock();
        // what fell due under the former wish is planned by it
        await remind.planOne(of.id, now);
        await mail.change({ id: of.id, wish: read.wish, now });
        return again(of);
      }),
    unsubscribe: async (token, how) =>
      onward(await look('unsubscribe', token), async (of) => {
        const goodbye = how === 'page' && of.state === 'active' ? { delivery: tokens.id() } : {};
        await mail.end({ id: of.id, says: `unsubscribed by ${how}`, ...goodbye, now: clock() });
        return again(of);
      }),
    request: (token, what) =>
      then('preferences', token, async ({ id }, now) => {
        const unless = instantOf(millis(now) - linkTimes[what]);
        await mail.note({ id, kind: what, delivery: tokens.id(), now, unless });
        return true;
      }),
    export: async (token) =>
      onward(await look('export', token), async (of) => ({ value: await everythingOf(of, mail) })),
    erase: (token) => then('erase', token, ({ id }, now) => mail.erase({ id, now })),
    links: (of) => ({
      preferences: write.link('preferences', of),
      unsubscribe: write.link('unsubscribe', of),
    }),
    coming: (of) => write.coming(of, { now: clock(), count: mostComing }),
    bounce: async ({ address, fault, says }) => {
      const read = readAddress(address, (key) => tokens.hash(key));
      if ('says' in read) return;
      const ask = { hash: read.address.hash, says, now: clock() };
      if (fault === 'gone') await mail.suppress({ ...ask, cause: tokens.id() });
      else if (fault === 'mailbox') await mail.bounced(ask);
    },
  };
}

const bad: { readonly refusal: Refusal } = refuse(
  'bad-link',
  `token: ${expected('the complete link from one of our emails', 'one that is not valid here or has expired')}`,
);

/** The copy of one's data that many laws require. */
async function everythingOf(of: Subscription, mail: Plans & Letters): Promise<object> {
  const { wish, round: _round, ...facts } = of;
  const planning = await mail.planning(of.id);
  const told = (planning?.tellings ?? []).map(({ delivery: _delivery, ...one }) => one);
  const letters = await mail.deliveries({ subscription: of.id, limit: 10_000 });
  const audit = await mail.audit(of.id);
  return {
    subscription: { ...facts, wish: writeWish(wish) },
    reminders: told,
    letters: letters.map(({ kind, state, due, ended, says }) => ({ kind, state, due, ended, says })),
    events: audit.map(({ at, event, says }) => ({ at, event, says })),
  };
}
