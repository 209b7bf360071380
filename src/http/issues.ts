import type { Format } from '../formats/format.ts';
import type { RequestHandler, Response } from 'express';
import type { Service } from '../service/service.ts';
import { millis } from '../domain/time.ts';
import { sayUnknown } from '../service/refusal.ts';
import { query, send, sendProblem, sendRefusal } from './reply.ts';

/** `/kubernetes/next-deadline.md?at=&style=`: kept by caches until the next cutoff at most. */
export function nextDeadline(
  service: Service,
  formats: readonly Format[],
): RequestHandler<{ calendar: string; format: string }> {
  return (request, response) => {
    const format = formats.find((one) => one.banner && one.name === request.params.format);
    if (!format?.banner)
      return unknownFormat(
        response,
        request.params.format,
        formats.filter((one) => one.banner),
      );
    const values = query(request, ['at', 'style']);
    if ('wrong' in values) return sendProblem(response, 400, 'Bad Request', values['wrong'] ?? '');
    const answer = service.publish.banner({ ...values, calendar: request.params.calendar });
    if ('refusal' in answer) return sendRefusal(response, answer.refusal);
    const { banner, style, until, now } = answer.value;
    const left = until === undefined ? Infinity : Math.floor((millis(until) - millis(now)) / 1000);
    const body = `${format.banner(banner, style)}\n`;
    return send(response, {
      media: format.media,
      body,
      cache: `public, max-age=${Math.max(0, Math.min(300, left))}, must-revalidate`,
    });
  };
}

/** `/kubernetes/issues/2026-07-19.md?at=&style=`: the section of an issue, by its slug date. */
export function issue(
  service: Service,
  formats: readonly Format[],
): RequestHandler<{ calendar: string; file: string }> {
  return (request, response) => {
    const [, slug = request.params.file, name = ''] = /^(.*)\.([^.]*)$/.exec(request.params.file) ?? [];
    const format = formats.find((one) => one.section && one.name === name);
    if (!format?.section)
      return unknownFormat(
        response,
        name,
        formats.filter((one) => one.section),
      );
    const values = query(request, ['at', 'style']);
    if ('wrong' in values) return sendProblem(response, 400, 'Bad Request', values['wrong'] ?? '');
    const answer = service.publish.section({ ...values, calendar: request.params.calendar, slug });
    if ('refusal' in answer) return sendRefusal(response, answer.refusal);
    const { section, style } = answer.value;
    return send(response, { media: format.media, body: `${format.section(section, style)}\n` });
  };
}

function unknownFormat(response: Response, found: string, formats: readonly Format[]): void {
  sendProblem(
    response,
    404,
    'Not Found',
    sayUnknown(
      'format',
      found,
      formats.map(({ name }) => name),
    ),
  );
}
