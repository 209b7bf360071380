import type { Document } from '../yaml/yaml.ts';
import type { Instant, YearMonth, Zone } from '../../domain/time/time.ts';
import type { StaleRule, Style } from '../../domain/calendar/calendar.ts';
import type { TrainRule } from '../../domain/calendar/trainrule.ts';
import { z } from 'zod';
import { fit } from '../yaml/shape.ts';
import { trains } from '../yaml/trainfields.ts';
import { id, isLink, length, line, link, moment, orNothing, zoneName } from '../yaml/yamlfields.ts';
import { zone } from '../../domain/time/time.ts';
import { mayAsk } from '../../service/ports/origin.ts';
import { keysOf, valueAt } from '../yaml/yaml.ts';
import { isSchedule } from '../files/files.ts';
import { expected } from '../../domain/problem/expected.ts';
import { quote } from '../../domain/problem/suggestion.ts';

/** The contents of `calendar.yaml`. */
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
  readonly quiet: string;
  /** URLs of fetched files, by file name. */
  readonly origins: ReadonlyMap<string, string>;
  /** Milestones for the placeholders of letters, by placeholder name. */
  readonly placeholders: ReadonlyMap<string, string>;
  /** Every banner names the release. */
  readonly namesRelease: boolean;
  /** From this month on, a patch train has a single UID. */
  readonly trainsSince: YearMonth | undefined;
  /** The rule for expected trains. */
  readonly trains: TrainRule | undefined;
  readonly stale: StaleRule | undefined;
  /** Zones by label in capitals. */
  readonly labels: ReadonlyMap<string, Zone>;
  /** The ids and kinds that close a build. */
  readonly gate: readonly string[] | undefined;
}

/** Used in other URLs of the service. */
const taken = new Set([
  'feed',
  'subscriptions',
  'livez',
  'readyz',
  'healthz',
  'metrics',
  'docs',
  'openapi',
  'changes',
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
    'a domain name in lowercase letters',
  );

const wantedFile = 'the name of a schedule file, such as 1.38.md or patches.yaml';

/** Only schedule files are fetched, not our own settings; `readSettings` checks their endings. */
const fileName = z
  .string()
  .refine(
    (name) =>
      /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name.replace('{release}', '1')) &&
      !/^((calendar|overrides|history)\.ya?ml|readme\.md)$/i.test(name),
    wantedFile,
  );

/** Fills in a sample `{release}`. */
function plainAddress(text: string): string {
  return text.replaceAll('{release}', '1');
}

const origin = z
  .string()
  .refine(
    (text) => isLink(plainAddress(text)) && mayAsk(new URL(plainAddress(text))),
    'an address, such as https://... (http only on this machine)',
  );

/** `feature-freeze` means the full date, `feature-freeze day` just the announced day. */
const placeholder = line.refine(
  (text) => /^[a-z0-9]+(-[a-z0-9]+)*( day)?$/.test(text),
  'a milestone id, such as feature-freeze, or its day alone: feature-freeze day',
);

const label = z.string().regex(/^[A-Za-z]{2,5}$/, 'a zone label, such as CST');

function plainly({
  sources,
  trains: patches,
  cycles,
}: { [K in keyof StaleRule]: StaleRule[K] | undefined }): StaleRule {
  return {
    ...(sources !== undefined && { sources }),
    ...(patches !== undefined && { trains: patches }),
    ...(cycles !== undefined && { cycles }),
  };
}

/** Strips the brackets of a placeholder such as `{ CODE_FREEZE }` or `<<CODE_FREEZE>>`. */
function bare(name: string): string {
  return name.replace(/^[{<\s]+|[}>\s]+$/g, '');
}

const settings = z.strictObject({
  id: id.refine((text) => !taken.has(text), 'an id that is not a path of the service'),
  title: line,
  description: orNothing(line),
  homepage: orNothing(link),
  zone: zoneName.optional(),
  domain: domainName.optional(),
  revised: moment.optional(),
  banner: z
    .strictObject({
      counts: z.array(id).optional(),
      styles: z.record(id, style).default({}),
      release: z.literal('always').optional(),
    })
    .optional(),
  issue: z.strictObject({ publishes: length }).optional(),
  zones: z.record(label, zoneName).default({}),
  gate: z.array(id, 'a list of ids or kinds').nonempty('at least one id or kind').optional(),
  placeholders: z.record(z.string(), placeholder).optional(),
  sources: z.record(fileName, origin).optional(),
  quiet: length.optional(),
  trains: trains.optional(),
  stale: z
    .strictObject({ sources: length.optional(), trains: length.optional(), cycles: length.optional() })
    .optional(),
});

/** The zone in `calendar.yaml`, even if other settings are invalid. */
export function settingsZone(document: Document): Zone | undefined {
  const text = document.scalar(['zone']);
  return text === undefined ? undefined : zone(text);
}

/** `endings` are those of schedule files. */
export function readSettings(document: Document, endings: readonly string[]): Settings | undefined {
  const found = fit(document, settings);
  const unknown = keysOf(valueAt(document.value, ['sources'])).filter(
    (name) => fileName.safeParse(name).success && !isSchedule(name, endings),
  );
  for (const name of unknown)
    document.stop(document.keyAt(['sources', name]), 'shape', expected(wantedFile, `the key ${quote(name)}`));
  if (!found || unknown.length > 0) return undefined;
  const styles = Object.entries(found.banner?.styles ?? {}).map(([name, { months, names, days }]) => {
    const links = { ...(names !== undefined && { names }), ...(days !== undefined && { days }) };
    return [name, { months, ...links }] as const;
  });
  if (found.banner?.styles['plain']) {
    const at = document.keyAt(['banner', 'styles', 'plain']);
    document.stop(at, 'shape', expected('a style that is not built in', '"plain"'));
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
    quiet: found.quiet ?? 'PT30M',
    origins: new Map(Object.entries(found.sources ?? {})),
    namesRelease: found.banner?.release === 'always',
    gate: found.gate,
    labels: new Map(Object.entries(found.zones).map(([name, where]) => [name.toUpperCase(), where])),
    trainsSince: found.trains?.since,
    trains: found.trains?.rule,
    stale: found.stale && plainly(found.stale),
    placeholders: new Map(Object.entries(found.placeholders ?? {}).map(([name, wish]) => [bare(name), wish])),
  };
}
