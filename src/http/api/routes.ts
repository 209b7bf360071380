import type { Answer } from '../../service/ports/refusal.ts';
import type { Format } from '../../formats/words/format.ts';
import type { Handler } from '../answers/handler.ts';
import type { Reply } from '../answers/reply.ts';
import type { Service } from '../../service/service.ts';
import { feedByName, feedOfRelease } from './feeds.ts';
import { calendarPage, releasePage } from '../pages/calendarpage.ts';
import { robots, sitemap } from '../pages/discover.ts';
import { home } from '../pages/home.ts';
import { htmlMarkup } from '../../formats/html.ts';
import { openWords } from '../../formats/words/words.ts';
import { docs, openapi } from './openapi.ts';
import { milestonePage } from '../pages/milestonepage.ts';
import { asset } from '../pages/asset.ts';
import { issue, nextDeadline } from './issues.ts';
import { cyclePicture, nextPicture } from '../pages/pictures.ts';
import { changesAnswer, stateAnswer, reminders } from './changefeeds.ts';

/** A path, in which each `:name` matches a segment or part of one, and its handler. */
export interface Route {
  readonly path: string;
  readonly handler: Handler;
}

/** All routes with cacheable answers; the first handler that answers wins. */
export function routes(service: Service, formats: readonly Format[]): readonly Route[] {
  const words = openWords(service.templates, htmlMarkup, ['home', 'calendar', 'release', 'moment', 'docs']);
  const page = calendarPage(service, words);
  return [
    { path: '/', handler: home(service, words, page) },
    { path: '/icon.svg', handler: asset(service, 'icon', 'image/svg+xml; charset=utf-8') },
    { path: '/openapi.json', handler: openapi(service) },
    { path: '/docs', handler: docs(service, words) },
    { path: '/docs.html', handler: docs(service, words) },
    { path: '/robots.txt', handler: robots(service) },
    { path: '/sitemap.xml', handler: sitemap(service) },
    { path: '/style.css', handler: asset(service, 'style', 'text/css; charset=utf-8') },
    { path: '/script.js', handler: asset(service, 'script', 'text/javascript; charset=utf-8') },
    { path: '/:calendar/next-deadline.svg', handler: nextPicture(service, formats, 'banner') },
    { path: '/:calendar/next-deadline-card.svg', handler: nextPicture(service, formats, 'card') },
    { path: '/:calendar/timeline.svg', handler: cyclePicture(service, formats, 'wide') },
    { path: '/:calendar/timeline-tall.svg', handler: cyclePicture(service, formats, 'tall') },
    { path: '/:calendar/:release/timeline.svg', handler: cyclePicture(service, formats, 'wide') },
    { path: '/:calendar/:release/timeline-tall.svg', handler: cyclePicture(service, formats, 'tall') },
    { path: '/:calendar/next-deadline.:format', handler: nextDeadline(service, formats) },
    { path: '/:calendar/issues/:file', handler: issue(service, formats) },
    { path: '/:calendar/changes.:format', handler: changesAnswer(service, formats) },
    { path: '/:calendar/state.:format', handler: stateAnswer(service, formats) },
    { path: '/:calendar/reminders.:format', handler: reminders(service, formats) },
    { path: '/:calendar/', handler: page },
    { path: '/:calendar/:release/', handler: releasePage(service, words) },
    { path: '/:file', handler: feedByName(service, formats) },
    { path: '/:calendar/:file', handler: feedOfRelease(service, formats) },
    { path: '/:calendar/:release/:milestone.html', handler: milestonePage(service, words) },
    { path: '/:calendar/:release/:milestone', handler: milestonePage(service, words) },
  ];
}

/** The answer at a path without a query, without a server; `undefined` if there is none. */
export function answerAt(list: readonly Route[], path: string): Answer<Reply> | undefined {
  for (const route of list) {
    const params = pattern(route.path).exec(path)?.groups;
    const answer = params && route.handler({ params, query: {} });
    if (answer) return answer;
  }
  return undefined;
}

function pattern(path: string): RegExp {
  const text = path.replaceAll('.', String.raw`\.`).replaceAll(/:(\w+)/g, '(?<$1>[^/]+)');
  // without a named group, `groups` would be undefined
  return new RegExp(`^${text}$(?<end>)`);
}
