import type { Answer } from '../../service/ports/refusal.ts';
import type { HandlerRequest, Handler } from '../answers/handler.ts';
import type { Format } from '../../formats/words/format.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Reply } from '../answers/reply.ts';
import type { Service } from '../../service/service.ts';
import type { Theme } from '../../formats/pictures/palette.ts';
import { cycle, cycleAt, nextEnd } from '../../domain/cycle/cycle.ts';
import { inTheme, themes } from '../../formats/pictures/palette.ts';
import { refuse, sayUnknown } from '../../service/ports/refusal.ts';
import { zoneOf } from '../../domain/calendar/calendar.ts';
import { addDays, dayIn, startOfDay } from '../../domain/time/time.ts';
import { formatFor, queryOf } from '../answers/handler.ts';

/** `/kubernetes/next-deadline.svg?at=&style=&theme=`, a badge, and `next-deadline-card.svg`. */
export function nextPicture(service: Service, formats: readonly Format[], what: 'banner' | 'card'): Handler {
  return (asked) => {
    const format = formatFor(formats, 'svg', what);
    if ('refusal' in format) return format;
    const query = themedQuery(asked, ['at', 'style']);
    if ('refusal' in query) return query;
    const { values, theme } = query.value;
    const answer = service.publish.banner({ ...values, calendar: asked.params['calendar'] ?? '' });
    if ('refusal' in answer) return answer;
    const { banner, style, until } = answer.value;
    const picture = `${format.value[what](banner, style)}\n`;
    return replyWith({ picture, theme, until, media: format.value.media });
  };
}

/**
 * `/kubernetes/timeline.svg` (current) and `/kubernetes/1.30/timeline.svg`; `timeline-tall.svg` for phones.
 */
export function cyclePicture(service: Service, formats: readonly Format[], shape: 'wide' | 'tall'): Handler {
  return (asked) => {
    const format = formatFor(formats, 'svg', 'timeline');
    if ('refusal' in format) return format;
    const query = themedQuery(asked, []);
    if ('refusal' in query) return query;
    const { calendar: id = '', release: version } = asked.params;
    const found = service.publish.calendar(id);
    if ('refusal' in found) return found;
    const calendar = found.value;
    const now = service.clock();
    const wanted = version ?? cycleAt(calendar, now)?.version;
    if (wanted === undefined) return nothing(id);
    const release = service.publish.release({ calendar: id, release: wanted });
    if ('refusal' in release) return release;
    const shown = cycle(calendar, release.value.release, now);
    if (!shown) return nothing(`${id} ${wanted}`);
    const until = [
      startOfDay(addDays(dayIn(now, zoneOf(calendar)), 1), zoneOf(calendar)),
      nextEnd(calendar, release.value.release, now) ?? [],
    ]
      .flat()
      .toSorted()[0];
    const picture = format.value.timeline(shown, shape);
    return replyWith({ picture, theme: query.value.theme, until, media: format.value.media });
  };
}

function nothing(of: string): Answer<Reply> {
  return refuse('unknown-feed', `no timeline of ${of}: nothing of it has a day or a month`);
}

interface Themed {
  readonly values: Readonly<Record<string, string>>;
  readonly theme: Theme;
}

function themedQuery(asked: HandlerRequest, known: readonly string[]): Answer<Themed> {
  const query = queryOf(asked, [...known, 'theme']);
  if ('refusal' in query) return query;
  const { theme: name = 'auto', ...values } = query.value;
  const theme = themes.find((one) => one === name);
  return theme ? { value: { values, theme } } : refuse('malformed-query', sayUnknown('theme', name, themes));
}

interface Picture {
  readonly picture: string;
  readonly theme: Theme;
  readonly until: Instant | undefined;
  readonly media: string;
}

function replyWith({ picture, theme, until, media }: Picture): Answer<Reply> {
  return { value: { media, body: Buffer.from(inTheme(picture, theme)), until, cache: 'banner' } };
}
