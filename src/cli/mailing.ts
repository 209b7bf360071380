import type { CommonOptions, Given } from './command.ts';
import type { Mailing } from '../service/mailing.ts';
import type { Service } from '../service/service.ts';
import type { Subscription } from '../service/subscription.ts';
import { quote } from '../domain/nearest.ts';
import { NotFound, open } from './command.ts';

/** The mail side of the service, with the calendars read, for one command. */
export async function withMailing<T>(
  given: Given,
  options: CommonOptions,
  story: (mail: Mailing, service: Service) => Promise<T>,
): Promise<T> {
  const service = open(given, options, { remember: true });
  try {
    await service.store?.migrate();
    await service.catalog.load({ settled: false });
    const mail = await service.mailing?.();
    if (!mail) throw new NotFound('nothing is remembered here');
    return await story(mail, service);
  } finally {
    await service.store?.close();
  }
}

export async function subscriptionOf(mail: Mailing, address: string): Promise<Subscription> {
  const of = await mail.operate.find(address);
  if (!of)
    throw new NotFound(`nobody subscribed with ${quote(address)}; "subscriptions list" prints who did`);
  return of;
}
