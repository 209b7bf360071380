import type { Handler } from './handler.ts';
import type { Service } from '../service/service.ts';
import { htmlMarkup } from '../formats/html.ts';
import { openWords } from '../formats/words.ts';
import { queryOf } from './handler.ts';

/** `/`: the calendars and where each can be had. */
export function home(service: Service): Handler {
  const words = openWords(service.templates, htmlMarkup, ['home']);
  return (asked) => {
    const query = queryOf(asked, []);
    if ('refusal' in query) return query;
    const calendars = service.publish.calendars().map(({ id, title, description, homepage, releases }) => ({
      ...{ id, title, description, homepage },
      releases: releases.map(({ version }) => version).toReversed(),
    }));
    const body = Buffer.from(
      `${words('home', { calendars, url: service.publicUrl, mail: service.mailing !== undefined })}\n`,
    );
    return { value: { media: 'text/html; charset=utf-8', body, cache: 'banner' } };
  };
}
