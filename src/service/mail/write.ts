import type { AllAnnounced, Announcements } from '../ports/plans.ts';
import type { MailParts } from '../sending/mailparts.ts';
import type { Claimed, Telling } from '../ports/outbox.ts';
import type { NoteKind } from '../ports/people.ts';
import type { Subscription } from '../ports/people.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Catalog } from '../publish/catalog.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Item, Letter, Links, Note } from '../../domain/reminders/letter.ts';
import type { Purpose } from '../ports/tokens.ts';
import type { Remind } from './remind.ts';
import { bySooner, eventsOf, itemsOf } from '../../domain/reminders/letter.ts';
import { instantOf, millis } from '../../domain/time/time.ts';

/** How long the links in mails are valid, in milliseconds. */
export const linkTimes = { confirm: 48 * 3_600_000, export: 15 * 60_000, erase: 15 * 60_000 } as const;

interface Dependencies extends Pick<MailParts, 'catalog' | 'tokens' | 'publicUrl'> {
  readonly mail: Announcements;
  /** Where a mail that unsubscribes goes. */
  readonly mailto: string | undefined;
  readonly remind: Remind;
}

/** Makes letters from what is to be told. */
export interface Write {
  /** `undefined` when there is nothing left to tell. */
  digest(claimed: Claimed, ask: Digesting): Letter | undefined;
  note(of: Subscription, kind: NoteKind, now: Instant): Promise<Letter>;
  link(purpose: Purpose, of: Pick<Subscription, 'id' | 'round'>, until?: Instant): string;
  /** The mails that a subscription will get if nothing changes. */
  coming(
    of: Subscription,
    ask: { readonly now: Instant; readonly count: number },
  ): Promise<readonly Coming[]>;
}

export interface Coming {
  readonly at: Instant;
  readonly items: readonly Item[];
}

interface Digesting {
  readonly tellings: readonly Telling[];
  readonly announced: AllAnnounced;
  readonly now: Instant;
}

export function openWrite({ catalog, tokens, publicUrl, mailto, remind, mail }: Dependencies): Write {
  const link: Write['link'] = (purpose, { id, round }, until) => {
    // lasting links survive leaving and coming back; the others are valid for one round only
    const lasting = purpose === 'preferences' || purpose === 'unsubscribe' || purpose === 'never';
    const claim = { subscription: id, round: lasting ? 0 : round };
    const token = tokens.sign(purpose, claim, until === undefined ? 0 : millis(until));
    return `${publicUrl}/subscriptions/${purpose}?token=${token}`;
  };
  const linksOf = (of: Subscription): Links => {
    const unsubscribe = link('unsubscribe', of);
    const token = unsubscribe.slice(unsubscribe.indexOf('token=') + 'token='.length);
    return {
      home: `${publicUrl}/`,
      preferences: link('preferences', of),
      unsubscribe,
      never: link('never', of),
      mailto: mailto === undefined ? undefined : `${mailto}?subject=unsubscribe%20${token}`,
    };
  };
  const common = (of: Subscription, at: Instant): Omit<Note, 'kind' | 'link' | 'wish' | 'ahead'> => ({
    to: of.address,
    at,
    zone: of.wish.zone,
    html: of.wish.html,
    links: linksOf(of),
    titles: titlesOf(of, catalog),
  });
  // a calendar stays the same object while it does not change, so its events are kept for a day
  const known = new WeakMap<Calendar, { readonly day: string; readonly all: ReturnType<typeof eventsOf> }>();
  const eventsIn = (calendar: Calendar, now: Instant): ReturnType<typeof eventsOf> => {
    const [found, day] = [known.get(calendar), now.slice(0, 10)];
    if (found?.day === day) return found.all;
    const all = eventsOf(calendar, now);
    known.set(calendar, { day, all });
    return all;
  };
  /** What some reminders say, of all calendars; most urgent first. */
  const items = (
    tellings: readonly Pick<Telling, 'calendar' | 'key' | 'purpose'>[],
    { of, announced, now }: Omit<Digesting, 'tellings'> & { readonly of: Subscription },
  ): readonly Item[] =>
    catalog
      .calendars()
      .flatMap((calendar) => {
        const own = tellings.filter((one) => one.calendar === calendar.id);
        if (own.length === 0) return [];
        const { events } = eventsIn(calendar, now);
        const told = announced.get(calendar.id) ?? new Map();
        return itemsOf(own, { calendar, events, announced: told, zone: of.wish.zone, at: now });
      })
      .toSorted(bySooner);

  const coming: Write['coming'] = async (of, ask) => {
    const letters = await remind.preview(of.id, ask);
    const announced = await mail.announced();
    return letters.map(({ at, reminders }) => ({ at, items: items(reminders, { of, announced, now: at }) }));
  };

  return {
    link,
    coming,
    digest: ({ of }, ask) => {
      const [first, ...rest] = items(ask.tellings, { of, ...ask });
      if (!first) return undefined;
      const all: readonly [Item, ...Item[]] = [first, ...rest];
      const feeds = [...new Set(all.map(({ calendar }) => calendar))].map((calendar) => ({
        ...eventsIn(calendar, ask.now).feed,
        events: distinct(all.filter((item) => item.calendar === calendar).map(({ event }) => event)),
      }));
      return { kind: 'digest', ...common(of, ask.now), items: all, feeds, wish: of.wish };
    },
    note: async (of, kind, now) => {
      const purpose = kind === 'confirm' || kind === 'export' || kind === 'erase' ? kind : undefined;
      return {
        kind,
        ...common(of, now),
        wish: of.wish,
        link: purpose && link(purpose, of, instantOf(millis(now) + linkTimes[purpose])),
        ahead: kind === 'welcome' ? await coming(of, { now, count: 3 }) : [],
      };
    },
  };
}

function titlesOf({ wish }: Subscription, catalog: Catalog): readonly string[] {
  const all = catalog.calendars();
  return wish.calendars.map((id) => all.find((one) => one.id === id)?.title ?? id);
}

function distinct<T>(list: readonly T[]): readonly T[] {
  return [...new Set(list)];
}
