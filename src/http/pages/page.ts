import type { Coming } from '../../service/mail/write.ts';
import type { Fields } from '../answers/formfields.ts';
import type { Service } from '../../service/service.ts';
import type { Subscription } from '../../service/ports/people.ts';
import type { Wish } from '../../domain/reminders/wish.ts';
import { htmlMarkup } from '../../formats/html.ts';
import { comingSubject, comingWhen, wishWords } from '../../formats/lettertext.ts';
import type { Instant } from '../../domain/time/time.ts';
import { mayChange } from '../../domain/cycle/cycle.ts';
import { staleness } from '../../domain/cycle/stale.ts';
import { openWords } from '../../formats/words/words.ts';
import { isPatch } from '../../domain/calendar/patch.ts';
import { allMilestones, kindsOf, rolesOf } from '../../domain/calendar/calendar.ts';
import { leadDays } from '../../domain/reminders/wish.ts';
import { zoneNames } from '../../domain/time/time.ts';

const titles = {
  subscribe: 'Reminders by email',
  sent: 'Check your email',
  confirm: 'Confirm reminders',
  confirmed: 'You are subscribed',
  never: 'Block all email',
  nevered: 'All email is blocked',
  preferences: 'Your reminders',
  unsubscribe: 'Unsubscribe',
  unsubscribed: 'You are unsubscribed',
  export: 'Your data',
  erase: 'Delete your data',
  erased: 'Your data has been deleted',
  sorry: 'This link has expired',
} as const;

export type PageName = keyof typeof titles;

/** The server-rendered subscription pages; they work without JavaScript. */
export interface Pages {
  write(name: PageName, data?: object): Buffer;
  /** Form data with what was typed, or the defaults. */
  form(fields: Fields): object;
  /** Titles and choices of one subscription. */
  about(of: Subscription): object;
  mails(coming: readonly Coming[], wish: Wish): readonly object[];
}

export function openPages(service: Service): Pages {
  const names = Object.keys(titles).map((name) => `page-${name}`);
  const words = openWords(service.templates, htmlMarkup, names);
  const calendars = (): Calendars => service.publish.calendars();
  const about = (name: PageName): object => ({
    title: titles[name],
    url: service.publicUrl,
    stale: oldOnes(calendars(), service.clock()),
  });
  return {
    write: (name, data = {}) => Buffer.from(`${words(`page-${name}`, { ...about(name), ...data })}\n`),
    form: (fields) => formOf(fields, calendars(), service.clock()),
    about: (of) => ({
      address: of.address,
      isPending: of.state === 'pending',
      titles: of.wish.calendars.map((id) => calendars().find((one) => one.id === id)?.title ?? id),
      wish: wishWords(of.wish),
    }),
    mails: (coming, { zone }) =>
      coming.map(({ at, items }) => ({
        at,
        when: comingWhen(at, zone),
        subject: comingSubject(items, at, zone),
      })),
  };
}

/** A warning for each stale calendar. */
function oldOnes(calendars: Calendars, now: Instant): readonly string[] {
  return calendars.flatMap((one) => {
    const stale = staleness(one, now);
    return stale ? [`${one.title} may be out of date. ${stale.why}`] : [];
  });
}

type Calendars = ReturnType<Service['publish']['calendars']>;

/** The roles of what is ahead, and those that somebody chose before. */
function rolesNow(calendars: Calendars, chosen: readonly string[], now: Instant): ReturnType<typeof rolesOf> {
  const releases = calendars.flatMap((one) => one.releases);
  const open = releases.filter((release) => mayChange(release, now));
  const current = new Set(rolesOf({ releases: open }).map(({ id }) => id));
  return rolesOf({ releases }).filter(({ id }) => current.has(id) || chosen.includes(id));
}

function formOf(fields: Fields, calendars: Calendars, now: Instant): object {
  const chosen = (name: string): readonly string[] =>
    (fields[name] ?? '').split(',').map((one) => one.trim());
  const leads = fields['lead'] === undefined ? ['7', '1'] : chosen('lead');
  const ids =
    fields['calendar'] === undefined ? calendars.slice(0, 1).map(({ id }) => id) : chosen('calendar');
  const roles = rolesNow(calendars, chosen('role'), now);
  return {
    address: fields['address'] ?? '',
    calendars: calendars.map(({ id, title }) => ({ id, title, chosen: ids.includes(id) })),
    leads: leadDays.map((days) => ({ days, chosen: leads.includes(String(days)) })),
    hours: Array.from({ length: 24 }, (_, hour) => ({
      value: hour,
      text: `${String(hour).padStart(2, '0')}:00`,
      chosen: String(hour) === String(Number(fields['hour'] ?? '9')),
    })),
    tz: fields['tz'] ?? 'UTC',
    guess: fields['tz'] === undefined ? 'zone' : '',
    zones: zoneNames(),
    changes: fields['changes'] !== 'no',
    html: fields['format'] !== 'text',
    kinds: kindsOf({ releases: calendars.flatMap((one) => one.releases) }).map((id) => ({
      id,
      chosen: chosen('kind').includes(id),
    })),
    roles: roles.map((one) => ({ ...one, chosen: chosen('role').includes(one.id) })),
    milestone: fields['milestone'] ?? '',
    patches: calendars.find((one) => allMilestones(one).some(isPatch))?.vocabulary.words.patch,
    narrowed: ['kind', 'milestone'].some((name) => (fields[name] ?? '') !== ''),
  };
}
