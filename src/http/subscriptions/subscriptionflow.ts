import type { Answer } from '../../service/ports/refusal.ts';
import type { Fields } from '../answers/formfields.ts';
import type { Mailing } from '../../service/mail/mailing.ts';
import type { Operation } from '../answers/operation.ts';
import type { PageName, Pages } from '../pages/page.ts';
import type { Subscription } from '../../service/ports/people.ts';
import type { wishNames } from '../../domain/reminders/wish.ts';
import type { ZodType } from 'zod';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { granted } from '../answers/handler.ts';
import { zoneTitle } from '../../domain/banner/printed.ts';
import { writeWish } from '../../domain/reminders/wish.ts';

interface Asking {
  readonly mail: Mailing;
  readonly token: string;
  readonly fields: Fields;
}

/** A page and its data, as JSON too; or a download. */
interface PageAnswer<T> {
  readonly page: PageName;
  readonly data?: object;
  readonly json: T;
  readonly file?: string;
  /** A sign-up that sends a letter, and so counts toward the rate limit. */
  readonly counts?: boolean;
}

/** What was typed cannot be: the page once more, with what is wrong. */
interface Again {
  readonly page: PageName;
  readonly data: object;
  readonly wrong: string;
}

/** `T` is what a program is answered. A refusal is thrown, by `granted`. */
export type Verb<T extends object = object> = (asking: Asking) => Promise<PageAnswer<T> | Again>;

/** An address with a form: what GET shows and POST does. */
export interface Form {
  readonly path: string;
  readonly show: Verb;
  readonly act: Verb;
  /** What programs are told of its POST. */
  readonly operation?: Operation;
}

/** The purposes of links in mails, each with its form. */
export const linked = ['confirm', 'never', 'preferences', 'unsubscribe', 'export', 'erase'] as const;
type Linked = (typeof linked)[number];

export function forms(pages: Pages): readonly Form[] {
  const steps = stepsOf(pages);
  return [signUp(pages), ...linked.map((name) => ({ path: `/subscriptions/${name}`, ...steps[name] }))];
}

const list = z.string();
const body = z.object({
  address: z.string().max(254).describe('An email address'),
  calendar: list.optional().describe('Ids of calendars'),
  lead: list.optional().describe('Days before a deadline, such as 7,1, or none to hear of changes only'),
  hour: z.string().optional().describe('Hour of the day, 0 to 23, in the time zone that tz names'),
  tz: z.string().optional().describe('A city or time zone, such as Berlin, PT or Europe/Berlin'),
  changes: z.enum(['yes', 'no']).optional(),
  format: z.enum(['html', 'text']).optional(),
  kind: list.optional(),
  role: list.optional(),
  milestone: list.optional(),
} satisfies Record<'address' | (typeof wishNames)[number], ZodType>);
const signedUp = z.strictObject({ status: z.string() });

/** The time a sign-up takes must not reveal who is subscribed. */
const answerMs = 100;

function signUp(pages: Pages): Form {
  const act: Verb<z.output<typeof signedUp>> = async ({ mail, fields }) => {
    // a honeypot: only bots fill in this field
    const isTrapped = (fields['website'] ?? '') !== '';
    const trapped = Promise.resolve({ value: { sends: false } });
    const signing = isTrapped ? trapped : mail.subscribe.signUp(fields);
    // takes equally long whether or not anything is stored for the address
    const [answer] = await Promise.all([signing, setTimeout(answerMs)]);
    if ('refusal' in answer) {
      const { says } = answer.refusal;
      return { page: 'subscribe', data: { form: pages.form(fields), says }, wrong: says };
    }
    const status = 'if we may send email to this address, a message that asks for confirmation is on its way';
    return { page: 'sent', json: { status }, counts: answer.value.sends };
  };
  return {
    path: '/subscriptions',
    show: ({ fields }) =>
      Promise.resolve({ page: 'subscribe', data: { form: pages.form(fields) }, json: {} }),
    act,
    operation: {
      says: 'Subscribes an address to reminders; an email asks its owner to confirm. The answer is the same for every address',
      values: [],
      answers: [{ format: 'json', media: 'application/json', shape: signedUp }],
      examples: [],
      body,
    },
  };
}

function stepsOf(pages: Pages): Readonly<Record<Linked, Pick<Form, 'show' | 'act'>>> {
  const look =
    (purpose: Linked): Verb =>
    async ({ mail, token }) => {
      const answer = await mail.subscribe.look(purpose, token);
      if ('refusal' in answer) return used(mail, purpose, token, answer);
      const of = answer.value;
      const page = purpose === 'unsubscribe' && of.state === 'ended' ? 'unsubscribed' : purpose;
      return { page, data: pages.about(of), json: stateOf(of) };
    };
  /** What a link that was used says: how things stand now. */
  const used = async (
    mail: Mailing,
    purpose: Linked,
    token: string,
    refused: Answer<Subscription>,
  ): Promise<PageAnswer<object>> => {
    const of = await mail.subscribe.owner({ purpose, token });
    const isDone = purpose === 'confirm' && of?.state === 'active';
    if (!of || !(isDone || (purpose === 'preferences' && of.state === 'ended')))
      return { page: 'sorry', json: granted(refused) };
    const data = { ...pages.about(of), ...mail.subscribe.links(of) };
    return { page: isDone ? 'confirmed' : 'unsubscribed', data, json: stateOf(of) };
  };
  const preferences = async (
    mail: Mailing,
    of: Subscription,
    more: object = {},
  ): Promise<PageAnswer<object> & Pick<Again, 'data'>> => {
    const mails = pages.mails(await mail.subscribe.coming(of), of.wish);
    const form = pages.form({ ...writeWish(of.wish), tz: zoneTitle(of.wish.zone) });
    const data = { form, mails, ...mail.subscribe.links(of), ...more };
    return { page: 'preferences', data, json: { ...stateOf(of), next: mails } };
  };
  return {
    confirm: {
      show: look('confirm'),
      act: async ({ mail, token }) => {
        const answer = await mail.subscribe.confirm(token);
        if ('refusal' in answer) return used(mail, 'confirm', token, answer);
        const of = answer.value;
        const data = { ...pages.about(of), ...mail.subscribe.links(of), isNew: true };
        return { page: 'confirmed', data, json: { ...stateOf(of), state: 'active' } };
      },
    },
    never: {
      show: look('never'),
      act: async ({ mail, token }) => {
        granted(await mail.subscribe.never(token));
        return { page: 'nevered', json: { state: 'ended' } };
      },
    },
    preferences: {
      show: async ({ mail, token }) => {
        const answer = await mail.subscribe.look('preferences', token);
        return 'refusal' in answer
          ? used(mail, 'preferences', token, answer)
          : preferences(mail, answer.value);
      },
      act: async ({ mail, token, fields }) => {
        const { action, ...wish } = fields;
        if (action === 'export' || action === 'erase') {
          const of = granted(await mail.subscribe.request(token, action));
          const saved = 'Check your email for the link. It is valid for 15 minutes.';
          return preferences(mail, of, { saved });
        }
        const found = await mail.subscribe.change(token, wish);
        if (!('refusal' in found))
          return preferences(mail, found.value, { saved: 'Your changes have been saved.' });
        const of = granted(await mail.subscribe.look('preferences', token));
        const { says } = found.refusal;
        const { page, data } = await preferences(mail, of, { says, form: pages.form(wish) });
        return { page, data, wrong: says };
      },
    },
    unsubscribe: {
      show: look('unsubscribe'),
      act: async ({ mail, token, fields }) => {
        const how = fields['how'] === 'page' ? 'page' : 'click';
        const of = granted(await mail.subscribe.unsubscribe(token, how));
        return { page: 'unsubscribed', data: pages.about(of), json: stateOf(of) };
      },
    },
    export: {
      show: look('export'),
      act: async ({ mail, token }) => {
        const json = granted(await mail.subscribe.export(token));
        return { page: 'export', json, file: 'release-calendar.json' };
      },
    },
    erase: {
      show: look('erase'),
      act: async ({ mail, token }) => {
        granted(await mail.subscribe.erase(token));
        return { page: 'erased', json: { state: 'erased' } };
      },
    },
  };
}

function stateOf({ state, wish }: Subscription): object {
  return { state, wish: writeWish(wish) };
}
