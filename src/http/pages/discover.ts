import type { Handler } from '../answers/handler.ts';
import type { Service } from '../../service/service.ts';
import { queryOf } from '../answers/handler.ts';
import { escapeHtml } from '../../formats/words/words.ts';
import { hasCycle } from '../../domain/cycle/cycle.ts';

/** `/sitemap.xml`: pages for search engines. */
export function sitemap(service: Service): Handler {
  return (asked) => {
    const query = queryOf(asked, []);
    if ('refusal' in query) return query;
    const { publicUrl, publish } = service;
    const calendars = publish.calendars();
    const pages = calendars.flatMap(({ id, releases }) => [
      `${id}/`,
      ...releases.filter(hasCycle).map(({ version }) => `${id}/${version}/`),
    ]);
    const urls = ['', ...pages].map(
      (path) => `<url><loc>${escapeHtml(`${publicUrl}/${path}`)}</loc></url>\n`,
    );
    const text = `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('')}</urlset>\n`;
    return { value: { media: 'application/xml; charset=utf-8', body: Buffer.from(text), cache: 'feed' } };
  };
}

/** `/robots.txt`: hides subscription pages. */
export function robots(service: Service): Handler {
  return (asked) => {
    const query = queryOf(asked, []);
    if ('refusal' in query) return query;
    const text = `User-agent: *\nDisallow: /subscriptions\nSitemap: ${service.publicUrl}/sitemap.xml\n`;
    return { value: { media: 'text/plain; charset=utf-8', body: Buffer.from(text), cache: 'feed' } };
  };
}
