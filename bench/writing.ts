import type { Effort, Figure } from './measure.ts';
import ical from 'ical-generator';
import { feed } from '../src/domain/feed/feed.ts';
import { addDays, plainDate } from '../src/domain/time/time.ts';
import { openFormats } from '../src/formats/index.ts';
import { systemClock } from '../src/runtime/systemclock.ts';
import { readConfig } from '../src/runtime/config.ts';
import { wire } from '../src/wire.ts';
import { inTurn, timeOf } from './measure.ts';

/** Writing the feed of one release (about 40 milestones) beside ical-generator alone with the same events. */
export async function writingFigures(effort: Effort): Promise<readonly Figure[]> {
  const read = readConfig({ LOG_LEVEL: 'silent' });
  const today = plainDate('2026-11-25');
  if ('problems' in read || !today) throw new Error('the bench has no config');
  const service = wire({ config: read.config, clock: systemClock, calendarsDir: 'calendars' });
  await service.catalog.load({ settled: false });
  const [calendar] = service.publish.calendars();
  const format = openFormats(service.templates).find(({ name }) => name === 'ics');
  if (!calendar || !format?.feed) throw new Error('the bench has no calendar');
  const times = 20;
  const ours = (): Promise<number> =>
    timeOf(() => {
      for (let time = 0; time < times; time++)
        format.feed?.(feed(calendar, { release: '1.38' }, today), 'https://example.org/feed.ics');
    });
  const { events: wanted } = feed(calendar, { release: '1.38' }, today);
  const theirs = (): Promise<number> =>
    timeOf(() => {
      for (let time = 0; time < times; time++) {
        const events = wanted.map(({ uid, title, first, last, link }) => ({
          ...{
            id: uid,
            summary: title,
            start: first,
            end: addDays(last, 1),
            allDay: true,
            stamp: new Date(0),
          },
          ...(link !== undefined && { url: link }),
        }));
        ical({ name: 'bench', events }).toString();
      }
    });
  const { a, b } = await inTurn(effort.rounds * 3, ours, theirs);
  const what = `writing a feed of ${wanted.length} milestones, not asked for before`;
  return [
    {
      what,
      yardstick: 'ical-generator alone',
      unit: 'ms',
      ours: a / times,
      theirs: b / times,
      wanted: { atMost: 2 },
    },
  ];
}
