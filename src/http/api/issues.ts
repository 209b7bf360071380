import type { Format } from '../../formats/words/format.ts';
import type { Handler, Route } from '../answers/handler.ts';
import type { Service } from '../../service/service.ts';
import { formatFiles, formatFor, inFormats, passing } from '../answers/formatted.ts';
import { granted, queryOf } from '../answers/handler.ts';
import { at, calendarInPath, day, inPath, inQuery, queryNames } from '../answers/operation.ts';
import { schemas } from '../../formats/jsonschema.ts';
import { inTheme } from '../../formats/pictures/palette.ts';
import { themeInQuery, themedQuery } from '../pages/pictures.ts';

const values = [at, inQuery('style', 'How names and days are written: plain, or a style of the calendar')];

/** What stands in an issue of the newsletter. */
export function issueRoutes(service: Service, formats: readonly Format[]): readonly Route[] {
  const banner = inFormats(formats, 'banner', schemas.banner);
  const section = inFormats(formats, 'section', schemas.section);
  return [
    {
      path: '/:calendar/next-deadline.:format',
      handler: nextDeadline(service, formats),
      files: () => formatFiles(formats, 'banner'),
      operation: {
        says: 'The Next Deadline line',
        values: [
          calendarInPath,
          banner.format,
          ...values,
          { ...themeInQuery, says: `Only for svg: ${themeInQuery.says}`, only: 'svg' },
        ],
        answers: banner.answers,
        examples: [
          '/{calendar}/next-deadline.md',
          '/{calendar}/next-deadline.json?at={day}',
          '/{calendar}/next-deadline.svg?theme=dark',
        ],
      },
    },
    {
      path: '/:calendar/next-deadline-card.svg',
      handler: nextPicture(service, formats, 'card'),
      files: () => [{}],
      operation: {
        says: 'The next deadline as a card, with its cutoff',
        values: [calendarInPath, ...values, themeInQuery],
        answers: inFormats(formats, 'card').answers,
        examples: ['/{calendar}/next-deadline-card.svg'],
      },
    },
    {
      path: '/:calendar/issues/:file',
      handler: issue(service, formats),
      operation: {
        path: '/{calendar}/issues/{slug}.{format}',
        says: 'The Release Schedule section of an issue',
        values: [
          calendarInPath,
          inPath('slug', 'The date in the file name of the issue', day),
          section.format,
          ...values,
        ],
        answers: section.answers,
        examples: ['/{calendar}/issues/{day}.md', '/{calendar}/issues/{day}.json'],
      },
    },
  ];
}

/** `/example/next-deadline.md?at=&style=`: cacheable until the next cutoff at most. */
function nextDeadline(service: Service, formats: readonly Format[]): Handler {
  const badge = nextPicture(service, formats, 'banner');
  return (asked) => {
    const { calendar = '', format: name = '' } = asked.params;
    if (name === 'svg') return badge(asked);
    const format = formatFor(formats, name, 'banner');
    const query = queryOf(asked, queryNames(values));
    const { banner, style, until } = granted(service.publish.banner({ ...query, calendar }));
    return passing(format.media, `${format.banner(banner, style)}\n`, until);
  };
}

/** The badge `/example/next-deadline.svg?at=&style=&theme=`, and `next-deadline-card.svg`. */
function nextPicture(service: Service, formats: readonly Format[], what: 'banner' | 'card'): Handler {
  return (asked) => {
    const format = formatFor(formats, 'svg', what);
    const { query, theme } = themedQuery(asked, queryNames(values));
    const ask = { ...query, calendar: asked.params['calendar'] ?? '' };
    const { banner, style, until } = granted(service.publish.banner(ask));
    return passing(format.media, inTheme(`${format[what](banner, style)}\n`, theme), until);
  };
}

/** `/example/issues/2026-07-19.md?at=&style=`: the section, by its slug date. */
function issue(service: Service, formats: readonly Format[]): Handler {
  return (asked) => {
    const { calendar = '', file = '' } = asked.params;
    const [, slug = file, name = ''] = /^(.*)\.([^.]*)$/.exec(file) ?? [];
    const format = formatFor(formats, name, 'section');
    const query = queryOf(asked, queryNames(values));
    const { section, style } = granted(service.publish.section({ ...query, calendar, slug }));
    return passing(format.media, `${format.section(section, style)}\n`);
  };
}
