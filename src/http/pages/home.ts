import type { Handler } from '../answers/handler.ts';
import type { Service } from '../../service/service.ts';
import type { Words } from '../../formats/words/words.ts';
import { staleAt, staleness } from '../../domain/cycle/stale.ts';
import { queryOf } from '../answers/handler.ts';

/** `/`: the page of the only calendar, else a list of all calendars. */
export function home(service: Service, words: Words, page: Handler): Handler {
  return (asked) => {
    const [only, ...more] = service.publish.calendars();
    if (only && more.length === 0) return page({ ...asked, params: { calendar: only.id } });
    const query = queryOf(asked, []);
    if ('refusal' in query) return query;
    const now = service.clock();
    const turns = service.publish.calendars().flatMap((one) => staleAt(one, now) ?? []);
    const calendars = service.publish.calendars().map((one) => ({
      id: one.id,
      title: one.title,
      description: one.description,
      stale: staleness(one, now)?.why,
    }));
    const data = { calendars, url: service.publicUrl, mail: service.mailing !== undefined };
    const body = Buffer.from(`${words('home', data)}\n`);
    return {
      value: { media: 'text/html; charset=utf-8', body, until: turns.toSorted()[0], cache: 'banner' },
    };
  };
}
