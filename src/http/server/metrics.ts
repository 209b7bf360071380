import type { RequestHandler } from 'express';
import type { RequestWatch } from './checks.ts';
import type { Service } from '../../service/service.ts';
import { Counter, Gauge, Registry } from 'prom-client';
import { staleness } from '../../domain/cycle/stale.ts';
import { millis } from '../../domain/time/time.ts';
import { mailHealth } from '../../service/mail/mailhealth.ts';
import { deliveryStates } from '../../service/ports/outbox.ts';

export interface Metrics {
  /** Counts an answer by its status code. */
  readonly watch: RequestWatch;
  /** `/metrics` in Prometheus format. */
  readonly handler: RequestHandler;
}

export function openMetrics(service: Service): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: 'release_calendar_http_requests_total',
    help: 'HTTP responses by status code.',
    labelNames: ['status'] as const,
    registers,
  });
  const gauge = <L extends string>(name: string, help: string, ...labelNames: readonly L[]): Gauge<L> =>
    new Gauge({ name, help, labelNames, registers });
  const letters = gauge('release_calendar_letters', 'Emails in the outbox by state.', 'state');
  const oldest = gauge(
    'release_calendar_oldest_due_age_seconds',
    'Age of the oldest email that is due and not sent; alert above 900.',
  );
  const woke = gauge(
    'release_calendar_woke_seconds_ago',
    'Time since the last complete run of reminder planning; alert above 300.',
  );
  const calendars = gauge('release_calendar_calendars_good', 'Calendars served from their current files.');
  const stale = gauge(
    'release_calendar_stale_seconds',
    'How long a calendar has been out of date by its own rule, 0 while it is not; alert above 0.',
    'calendar',
  );
  return {
    watch: (_request, response) =>
      void response.on('finish', () => requests.inc({ status: response.statusCode })),
    handler: async (_request, response) => {
      const good = service.catalog
        .holdings()
        .filter(({ problems }) => !problems.some(({ blocks }) => blocks));
      calendars.set(good.length);
      stale.reset();
      const now = service.clock();
      for (const calendar of service.publish.calendars()) {
        const since = staleness(calendar, now)?.since;
        stale.set({ calendar: calendar.id }, since ? (millis(now) - millis(since)) / 1000 : 0);
      }
      if (service.mailing) {
        const mail = await mailHealth(service.mailing, service.clock);
        for (const state of deliveryStates) letters.set({ state }, mail.letters[state] ?? 0);
        oldest.set(mail.oldestDueAgeSeconds);
        woke.set(mail.wokeSecondsAgo ?? 0);
      }
      response.set({ 'Cache-Control': 'no-store', 'Content-Type': registry.contentType });
      response.send(Buffer.from(await registry.metrics()));
    },
  };
}
