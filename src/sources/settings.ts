import type { Document } from './yaml.ts';
import type { Instant, Zone } from '../domain/time.ts';
import type { Problem } from '../domain/rule.ts';
import type { Style } from '../domain/calendar.ts';
import { z } from 'zod';
import { fit } from './shape.ts';
import { id, length, line, link, moment, orNothing, zoneName } from './fields.ts';
import { problem } from '../domain/rule.ts';
import { zone } from '../domain/time.ts';

/** What `calendar.yaml` says: what the calendar is. */
export interface Settings {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly homepage: string | undefined;
  readonly zone: Zone | undefined;
  readonly domain: string;
  readonly revised: Instant | undefined;
  readonly counts: ReadonlySet<string> | undefined;
  readonly styles: ReadonlyMap<string, Style>;
  readonly publishes: string;
}

/** Ids that are paths of the service. */
const taken = new Set([
  ...['feed', 'subscriptions', 'livez', 'readyz', 'healthz', 'metrics', 'docs', 'openapi', 'changes'],
]);

const style = z.strictObject({
  months: z.enum(['short', 'long']).default('short'),
  names: orNothing(link),
  days: orNothing(link),
});

const domainName = z
  .string()
  .refine(
    (text) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(text) && text.length <= 100,
    'wanted a domain name in small letters',
  );

const settings = z.strictObject({
  id: id.refine((text) => !taken.has(text), 'which is a path of the service; wanted another id'),
  title: line,
  description: orNothing(line),
  homepage: orNothing(link),
  zone: zoneName.optional(),
  domain: domainName.optional(),
  revised: moment.optional(),
  banner: z
    .strictObject({ counts: z.array(id).optional(), styles: z.record(id, style).default({}) })
    .optional(),
  issue: z.strictObject({ publishes: length }).optional(),
  // of later use: what the letters are filled from, where files come from, how long a change waits
  placeholders: z.record(z.string(), line).optional(),
  sources: z.record(z.string(), link).optional(),
  quiet: length.optional(),
});

/** The zone that `calendar.yaml` names, also when something else in it does not fit. */
export function zoneOf(document: Document): Zone | undefined {
  const text = document.text(['zone']);
  return text === undefined ? undefined : zone(text);
}

export function readSettings(document: Document, problems: Problem[]): Settings | undefined {
  const found = fit({ document, schema: settings, problems });
  if (!found) return undefined;
  const styles = Object.entries(found.banner?.styles ?? {}).map(([name, { months, names, days }]) => {
    const links = { ...(names !== undefined && { names }), ...(days !== undefined && { days }) };
    return [name, { months, ...links }] as const;
  });
  if (found.banner?.styles['plain']) {
    const at = document.keyAt(['banner', 'styles', 'plain']);
    problems.push(
      problem(
        at,
        { rule: 'shape', says: 'the style "plain" is built in; wanted another name' },
        { blocks: true },
      ),
    );
  }
  return {
    id: found.id,
    title: found.title,
    description: found.description ?? `The release schedule of ${found.title}`,
    homepage: found.homepage,
    zone: found.zone,
    domain: found.domain ?? `${found.id}.release-calendar.invalid`,
    revised: found.revised,
    counts: found.banner?.counts && new Set(found.banner.counts),
    styles: new Map(styles),
    publishes: found.issue?.publishes ?? 'P4DT22H',
  };
}
