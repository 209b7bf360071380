import type { Handler, Route } from '../answers/handler.ts';
import type { Service } from '../../service/service.ts';
import type { Words } from '../../formats/words/words.ts';
import { escapeHtml } from '../../formats/words/words.ts';
import { hasCycle } from '../../domain/cycle/cycle.ts';
import { staleAt, staleness } from '../../domain/cycle/stale.ts';
import { fixed } from '../answers/handler.ts';
import { htmlPage } from '../answers/formatted.ts';

/** What there is once: the first page, what pages are drawn with, and what search engines read. */
export function homeRoutes(service: Service, words: Words, only: Handler): readonly Route[] {
  const asset = (name: string, media: string): Handler => {
    const text = `${words(name, {})}\n`;
    return fixed(`${media}; charset=utf-8`, () => text);
  };
  return [
    { path: '/', handler: home(service, words, only), files: 'one' },
    { path: '/icon.svg', handler: asset('icon', 'image/svg+xml'), files: 'one' },
    { path: '/style.css', handler: asset('style', 'text/css'), files: 'one' },
    { path: '/script.js', handler: asset('script', 'text/javascript'), files: 'one' },
    {
      path: '/robots.txt',
      handler: fixed('text/plain; charset=utf-8', () => robots(service)),
      files: 'one',
    },
    {
      path: '/sitemap.xml',
      handler: fixed('application/xml; charset=utf-8', () => sitemap(service)),
      files: 'one',
    },
  ];
}

/** The page of the only calendar, else a list of all calendars. */
function home(service: Service, words: Words, only: Handler): Handler {
  return (asked) => {
    const all = service.publish.calendars();
    const [first, ...more] = all;
    if (first && more.length === 0) return only({ ...asked, params: { calendar: first.id } });
    const now = service.clock();
    const calendars = all.map((one) => ({
      id: one.id,
      title: one.title,
      description: one.description,
      stale: staleness(one, now)?.why,
    }));
    const text = words('home', { calendars, url: service.publicUrl, mail: service.mailing !== undefined });
    return htmlPage(text, all.flatMap((one) => staleAt(one, now) ?? []).toSorted()[0]);
  };
}

/** Hides subscription pages. */
function robots({ publicUrl }: Service): string {
  return `User-agent: *\nDisallow: /subscriptions\nSitemap: ${publicUrl}/sitemap.xml\n`;
}

/** Pages for search engines. */
function sitemap({ publicUrl, publish }: Service): string {
  const pages = publish
    .calendars()
    .flatMap(({ id, releases }) => [
      `${id}/`,
      ...releases.filter(hasCycle).map(({ version }) => `${id}/${version}/`),
    ]);
  const urls = ['', ...pages].map((path) => `<url><loc>${escapeHtml(`${publicUrl}/${path}`)}</loc></url>\n`);
  return `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('')}</urlset>\n`;
}
