import type { CommonOptions, Given } from './command.ts';
import type { Mailing } from '../../service/mail/mailing.ts';
import type { Service } from '../../service/service.ts';
import type { Subscription } from '../../service/ports/people.ts';
import assert from 'node:assert/strict';
import { quote } from '../../domain/problem/suggestion.ts';
import { NotFound, openService, sumUp } from './command.ts';

type Story<T> = (mail: Mailing, service: Service) => Promise<T>;

/** Runs a command on the mail side with the calendars the service has accepted; nothing is written. */
export function asking<T>(given: Given, options: CommonOptions, story: Story<T>): Promise<T> {
  return withService(given, { options, remember: 'ask' }, (service) => mailOf(service, story));
}

/** As `asking`, for a command that writes; prints what the story returns and which store it used. */
export function telling(given: Given, options: CommonOptions, story: Story<string>): Promise<void> {
  return withService(given, { options, remember: 'tell' }, async (service) =>
    sayDone(service, options, await mailOf(service, story)),
  );
}

async function mailOf<T>(service: Service, story: Story<T>): Promise<T> {
  const mail = await service.mailing?.();
  assert.ok(mail);
  return story(mail, service);
}

/** Opens a service that reads or changes the state of a running one; closes its store afterwards. */
export async function withService<T>(
  given: Given,
  { options, remember }: { readonly options: CommonOptions; readonly remember: 'ask' | 'tell' },
  story: (service: Service) => Promise<T>,
): Promise<T> {
  const service = openService(given, options, { remember });
  try {
    await service.catalog.load({ settled: false });
    return await story(service);
  } finally {
    await service.store?.close();
  }
}

/** Shows the store, in case DATA_DIR is not the one meant. */
export function sayDone({ store, catalog }: Service, options: CommonOptions, says: string): void {
  const calendars = catalog.calendars().map(({ id, revision }) => `${id} ${revision}`);
  const accepted = calendars.length === 0 ? 'no calendars yet' : `calendars: ${calendars.join(', ')}`;
  sumUp(options, `${says}\nin ${store?.where ?? ''} (${accepted})`);
}

export async function chosenSubscription(mail: Mailing, address: string): Promise<Subscription> {
  const of = await mail.operate.find(address);
  if (!of) throw new NotFound(`no subscription for ${quote(address)}; "subscriptions list" shows all`);
  return of;
}
