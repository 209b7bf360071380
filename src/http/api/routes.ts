import type { Form } from '../subscriptions/subscriptionflow.ts';
import type { Format } from '../../formats/words/format.ts';
import type { Pages } from '../pages/page.ts';
import type { Route } from '../answers/handler.ts';
import type { ProblemPages } from '../answers/problem.ts';
import type { Service } from '../../service/service.ts';
import { apiRoutes, describedIn } from './openapi.ts';
import { calendarPage, calendarRoutes } from '../pages/calendarpage.ts';
import { changeRoutes } from './changefeeds.ts';
import { feedRoutes } from './feeds.ts';
import { homeRoutes } from '../pages/home.ts';
import { htmlMarkup } from '../../formats/html.ts';
import { issueRoutes } from './issues.ts';
import { milestoneRoutes } from '../pages/milestonepage.ts';
import { openPages } from '../pages/page.ts';
import { openWords } from '../../formats/words/words.ts';
import { problemPages, problemRoutes } from '../pages/problempage.ts';
import { wellKnownRoutes } from '../pages/wellknown.ts';
import { pictureRoutes } from '../pages/pictures.ts';
import { forms } from '../subscriptions/subscriptionflow.ts';

const templates = ['home', 'calendar', 'release', 'moment', 'problem', 'docs', 'style', 'script', 'icon'];

/** The one table of addresses: handlers, the static site, `/docs` and OpenAPI are made of it. */
export interface Addresses {
  readonly routes: readonly Route[];
  readonly mail: { readonly forms: readonly Form[]; readonly pages: Pages };
  readonly problems: ProblemPages;
}

/** In the order in which programs are told of them. */
export function openAddresses(service: Service, formats: readonly Format[]): Addresses {
  const words = openWords(service.templates, htmlMarkup, templates);
  const pages = openPages(service);
  const mail = { forms: forms(pages), pages };
  const told = {
    feeds: feedRoutes(service, formats),
    issues: issueRoutes(service, formats),
    pictures: pictureRoutes(service, formats),
    milestones: milestoneRoutes(service, words),
    changes: changeRoutes(service, formats),
  };
  const routes = [
    ...Object.values(told).flat(),
    ...calendarRoutes(service, words),
    ...homeRoutes(service, words, calendarPage(service, words)),
    ...wellKnownRoutes(service),
    ...problemRoutes(service, words),
  ];
  const api = apiRoutes(service, words, describedIn({ ...told, subscriptions: mail.forms }));
  return { routes: [...routes, ...api], mail, problems: problemPages(service, words) };
}

/** As a router asks them: `/:calendar/timeline.svg` before `/:calendar/:file`, wherever both stand. */
export function asRouted(routes: readonly Route[]): readonly Route[] {
  const literal = ({ path }: Route): number => path.replaceAll(/:\w+/g, '').length;
  return routes.toSorted((a, b) => literal(b) - literal(a));
}
