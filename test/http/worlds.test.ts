import type { Service } from '../../src/service/service.ts';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { etag } from '../../src/http/answers/reply.ts';
import { site } from '../../src/http/api/site.ts';
import { openFormats } from '../../src/formats/index.ts';
import { headings, holds } from '../golden.ts';
import { unread, valueOf, wired } from '../service/wired.ts';

const fixtures = 'test/fixtures/calendars';

/** A conference anywhere on Earth, a service train of two weeks in New York, a series of OpenStack's weeks, and Kubernetes. */
const worlds = [
  { id: 'acl', now: '2027-01-04T12:00Z' },
  { id: 'teamwork', now: '2027-01-04T12:00Z' },
  { id: 'openstack', now: '2027-01-04T12:00Z' },
  { id: 'kubernetes', now: '2026-11-25' },
] as const;

/** What is of no calendar is the same in each. */
const shared =
  /^(style\.css|script\.js|icon\.svg|robots\.txt|docs\/index\.html|openapi\.json|404\.html|llms\.txt|\.well-known\/.*)$/;

/** The milestone's own page that stands for all of its calendar. */
const onePage: Readonly<Record<string, string>> = {
  acl: '2027/abstracts',
  teamwork: '5/feature-freeze',
  openstack: '2027.1/release',
};

function isShown(path: string, id: string): boolean {
  if (shared.test(path) || path.endsWith('.svg')) return false;
  const page = /^[^/]+\/([^/]+\/[^/]+)\/index\.html$/.exec(path)?.[1];
  return page === undefined || page === onePage[id];
}

const serviceOf = ({ id, now }: (typeof worlds)[number]): Promise<Service> =>
  id === 'kubernetes' ? wired({ now }) : wired({ now, calendars: join(fixtures, id) });

/** Each event once: its UID, SEQUENCE and days. */
function events(service: Service, id: string): readonly string[] {
  const { releases } = valueOf(service.publish.calendar(id));
  const feeds = [
    valueOf(service.publish.feed({ calendar: id, query: { from: '2000-01-01' } })),
    ...releases.map(({ version }) => valueOf(service.publish.feed({ calendar: id, release: version }))),
  ];
  const all = feeds.flatMap((feed) =>
    feed.events.map(
      ({ uid, sequence, first, last, status }) => `${uid} ${sequence} ${first} ${last} ${status}`,
    ),
  );
  return [...new Set(all)].toSorted();
}

describe('four calendars of other kinds', function () {
  for (const world of worlds) {
    const { id, now } = world;

    it(`${id} is at every address what it was, by its ETag`, async () => {
      const files = site(await serviceOf(world)).filter(({ path }) => !shared.test(path));

      const tags = files.map(({ path, body }) => `${path}\t${etag(body)}\n`).toSorted();
      // of a thousand pages of milestones those of one release are one line
      const lines =
        id === 'kubernetes'
          ? [
              ...Map.groupBy(tags, (line) =>
                /^[^/]+\/[^/]+\/[^/]+\/index\.html/.test(line) ? line.split('/').slice(0, 2).join('/') : line,
              ),
            ].map(([key, some]) =>
              some.length === 1
                ? (some[0] ?? '')
                : `${key}/*\t${createHash('sha256').update(some.join('')).digest('hex').slice(0, 27)}\n`,
            )
          : tags;
      holds(`${id}.etags.tsv`, lines.join(''));
    });

    it(`${id} has the UIDs, SEQUENCEs and days that it had`, async () => {
      holds(`${id}.events.txt`, `${events(await serviceOf(world), id).join('\n')}\n`);
    });

    if (id === 'kubernetes') continue;

    it(`${id} reads as it did, in each format, page, picture and file`, async () => {
      const service = await serviceOf(world);
      const order = headings(`${id}.texts`);
      // a site is a set of files
      const files = site(service)
        .filter(({ path }) => isShown(path, id))
        .toSorted((a, b) => order.indexOf(a.path) - order.indexOf(b.path));
      const formats = openFormats(unread().templates);

      const sections = formats.flatMap(({ name, section }) => {
        if (!section) return [];
        const answer = valueOf(service.publish.section({ calendar: id, at: now }));
        return [`=== section.${name}\n${section(answer.section, answer.style)}\n`];
      });
      const bodies = files.map(({ path, body }) => `=== ${path}\n${body.toString('utf8')}`);
      holds(`${id}.texts`, [...bodies, ...sections].join('\n'));
    });
  }
});
