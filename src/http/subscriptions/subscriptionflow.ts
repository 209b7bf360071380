import type { Answer } from '../../service/ports/refusal.ts';
import type { Fields } from '../answers/formfields.ts';
import type { Mailing } from '../../service/mail/mailing.ts';
import type { Pages } from '../pages/page.ts';
import type { Subscription } from '../../service/ports/people.ts';
import type { PageAnswer } from './respond.ts';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { writeWish } from '../../domain/reminders/wish.ts';

interface Asking {
  readonly mail: Mailing;
  readonly token: string;
  readonly fields: Fields;
  /** Whether the client wants an HTML page. */
  readonly page: boolean;
}

export type Verb = (asking: Asking) => Promise<Answer<PageAnswer> | { readonly again: PageAnswer }>;

export interface Step {
  readonly show: Verb;
  readonly act: Verb;
}

/** What a program is answered that signed somebody up, whoever it was. */
export const signedUp = z.strictObject({ status: z.string() });

type StepName = 'subscribe' | 'confirm' | 'never' | 'preferences' | 'unsubscribe' | 'export' | 'erase';

/** The time a sign-up takes must not reveal who is subscribed. */
const answerMs = 100;

/** What GET shows and POST does at each subscription URL. */
export function subscriptionFlow(pages: Pages): Readonly<Record<StepName, Step>> {
  const look =
    (purpose: Exclude<StepName, 'subscribe'>): Verb =>
    async ({ mail, token }) =>
      mapped(await mail.subscribe.look(purpose, token), (of) => ({
        page: purpose,
        data: pages.about(of),
        json: stateOf(of),
      }));
  const preferences = async (mail: Mailing, of: Subscription, more: object = {}): Promise<PageAnswer> => {
    const coming = await mail.subscribe.coming(of);
    const mails = pages.mails(coming, of.wish);
    const data = { form: pages.form(writeWish(of.wish)), mails, ...mail.subscribe.links(of), ...more };
    return { page: 'preferences', data, json: { ...stateOf(of), next: mails } };
  };
  return {
    subscribe: {
      show: ({ fields }) =>
        Promise.resolve({
          value: { page: 'subscribe' as const, data: { form: pages.form(fields) }, json: {} },
        }),
      act: async ({ mail, fields }) => {
        // a honeypot: only bots fill in this field
        const isTrapped = (fields['website'] ?? '') !== '';
        const trapped = Promise.resolve({ value: { sends: false } });
        const signUp = isTrapped ? trapped : mail.subscribe.signUp(fields);
        // takes equally long whether or not anything is stored for the address
        const [answer] = await Promise.all([signUp, setTimeout(answerMs)]);
        const sent: PageAnswer = {
          status: 202,
          page: 'sent',
          json: {
            status: 'a letter that asks to confirm is on its way, if one may be sent',
          } satisfies z.output<typeof signedUp>,
        };
        if (!('refusal' in answer)) return { value: { ...sent, counts: answer.value.sends } };
        const { says } = answer.refusal;
        return {
          again: { status: 400, page: 'subscribe', data: { form: pages.form(fields), says }, json: { says } },
        };
      },
    },
    confirm: {
      show: look('confirm'),
      act: async ({ mail, token }) =>
        mapped(await mail.subscribe.confirm(token), (of) => ({
          page: 'confirmed',
          data: { ...pages.about(of), ...mail.subscribe.links(of) },
          json: { ...stateOf(of), state: 'active' },
        })),
    },
    never: {
      show: look('never'),
      act: async ({ mail, token }) =>
        mapped(await mail.subscribe.never(token), () => ({ page: 'nevered', json: { state: 'ended' } })),
    },
    preferences: {
      show: async ({ mail, token }) => {
        const found = await mail.subscribe.look('preferences', token);
        return 'refusal' in found ? found : { value: await preferences(mail, found.value) };
      },
      act: async ({ mail, token, fields }) => {
        const { action, ...wish } = fields;
        if (action === 'export' || action === 'erase') {
          const found = await mail.subscribe.request(token, action);
          const saved = 'A mail with the link is on its way. It is good for 15 minutes.';
          return 'refusal' in found ? found : { value: await preferences(mail, found.value, { saved }) };
        }
        const found = await mail.subscribe.change(token, wish);
        if (!('refusal' in found))
          return { value: await preferences(mail, found.value, { saved: 'It is saved.' }) };
        const of = await mail.subscribe.look('preferences', token);
        if ('refusal' in of) return of;
        const { says } = found.refusal;
        const again = await preferences(mail, of.value, { says, form: pages.form(wish) });
        return { again: { ...again, status: 400, json: { says } } };
      },
    },
    unsubscribe: {
      show: look('unsubscribe'),
      act: async ({ mail, token, fields }) => {
        const how = fields['how'] === 'page' ? 'page' : 'click';
        return mapped(await mail.subscribe.unsubscribe(token, how), (of) => ({
          page: 'unsubscribed',
          json: stateOf(of),
        }));
      },
    },
    export: {
      show: look('export'),
      act: async ({ mail, token }) =>
        mapped(await mail.subscribe.export(token), (json) => ({
          page: 'export',
          json,
          file: 'release-calendar.json',
        })),
    },
    erase: {
      show: look('erase'),
      act: async ({ mail, token }) =>
        mapped(await mail.subscribe.erase(token), () => ({ page: 'erased', json: { state: 'erased' } })),
    },
  };
}

function mapped<T>(answer: Answer<T>, tell: (value: T) => PageAnswer): Answer<PageAnswer> {
  return 'refusal' in answer ? answer : { value: tell(answer.value) };
}

function stateOf({ state, wish }: Subscription): object {
  return { state, wish: writeWish(wish) };
}
