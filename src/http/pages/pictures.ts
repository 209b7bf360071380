import type { HandlerRequest, Handler, Route } from '../answers/handler.ts';
import type { Format } from '../../formats/words/format.ts';
import type { Service } from '../../service/service.ts';
import type { Theme } from '../../formats/pictures/palette.ts';
import { z } from 'zod';
import { cycle, cycleAt, hasCycle, nextEnd } from '../../domain/cycle/cycle.ts';
import { inTheme, themes } from '../../formats/pictures/palette.ts';
import { refuse, sayUnknown } from '../../service/ports/refusal.ts';
import { zoneOf } from '../../domain/calendar/calendar.ts';
import { addDays, dayIn, startOfDay } from '../../domain/time/time.ts';
import { formatFor, inFormats, passing } from '../answers/formatted.ts';
import { granted, queryOf } from '../answers/handler.ts';
import { calendarInPath, inQuery, releaseInPath } from '../answers/operation.ts';

export const themeInQuery = inQuery('theme', 'auto follows the reader’s light or dark theme', z.enum(themes));

const shapes = [
  { shape: 'wide', file: 'timeline.svg', reader: '' },
  { shape: 'tall', file: 'timeline-tall.svg', reader: ' for a phone' },
] as const;

/** Cycles as pictures. */
export function pictureRoutes(service: Service, formats: readonly Format[]): readonly Route[] {
  const { answers } = inFormats(formats, 'timeline');
  return shapes.flatMap(({ shape, file, reader }): readonly Route[] => {
    const handler = cyclePicture(service, formats, shape);
    return [
      {
        path: `/:calendar/${file}`,
        handler,
        files: ({ releases }) => (releases.some(hasCycle) ? [{}] : []),
        operation: {
          says: `The current cycle as a picture${reader}`,
          values: [calendarInPath, themeInQuery],
          answers,
          examples: [`/{calendar}/${file}`, `/{calendar}/${file}?theme=light`],
        },
      },
      {
        path: `/:calendar/:release/${file}`,
        handler,
        files: ({ releases }) => releases.filter(hasCycle).map(({ version }) => ({ release: version })),
        operation: {
          says: `The cycle of a release as a picture${reader}`,
          values: [calendarInPath, releaseInPath, themeInQuery],
          answers,
          examples: [`/{calendar}/{release}/${file}`],
        },
      },
    ];
  });
}

function cyclePicture(service: Service, formats: readonly Format[], shape: 'wide' | 'tall'): Handler {
  return (asked) => {
    const format = formatFor(formats, 'svg', 'timeline');
    const { theme } = themedQuery(asked, []);
    const { calendar: id = '', release: version } = asked.params;
    const calendar = granted(service.publish.calendar(id));
    const now = service.clock();
    const wanted = version ?? cycleAt(calendar, now)?.version;
    if (wanted === undefined) return nothing(id);
    const { release } = granted(service.publish.release({ calendar: id, release: wanted }));
    const shown = cycle(calendar, release, now);
    if (!shown) return nothing(`${id} ${wanted}`);
    const zone = zoneOf(calendar);
    const turns = [startOfDay(addDays(dayIn(now, zone), 1), zone), nextEnd(calendar, release, now)];
    const [until] = turns.filter((turn) => turn !== undefined).toSorted();
    return passing(format.media, inTheme(format.timeline(shown, shape), theme), until);
  };
}

function nothing(of: string): never {
  return granted(refuse('unknown-feed', `no timeline of ${of}: none of its milestones has a day or a month`));
}

interface Themed {
  readonly query: Readonly<Record<string, string>>;
  readonly theme: Theme;
}

export function themedQuery(asked: HandlerRequest, known: readonly string[]): Themed {
  const { theme: name = 'auto', ...query } = queryOf(asked, [...known, themeInQuery.name]);
  const theme = themes.find((one) => one === name);
  return theme ? { query, theme } : granted(refuse('malformed-query', sayUnknown('theme', name, themes)));
}
