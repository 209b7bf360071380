import type { Answer } from '../service/refusal.ts';
import type { Feed } from '../domain/feed.ts';
import type { Format } from '../formats/format.ts';
import type { RequestHandler, Response } from 'express';
import type { Service } from '../service/service.ts';
import { sayUnknown } from '../service/refusal.ts';
import { query, send, sendProblem, sendRefusal } from './reply.ts';

/** `/kubernetes.ics`, `/kubernetes-deadlines.ics`, `/kubernetes-1.38.json`: a feed by the last segment of its address. */
export function feedByName(service: Service, formats: readonly Format[]): RequestHandler<{ file: string }> {
  return (request, response, next) => {
    // without an extension it is no feed
    if (!request.params.file.includes('.')) return next();
    const file = split(request.params.file);
    answer({ response, request, service, formats, ...file }, (name) => service.publish.feedNamed(name));
  };
}

/** `/kubernetes/1.38.ics`, the same bytes. */
export function feedOfRelease(
  service: Service,
  formats: readonly Format[],
): RequestHandler<{ calendar: string; file: string }> {
  return (request, response, next) => {
    const { calendar, file } = request.params;
    if (!file.includes('.')) return next();
    answer({ response, request, service, formats, ...split(file) }, (release) =>
      service.publish.feed({ calendar, release }),
    );
  };
}

interface Asked {
  readonly response: Response;
  readonly request: Parameters<RequestHandler>[0];
  readonly service: Service;
  readonly formats: readonly Format[];
  readonly name: string;
  readonly extension: string;
}

function answer(asked: Asked, find: (name: string) => Answer<Feed>): void {
  const { response, request, service, formats, name, extension } = asked;
  const format = formats.find((one) => one.feed && one.name === extension);
  if (!format?.feed) {
    const known = formats.filter((one) => one.feed).map((one) => one.name);
    return sendProblem(response, 404, 'Not Found', sayUnknown('feed format', extension, known));
  }
  const values = query(request, []);
  if ('wrong' in values) return sendProblem(response, 400, 'Bad Request', values['wrong'] ?? '');
  const found = find(name);
  if ('refusal' in found) return sendRefusal(response, found.refusal);
  const feed = found.value;
  const address = `${service.publicUrl}/${feed.name}.${format.name}`;
  return send(response, {
    media: format.media,
    body: format.feed(feed, address),
    fileName: `${feed.name}.${format.name}`,
    lastModified: feed.changed,
    canonical: address,
  });
}

/** The name before the last dot and the extension after it. */
function split(file: string): { readonly name: string; readonly extension: string } {
  const dot = file.lastIndexOf('.');
  return dot < 0
    ? { name: file, extension: '' }
    : { name: file.slice(0, dot), extension: file.slice(dot + 1) };
}
