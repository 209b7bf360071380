import type { Effort, Figure } from './measure.ts';
import type { FeedEvent } from '../src/domain/feed/feedevent.ts';
import ical, { ICalEventClass, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { etag } from '../src/http/answers/reply.ts';
import { addDays } from '../src/domain/time/time.ts';
import { openFormats } from '../src/formats/index.ts';
import { systemClock } from '../src/runtime/systemclock.ts';
import { readConfig } from '../src/runtime/config.ts';
import { wire } from '../src/wire.ts';
import { cpuOf, inPairs } from './measure.ts';

const times = 50;

/** Feeds that nobody asked for before, as the service makes them, beside ical-generator alone with the same events. */
export async function writingFigures(effort: Effort): Promise<readonly Figure[]> {
  const read = readConfig({ LOG_LEVEL: 'silent' });
  if ('problems' in read) throw new Error('the bench has no config');
  const service = wire({ config: read.config, clock: systemClock, calendarsDir: 'calendars' });
  await service.catalog.load({ settled: false });
  const format = openFormats(service.templates).find(({ name }) => name === 'ics');
  let asked = 0;
  const figure = async (name: string): Promise<Figure> => {
    const make = (): readonly FeedEvent[] => {
      // before its first milestone, and each time another day
      const from = `20${10 + (++asked % 4)}-${String((asked % 12) + 1).padStart(2, '0')}-01`;
      const answer = service.publish.feedNamed(name, { from });
      if ('refusal' in answer || !format?.feed) throw new Error(`the bench has no ${name}`);
      etag(Buffer.from(format.feed(answer.value, `https://example.org/${name}.ics?from=${from}`)));
      return answer.value.events;
    };
    const events = make();
    const pairs = await inPairs(
      effort.rounds * 3,
      () => cpuOf(() => repeat(make)),
      () => cpuOf(() => repeat(() => alone(events))),
    );
    const what = `${times} filtered feeds of ${events.length} events, not asked for before`;
    return { what, yardstick: 'ical-generator alone', unit: 'ms', pairs, wanted: { atMost: 2 } };
  };
  return [await figure('kubernetes-1.38'), await figure('kubernetes')];
}

function repeat(call: () => unknown): void {
  for (let time = 0; time < times; time++) call();
}

function alone(events: readonly FeedEvent[]): string {
  const all = events.map(({ uid, title, first, last, link, sequence, kind, roles }) => ({
    ...{ id: uid, sequence, summary: title, start: first, end: addDays(last, 1), allDay: true },
    ...{ stamp: new Date(0), created: new Date(0), lastModified: new Date(0) },
    description: `${title}\n${title}\n${title}`,
    status: ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.TRANSPARENT,
    class: ICalEventClass.PUBLIC,
    categories: [kind, ...roles].map((name) => ({ name })),
    ...(link !== undefined && { url: link }),
  }));
  return ical({ name: 'bench', events: all }).toString();
}
