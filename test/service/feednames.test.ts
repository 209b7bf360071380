import assert from 'node:assert/strict';
import { feedNames } from '../../src/domain/feed/feednames.ts';
import { site } from '../../src/http/api/site.ts';
import { inFolder } from './folder.ts';
import { valueOf, wired } from './wired.ts';

const own = (id: string, row: string): string => `release: "${id}"\nmilestones:\n  - ${row}\n`;

describe('the names of feeds', () => {
  it('are those that the service answers to, and that the static site has, each once', async () => {
    const service = await wired({ calendars: 'test/fixtures/calendars' });
    const calendars = service.publish.calendars();
    const names = calendars.flatMap((calendar) => [...feedNames(calendar).keys()]);

    assert.ok(calendars.length > 2 && names.length > 10);
    assert.equal(new Set(names).size, names.length);
    for (const name of names) assert.equal(valueOf(service.publish.feedNamed(name)).name, name);
    const paths = site(service).map(({ path }) => path);
    const feeds = paths.flatMap((path) => /^([^/]+)\.ics$/.exec(path)?.[1] ?? []);
    assert.deepEqual(feeds.toSorted(), names.toSorted());
  });

  for (const [what, id] of [
    ['its deadlines', 'one-deadlines'],
    ['a release', 'one-1.0'],
    ['a role', 'one-docs-lead'],
    ['the trains that are expected', 'one-patches'],
  ] as const)
    it(`are taken: another calendar cannot be called as the feed of ${what}`, () =>
      inFolder(
        {
          'one/calendar.yaml': 'id: one\ntitle: One\nzone: UTC\ntrains: {target: first Tuesday}\n',
          'one/1.0.yaml': own('1.0', '{ name: A, kind: freeze, when: 2030-01-01, role: [Docs Lead] }'),
          'other/calendar.yaml': `id: ${id.replaceAll('.', '-')}\ntitle: Other\nzone: UTC\n`,
          'other/2.yaml': own('2', '{ name: B, kind: freeze, when: 2030-01-01 }'),
        },
        async (calendars) => {
          const service = await wired({ calendars });

          const says = service.catalog.holdings().flatMap(({ problems }) => problems.map((one) => one.says));
          assert.deepEqual(
            says.map((one) => /^expected an id that is not the name of a feed of .*one, found /.test(one)),
            // an id has no dot, so that it cannot be the name of such a feed
            id.includes('.') ? [] : [true],
          );
          assert.equal(valueOf(service.publish.feedNamed(id)).calendar.id, 'one');
        },
      ));
});
