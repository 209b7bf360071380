import assert from 'node:assert/strict';
import type { Calendar, PublishedState } from '../../src/domain/calendar/calendar.ts';
import type { Instant } from '../../src/domain/time/time.ts';
import type { ReminderEntry } from '../../src/domain/reminders/reminderentry.ts';
import { latestEntries, reminderEntries, readEntryWish } from '../../src/domain/reminders/reminderentry.ts';
import { revisionFacts } from '../../src/domain/history/revisionfacts.ts';
import { openFormats } from '../../src/formats/index.ts';
import { plus } from '../../src/domain/time/time.ts';
import { at, wired } from './wired.ts';

/** An Atom entry, as a reader that polls has it. */
interface Entry {
  readonly id: string;
  readonly title: string;
  readonly updated: string;
  readonly text: string;
}

function entriesOf(atom: string): readonly Entry[] {
  const value = (entry: string, name: string): string =>
    new RegExp(`<${name}[^>]*>([^<]*)</${name}>`).exec(entry)?.[1] ?? '';
  return [...atom.matchAll(/<entry>([^]*?)<\/entry>/g)].map(([, entry = '']) => ({
    ...{ id: value(entry, 'id'), title: value(entry, 'title') },
    ...{ updated: value(entry, 'updated'), text: value(entry, 'content') },
  }));
}

/** A calendar as it was public at an instant: what its history tells later did not happen yet. */
function knownAt(calendar: Calendar, now: Instant): Calendar {
  const releases = calendar.releases.map((release) => ({
    ...release,
    milestones: release.milestones.flatMap((milestone) => {
      const told = milestone.history ?? [];
      const known: readonly PublishedState[] = told.filter(({ since }) => since <= now);
      const last = known.at(-1);
      if (told.length === 0) return [milestone];
      if (!last) return [];
      return [
        {
          ...milestone,
          when: last.when,
          ...revisionFacts({ ...milestone, when: last.when }, known, calendar.changed),
        },
      ];
    }),
  }));
  return { ...calendar, releases };
}

describe('reminders without an address, fetched every hour through a cycle', function () {
  const cycles: [release: string, from: string, to: string][] = [
    ['1.24', '2022-01-10T00:00Z', '2022-05-10T00:00Z'],
    ['1.31', '2024-05-13T00:00Z', '2024-08-20T00:00Z'],
    ['1.33', '2025-01-13T00:00Z', '2025-04-30T00:00Z'],
  ];
  for (const [release, from, to] of cycles) {
    it(`of ${release}, with its real slips, come once each, in order, and are never edited`, async () => {
      const { publish, templates } = await wired();
      const found = publish.calendar('kubernetes');
      const atom = openFormats(templates).find(({ name }) => name === 'atom');
      assert.ok('value' in found && atom?.bulletins);
      const calendar = {
        ...found.value,
        releases: found.value.releases.filter(({ version }) => version === release),
      };
      const wish = readEntryWish({ lead: '7,1', hour: '9', tz: 'Europe/Berlin' }, calendar);
      assert.ok('wish' in wish);

      const seen = new Map<string, Entry>();
      const arrivals: string[] = [];
      const end = new Date(to).toISOString();
      let states = 0;
      // what there is to tell is a function of what is known, not of the hour
      const changes = calendar.releases.flatMap(({ milestones }) =>
        milestones.flatMap(({ history = [] }) => history.map(({ since }) => since)),
      );
      let [known, all]: [Calendar, readonly ReminderEntry[]] = [calendar, []];
      // the same of the same is written once
      let told: { readonly known: Calendar | undefined; readonly count: number } = {
        known: undefined,
        count: 0,
      };
      for (
        let now = plus(new Date(from).toISOString() as Instant, 'PT30M');
        now < end;
        now = plus(now, 'PT1H')
      ) {
        states++;
        if (states === 1 || changes.some((since) => since <= now && since > plus(now, '-PT1H'))) {
          known = knownAt(calendar, now);
          all = reminderEntries(known, wish.wish);
        }
        const shown = all.filter(({ appears }) => appears <= now).toReversed();
        if (told.known === known && told.count === shown.length) continue;
        told = { known, count: shown.length };
        const entries = entriesOf(atom.bulletins(known, shown, 'https://x.example/reminders.atom'));
        // each hour the newest stands first, and no two are of one instant
        const updates = entries.map(({ updated }) => updated);
        assert.deepEqual(updates, [...new Set(updates)].toSorted().toReversed(), now);
        for (const entry of entries.toReversed()) {
          const before = seen.get(entry.id);
          if (!before) {
            arrivals.push(entry.updated);
            assert.ok(
              states === 1 || entry.updated > plus(now, '-PT90M'),
              `${entry.title} came late at ${now}`,
            );
          } else assert.deepEqual({ ...entry, updated: '' }, { ...before, updated: '' }, now);
          seen.set(entry.id, entry);
        }
      }

      assert.ok(states > 2_000);
      assert.deepEqual(arrivals, arrivals.toSorted());
      const titles = [...seen.values()].map(({ title }) => title);
      assert.equal(new Set(titles).size, titles.length);
      for (const { milestone, before, after } of movesOf(publish, release)) {
        const text = `${milestone} moved`;
        if (before < from || after > to) continue;
        assert.ok(
          titles.some((title) => title.startsWith(milestone) && title.includes('moved')),
          text,
        );
      }
    });
  }
});

interface Slip {
  readonly milestone: string;
  readonly before: string;
  readonly after: string;
}

/** The slips of a release's deadlines that are in its history. */
function movesOf(publish: Awaited<ReturnType<typeof wired>>['publish'], release: string): readonly Slip[] {
  const found = publish.changes('kubernetes');
  assert.ok('value' in found);
  return found.value.moves
    .filter(({ kind, milestone }) => kind === 'moved' && milestone.release === release && milestone.banner)
    .map(({ milestone, after }) => ({ milestone: milestone.name, before: after.since, after: after.since }));
}

describe('the reminders that a feed shows', () => {
  for (const query of [{}, { kind: 'freeze' }, { tz: 'America/Los_Angeles', hour: '18', lead: '0' }])
    it(`are the last of all that ever appeared, with ${JSON.stringify(query)}`, async () => {
      const { publish } = await wired();
      const found = publish.calendar('kubernetes');
      assert.ok('value' in found);
      const read = readEntryWish(query, found.value);
      assert.ok('wish' in read);
      const all = reminderEntries(found.value, read.wish);

      for (const now of ['2018-01-01', '2021-03-03', '2024-11-11', '2026-11-29', '2035-01-01'].map(at)) {
        const seen = all.filter(({ appears }) => appears <= now);
        const last = latestEntries(found.value, read.wish, { now, most: 50 });
        assert.deepEqual(last, { seen: seen.slice(-50), next: all[seen.length]?.appears });
      }
    });
});
