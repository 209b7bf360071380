import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Feed, Selection } from '../../domain/feed/feed.ts';
import type { Format } from '../../formats/words/format.ts';
import type { PlainDate } from '../../domain/time/time.ts';
import type { Reply } from '../answers/reply.ts';
import type { Service } from '../../service/service.ts';
import type { Steps } from '../../service/steps.ts';
import { feed } from '../../domain/feed/feed.ts';
import { feedAddress } from '../../service/publish/feedname.ts';
import { feedFacts } from '../../domain/feed/feedfacts.ts';
import { formatFor } from '../answers/formatted.ts';
import { staleAt } from '../../domain/cycle/stale.ts';
import { addDays, dayIn, startOfDay, utc } from '../../domain/time/time.ts';

/** What writes the answer. */
export interface Writing {
  readonly service: Service;
  readonly formats: readonly Format[];
}

/** A feed in the format of an extension, piece by piece. */
export function* replyOf(found: Feed, extension: string, { service, formats }: Writing): Steps<Reply> {
  const format = formatFor(formats, extension, 'feed');
  const address = feedAddress(found, service.publicUrl, format.name);
  const now = service.clock();
  const tomorrow = startOfDay(addDays(dayIn(now, utc), 1), utc);
  yield* format.pieces?.(found) ?? [];
  return {
    media: format.media,
    body: Buffer.from(format.feed(found, address)),
    // old events leave a calendar's feed at the start of a UTC day
    until: [tomorrow, staleAt(found.calendar, now) ?? tomorrow].toSorted()[0],
    // staleness comes and goes, so a JSON feed that mentions it has no usable Last-Modified
    ...((format.name === 'ics' || !found.calendar.stale) && { modified: found.modified }),
    cache: 'feed',
    fileName: `${found.name.replaceAll('/', '-')}.${format.name}`,
    canonical: address,
  };
}

/** Writes what feeds of a calendar are made of before anybody waits for it. */
export function* feedsAhead(calendar: Calendar, formats: readonly Format[], today: PlainDate): Steps<void> {
  feedFacts(calendar, today);
  yield;
  // what each step has to do should be little, so that of all comes last
  const selections: readonly Selection[] = [
    ...calendar.releases.map(({ version }) => ({ release: version })),
    {},
  ];
  for (const selection of selections) {
    const found = feed(calendar, selection, today);
    yield;
    for (const { pieces } of formats) yield* pieces?.(found) ?? [];
  }
}
