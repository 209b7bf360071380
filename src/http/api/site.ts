import type { Route } from '../answers/handler.ts';
import type { Service } from '../../service/service.ts';
import assert from 'node:assert/strict';
import { replyTo } from '../answers/handler.ts';
import { openFormats } from '../../formats/index.ts';
import { openAddresses } from './routes.ts';

/** A file of the static site. */
export interface SiteFile {
  /** Relative path, with `/`. */
  readonly path: string;
  readonly body: Buffer;
}

/** Everything the service serves without a query, as files: the same bytes at the same paths. */
export function site(service: Service): readonly SiteFile[] {
  const { routes } = openAddresses(service, openFormats(service.templates));
  return routes.flatMap((route) =>
    paramsOf(route, service).map((params) => {
      const path = route.path.slice(1).replaceAll(/:(\w+)/g, (_, name: string) => params[name] ?? '');
      const reply = replyTo(route.handler, { params, query: {} });
      assert.ok(reply, `nothing answers at ${path}`);
      return { path: path.replace(/(^|\/)$/, '$1index.html'), body: reply.body };
    }),
  );
}

type Params = Readonly<Record<string, string>>;

function paramsOf({ files }: Route, { publish }: Service): readonly Params[] {
  if (files === undefined || files === 'one') return files ? [{}] : [];
  return publish
    .calendars()
    .flatMap((calendar) => files(calendar).map((params) => ({ calendar: calendar.id, ...params })));
}
