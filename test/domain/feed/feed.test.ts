import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { FeedEvent } from '../../../src/domain/feed/feedevent.ts';
import type { Feed, Selection } from '../../../src/domain/feed/feed.ts';
import type { Milestone, Release } from '../../../src/domain/calendar/calendar.ts';
import { releaseOf } from '../../../src/domain/calendar/calendar.ts';
import { standsOn } from '../../../src/domain/calendar/actual.ts';
import { deadline } from '../../../src/domain/calendar/deadline.ts';
import { feed } from '../../../src/domain/feed/feed.ts';
import { addDays } from '../../../src/domain/time/time.ts';
import { anyCalendar, daysAfter } from '../any.ts';
import { at, calendar, cycle130, day, milestone, patch, release } from '../build.ts';

function feedOf(releases: readonly Release[], selection: Selection = {}, today = '2024-02-01'): Feed {
  return feed(calendar(releases), selection, day(today));
}

function only(one: Milestone, more: Partial<Release> = {}): FeedEvent {
  const [item, ...others] = feedOf([release('1.30', [one], more)]).events;
  assert.ok(item);
  assert.deepEqual(others, []);
  return item;
}

describe('the UID of a feed item', () => {
  for (const [what, one] of [
    ['its day', milestone('code-freeze', '2024-03-13')],
    ['how exactly it is dated', milestone('code-freeze', '2024-03-06 AoE')],
    ['its name', milestone('code-freeze', '2024-03-06', { name: 'Big Freeze', short: 'Freeze' })],
    ['its status', milestone('code-freeze', '2024-03-06', { status: 'cancelled' })],
  ] as const) {
    it(`stays when a milestone changes ${what}, or its release its title`, () => {
      assert.equal(only(one, { title: 'Uwubernetes' }).uid, 'kubernetes.1.30.code-freeze@k8s.example');
    });
  }
});

describe('a feed item', () => {
  it('says of its milestone what a calendar app shows', () => {
    const one = milestone('code-freeze', '2024-03-06T02:00Z[America/Los_Angeles]', {
      ...{ name: 'Code Freeze', role: ['Release Lead'], link: 'https://k8s.example/code-freeze' },
      ...{ sequence: 2, created: at('2023-12-01'), changed: at('2024-01-15') },
    });

    const { milestones, ...item } = only(one);

    assert.deepEqual(item, {
      ...{ uid: 'kubernetes.1.30.code-freeze@k8s.example', title: 'Code Freeze (Kubernetes v1.30)' },
      ...{ kind: 'freeze', roles: ['Release Lead'], status: 'confirmed', sequence: 2 },
      ...{ timed: undefined, rings: true, awaited: [], knownOut: undefined, zone: 'UTC' },
      ...{ first: '2024-03-05', last: '2024-03-05', cutoff: '2024-03-06T02:00:00.000Z' },
      ...{ link: 'https://k8s.example/code-freeze', created: at('2023-12-01'), changed: at('2024-01-15') },
    });
    assert.deepEqual(milestones, [deadline({ ...one, release: '1.30' })]);
  });

  for (const [milestoneStatus, releaseStatus, wanted] of [
    ['planned', 'planned', 'confirmed'],
    ['done', 'done', 'confirmed'],
    ['tentative', 'planned', 'tentative'],
    ['planned', 'tentative', 'tentative'],
    ['cancelled', 'planned', 'cancelled'],
    ['planned', 'cancelled', 'cancelled'],
  ] as const) {
    it(`is ${wanted} for a ${milestoneStatus} milestone of a ${releaseStatus} release`, () => {
      const one = milestone('code-freeze', '2024-03-06', { status: milestoneStatus });

      assert.equal(only(one, { status: releaseStatus }).status, wanted);
    });
  }

  it('links to its release where it has no link of its own', () => {
    const one = milestone('code-freeze', '2024-03-06');

    assert.equal(only(one, { homepage: 'https://k8s.example/1.30' }).link, 'https://k8s.example/1.30');
    assert.equal(only(one).link, undefined);
  });
});

describe('a feed', () => {
  it('of a calendar holds the last two years and everything ahead', () => {
    const days = ['2024-03-01', '2024-03-18', '2026-03-18', '2031-01-01', '2024-02-28..2024-03-19'];
    const milestones = days.map((when, index) => milestone(`event-${index}`, when));

    const found = feedOf([release('1.30', milestones)], {}, '2026-03-18');

    assert.deepEqual(
      found.events.map(({ first }) => first),
      ['2024-02-28', '2024-03-18', '2026-03-18', '2031-01-01'],
    );
  });

  it('of a release holds the whole of it, however old, and nothing else', () => {
    const other = release('1.31', [milestone('cycle-start', '2024-05-13')]);

    const found = feedOf([cycle130(), other], { release: '1.30' }, '2034-01-01');

    assert.equal(found.events.length, 8);
    assert.ok(found.events.every(({ milestones }) => milestones.every((one) => one.release === '1.30')));
  });

  it('of deadlines holds what counts for the banner and the patches, and no task', () => {
    const milestones = [
      ...[milestone('code-freeze', '2024-03-06'), milestone('release', '2024-04-17')],
      ...[
        milestone('thaw', '2024-04-17'),
        milestone('rc-1', '2024-04-02'),
        milestone('kubecon', '2024-03-19'),
      ],
      ...[milestone('docs-freeze', '2024-03-26', { banner: false })],
      ...[milestone('feature-blog-freeze', '2024-02-27', { banner: true })],
      ...[...patch('1.30.1', '2024-05-10', '2024-05-14'), milestone('end-of-life', '2025-06-28')],
    ];

    const found = feedOf([release('1.30', milestones)], { deadlines: true });

    assert.deepEqual(
      found.events.map((item) => item.milestones[0].id),
      ['feature-blog-freeze', 'code-freeze', 'release', 'cherry-pick-1-30-1', 'patch-1-30-1'],
    );
  });

  it('keeps a month and a TBD out of calendar apps, and has them among its milestones', () => {
    const milestones = [milestone('cycle-start', '2024-05'), milestone('release', 'TBD')];

    const found = feedOf([release('1.31', milestones)]);

    assert.deepEqual(found.events, []);
    assert.deepEqual(
      found.milestones.map(({ id }) => id),
      ['cycle-start', 'release'],
    );
  });

  for (const [selection, name, title] of [
    [{}, 'kubernetes', 'Kubernetes'],
    [{ deadlines: true }, 'kubernetes-deadlines', 'Kubernetes deadlines'],
    [{ release: '1.30' }, 'kubernetes-1.30', 'Kubernetes v1.30'],
  ] as const) {
    it(`that is asked for as ${JSON.stringify(selection)} is called ${name}`, () => {
      const found = feedOf([cycle130()], selection);

      assert.deepEqual([found.name, found.title], [name, title]);
    });
  }

  it('leads to the page of its release, else of its calendar', () => {
    const homepage = 'https://k8s.example/';
    const releases = [release('1.30', [], { homepage: 'https://k8s.example/1.30' }), release('1.31', [])];
    const asked = [{ release: '1.30' }, { release: '1.31' }, {}];

    const pages = asked.map((one) => feed(calendar(releases, { homepage }), one, day('2024-02-01')).homepage);

    assert.deepEqual(pages, ['https://k8s.example/1.30', homepage, homepage]);
  });

  it('changed when the newest of its items or its calendar did', () => {
    const late = milestone('code-freeze', '2024-03-06', { changed: at('2024-01-15') });
    const changed = (calendarChanged: string): string =>
      feed(calendar([release('1.30', [late])], { changed: at(calendarChanged) }), {}, day('2024-02-01'))
        .changed;

    assert.equal(changed('2024-01-01'), at('2024-01-15'));
    assert.equal(changed('2024-01-20'), at('2024-01-20'));
  });
});

describe('every feed', () => {
  const anyFeed = fc
    .tuple(anyCalendar, fc.constantFrom<Selection>({}, { deadlines: true }), daysAfter('2026-02-01', 1500))
    .map(([calendar, selection, today]) => ({ ...feed(calendar, selection, today), today }));

  it('has one UID an item, and no two items that read alike', () => {
    fc.assert(
      fc.property(anyFeed, ({ events: items }) => {
        const looks = items.map(({ title, first, last }) => `${title} ${first} ${last}`);

        assert.equal(new Set(items.map(({ uid }) => uid)).size, items.length);
        assert.equal(new Set(looks).size, items.length);
      }),
      { numRuns: 300 },
    );
  });

  it('is in the order of days, and has each dated milestone of its two years and ahead just once', () => {
    fc.assert(
      fc.property(anyFeed, ({ calendar: of, events: items, milestones, today }) => {
        const isOff = ({ release: version, status }: Milestone): boolean =>
          [status, releaseOf(of, version)?.status].some((one) => one === 'cancelled' || one === 'postponed');
        const firsts = items.map(({ first }) => first);
        const shown = items.flatMap((item) => item.milestones.map(({ release, id }) => `${release}/${id}`));
        const wanted = milestones.flatMap((one) => {
          const dated = deadline({ ...one, when: standsOn(one) });
          // what is off may have left it
          return dated && !isOff(one) && dated.cutoff.slice(0, 10) > addDays(today, -725)
            ? [`${one.release}/${one.id}`]
            : [];
        });

        assert.deepEqual(firsts, firsts.toSorted());
        assert.equal(new Set(shown).size, shown.length);
        assert.deepEqual(
          wanted.filter((id) => !shown.includes(id)),
          [],
        );
      }),
      { numRuns: 300 },
    );
  });
});
