import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Format } from '../../formats/words/format.ts';
import type { Service } from '../../service/service.ts';
import assert from 'node:assert/strict';
import { hasCycle } from '../../domain/cycle/cycle.ts';
import { openFormats } from '../../formats/index.ts';
import { feedNames } from '../../domain/feed/feednames.ts';
import { answerAt, routes } from './routes.ts';

/** A file of the static site. */
export interface SiteFile {
  /** Relative path, with `/`. */
  readonly path: string;
  readonly body: Buffer;
}

/** Everything the service serves without a query, as files: the same bytes at the same paths. */
export function site(service: Service): readonly SiteFile[] {
  const formats = openFormats(service.templates);
  const list = routes(service, formats);
  return addresses(service.publish.calendars(), formats).map((path) => {
    const answer = answerAt(list, path);
    assert.ok(answer && 'value' in answer, `nothing answers at ${path}`);
    return {
      path: path.endsWith('/') ? `${path.slice(1)}index.html` : path.slice(1),
      body: answer.value.body,
    };
  });
}

function addresses(calendars: readonly Calendar[], formats: readonly Format[]): readonly string[] {
  return [
    '/',
    '/style.css',
    '/script.js',
    '/icon.svg',
    '/robots.txt',
    '/sitemap.xml',
    '/openapi.json',
    '/docs.html',
    ...calendars.flatMap((calendar) => [
      ...pages(calendar),
      ...feeds(calendar, formats),
      ...others(calendar, formats),
    ]),
  ];
}

/** Pages of releases and milestones; a static host serves `code-freeze` from `code-freeze.html`. */
function pages({ id, releases }: Calendar): readonly string[] {
  return [
    `/${id}/`,
    ...releases.flatMap((release) => {
      const own = `/${id}/${release.version}/`;
      const pictures = hasCycle(release) ? [`${own}timeline.svg`, `${own}timeline-tall.svg`] : [];
      return [own, ...pictures, ...release.milestones.map((milestone) => `${own}${milestone.id}.html`)];
    }),
    ...(releases.some(hasCycle) ? [`/${id}/timeline.svg`, `/${id}/timeline-tall.svg`] : []),
    `/${id}/next-deadline-card.svg`,
  ];
}

function feeds(calendar: Calendar, formats: readonly Format[]): readonly string[] {
  const { id, releases } = calendar;
  const paths = [...feedNames(calendar).keys(), ...releases.map(({ version }) => `${id}/${version}`)];
  return withExtensions(
    paths,
    formats.filter(({ feed }) => feed),
  );
}

function others({ id }: Calendar, formats: readonly Format[]): readonly string[] {
  const able = (what: 'banner' | 'changes' | 'state' | 'bulletins'): readonly Format[] =>
    formats.filter((format) => format[what]);
  return [
    ...withExtensions([`${id}/next-deadline`], able('banner')),
    ...withExtensions([`${id}/changes`], able('changes')),
    ...withExtensions([`${id}/state`], able('state')),
    ...withExtensions([`${id}/reminders`], able('bulletins')),
  ];
}

function withExtensions(paths: readonly string[], formats: readonly Format[]): readonly string[] {
  return paths.flatMap((path) => formats.map(({ name }) => `/${path}.${name}`));
}
