import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { CalendarStore } from '../ports/store.ts';
import type { Catalog } from './catalog.ts';
import type { Source } from '../ports/source.ts';
import { withNews } from '../../domain/history/news.ts';

/**
 * The calendars that services have accepted, whatever files lie here; commands about a service answer from
 * it. Its `load` throws a Failure when the database is unavailable; files are not followed.
 */
export function openAccepted(store: CalendarStore, source: Source): Catalog {
  let calendars: readonly Calendar[] = [];
  const load = async (): Promise<void> => {
    const found: Calendar[] = [];
    for (const id of await store.calendars()) {
      const accepted = await store.accepted(id);
      const calendar = accepted && (await source.parse(id, accepted)).calendar;
      if (calendar) found.push(withNews({ ...calendar, revision: accepted.revision }, await store.news(id)));
    }
    calendars = found;
  };
  return {
    calendars: () => calendars,
    holdings: () => [],
    problems: () => [],
    ahead: () => undefined,
    generation: () => 0,
    load,
    look: load,
    follow: () => Promise.resolve(() => Promise.resolve()),
    ready: () => true,
  };
}
