import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { FeedEvent } from '../../../src/domain/feed/feedevent.ts';
import type { Release } from '../../../src/domain/calendar/calendar.ts';
import { feed } from '../../../src/domain/feed/feed.ts';
import { eventRevision, revisionFacts as record } from '../../../src/domain/history/revisionfacts.ts';
import type { Told } from '../build.ts';
import { at, calendar, day, history as states, milestone, month, patch, release } from '../build.ts';

const train: readonly Release[] = [
  release('1.9', patch('1.9.13', '2026-06-05', '2026-06-09')),
  release('1.35', patch('1.35.6', '2026-06-05', '2026-06-09')),
  release('1.36', patch('1.36.2', '2026-06-05', '2026-06-09')),
];

function items(releases: readonly Release[]): readonly FeedEvent[] {
  return feed(calendar(releases, { trainsSince: month('2027-01') }), {}, day('2026-06-01')).events;
}

function uids(releases: readonly Release[]): readonly string[] {
  return items(releases).map(({ uid }) => uid);
}

describe('patches of one kind and day in a feed', () => {
  it('are one item with all their versions, newest branch first, and its UID, in whatever order', () => {
    assert.deepEqual(
      items(train).map(({ first, title }) => `${first} ${title}`),
      [
        '2026-06-05 Cherry-pick deadline: 1.36.2, 1.35.6, 1.9.13 (Kubernetes)',
        '2026-06-09 Patch releases: 1.36.2, 1.35.6, 1.9.13 (Kubernetes)',
      ],
    );
    const wanted = ['cherry-pick-1-36-2', 'patch-1-36-2'].map((id) => `kubernetes.1.36.${id}@k8s.example`);
    for (const all of [train, train.toReversed()]) assert.deepEqual(uids(all), wanted);
  });

  it('stand apart from the day of the release when both fall on one day', () => {
    const sudden = [release('1.36', patch('1.36.3', '2026-06-18', '2026-06-18'))];

    assert.deepEqual(
      items(sudden).map(({ title }) => title),
      ['Cherry-pick deadline: 1.36.3 (Kubernetes)', 'Patch release: 1.36.3 (Kubernetes)'],
    );
  });

  it('are called by their month while no branch is named, and then by the named branch', () => {
    const name = 'Cherry-pick deadline for June 2026';
    const unnamed = release('patches', [milestone('cherry-pick-2026-06', '2026-06-05', { name })]);
    const [named] = train.slice(-1);

    const before = items([unnamed]);
    const later = items(named ? [named, unnamed] : []);

    assert.deepEqual(
      before.map(({ uid, title }) => [uid, title]),
      [['kubernetes.patches.cherry-pick-2026-06@k8s.example', `${name} (Kubernetes)`]],
    );
    assert.equal(later[0]?.uid, 'kubernetes.1.36.cherry-pick-1-36-2@k8s.example');
  });

  it('are one item with the roles and the last change of all, as old as the newest branch', () => {
    const member = (version: string, changed: string, role: readonly string[]): Release => {
      const created = at(changed.replace('2026', '2025'));
      const id = `patch-${version.replaceAll('.', '-')}`;
      const one = milestone(id, '2026-06-09', { role, created, changed: at(changed) });
      return release(version.slice(0, 4), [one]);
    };

    const [found] = items([
      member('1.35.6', '2026-05-01', ['Release Manager', 'Branch Manager']),
      member('1.36.2', '2026-05-20', ['Release Manager']),
    ]);

    assert.deepEqual(
      [found?.roles, found?.created, found?.changed],
      [['Release Manager', 'Branch Manager'], at('2025-05-20'), at('2026-05-20')],
    );
  });

  /** A patch by the days that it had, and since when. */
  const past = (version: string, ...told: readonly Told[]): Release => {
    const history = states(...told);
    const [first, last] = [history[0], history.at(-1)];
    assert.ok(first && last);
    const moved = new Set(told.map(([written]) => written)).size - 1;
    const facts = { history, created: first.since, changed: last.since, sequence: moved };
    const [written = ''] = told.at(-1) ?? [];
    return release(version.slice(0, 4), [milestone(`patch-${version.replaceAll('.', '-')}`, written, facts)]);
  };
  const seen = (releases: readonly Release[]): readonly string[] =>
    items(releases).map(
      ({ uid, sequence, changed }) => `${uid.split('@')[0] ?? ''} ${sequence} ${changed.slice(0, 10)}`,
    );

  it('change when a branch joins them and when one leaves them, and each by its own moves', () => {
    const [first, second] = [['2026-06-10', '2026-01-01'] as const, ['2026-06-09', '2026-02-01'] as const];
    const newest = past('1.36.2', ['2026-06-09', '2026-01-01']);
    const joins = past('1.35.6', first, second);
    const leaves = past('1.35.6', first, second, ['2026-06-16', '2026-03-01']);

    assert.deepEqual(seen([newest]), ['kubernetes.1.36.patch-1-36-2 0 2026-01-01']);
    assert.deepEqual(seen([newest, joins]), ['kubernetes.1.36.patch-1-36-2 1 2026-02-01']);
    assert.deepEqual(seen([newest, leaves]), [
      'kubernetes.1.36.patch-1-36-2 2 2026-03-01',
      'kubernetes.1.35.patch-1-35-6 2 2026-03-01',
    ]);
  });

  it('never count back, whatever moves where', () => {
    const days = fc.constantFrom('2026-06-09', '2026-06-16', 'TBD');
    const steps = fc.array(fc.tuple(fc.constantFrom('1.34.9', '1.35.6', '1.36.2'), days), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(steps, (all) => {
        const seen = new Map<
          string,
          { readonly sequence: number; readonly looks: string; readonly changed: string }
        >();
        const told = new Map<string, (readonly [string, string])[]>();
        for (const [index, [version, written]] of all.entries()) {
          const since = `2026-01-${String(index + 1).padStart(2, '0')}`;
          told.set(version, [...(told.get(version) ?? []), [written, since]]);
          const releases = [...told].map(([one, whens]) => {
            const made = past(one, ...whens);
            return {
              ...made,
              milestones: made.milestones.map((own) => ({
                ...own,
                ...record(own, own.history ?? [], own.created),
              })),
            };
          });
          for (const { uid, sequence, title, first, status, changed } of items(releases)) {
            const looks = `${title} ${first} ${status}`;
            const before = seen.get(uid);
            // what stood in another's event for a while may count on
            if (before?.looks === looks) assert.ok(sequence >= before.sequence, uid);
            else if (before) {
              assert.ok(sequence > before.sequence, `${uid}: ${before.sequence} then ${sequence}`);
              assert.ok(changed > before.changed);
            }
            seen.set(uid, { sequence, looks, changed });
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('are tentative together when one of them is, and cancelled when all of them are', () => {
    const unsure = release('1.35', [milestone('patch-1-35-6', '2026-06-09', { status: 'tentative' })]);
    const off = ['1.35.6', '1.36.2'].map((version) => cancelled(version));
    const statuses = (all: readonly Release[]): readonly string[] => items(all).map(({ status }) => status);

    assert.deepEqual(statuses([...train.slice(2), unsure]), ['confirmed', 'tentative']);
    assert.deepEqual(statuses(off), ['cancelled']);
  });

  it('say nothing more of a branch that is cancelled, which has its own cancelled item', () => {
    const found = items([...train.filter(({ version }) => version === '1.36'), cancelled('1.35.6')]);

    const ofThatDay = found.filter(({ first }) => first === '2026-06-09');
    assert.deepEqual(
      ofThatDay.map(({ uid, title, status }) => [uid.split('@')[0], title, status]),
      [
        ['kubernetes.1.35.patch-1-35-6', 'Patch release: 1.35.6 (Kubernetes)', 'cancelled'],
        ['kubernetes.1.36.patch-1-36-2', 'Patch release: 1.36.2 (Kubernetes)', 'confirmed'],
      ],
    );
  });

  it('are not cancelled because the newest of their branches is', () => {
    const off = release('1.37', patch('1.37.1', '2026-06-05', '2026-06-09'), { status: 'cancelled' });

    const found = items([...train, off]).filter(({ title }) => title.includes('1.36.2'));

    assert.deepEqual(
      found.map(({ status }) => status),
      ['confirmed', 'confirmed'],
    );
  });
});

function cancelled(version: string): Release {
  const id = `patch-${version.replaceAll('.', '-')}`;
  return release(version.slice(0, 4), [milestone(id, '2026-06-09', { status: 'cancelled' })]);
}

describe('the SEQUENCE of joined patches', () => {
  it('is never below that of their first alone: also a new name counts', () => {
    const [own, other] = [
      patch('1.36.2', '2026-06-05', '2026-06-09'),
      patch('1.35.6', '2026-06-05', '2026-06-09'),
    ].map((all) => all.find(({ kind }) => kind === 'patch'));
    assert.ok(own && other);
    const told = ['v1.36.2', 'Version 1.36.2', own.name].map((name, index) => ({
      ...{ when: own.when, name, since: at(`2026-05-0${index + 1}`) },
    }));
    const history = record(own, told, at('2026-05-03'));

    assert.equal(history.sequence, 2);
    const moved = { ...own, ...history };
    const event = { milestones: [moved], train: undefined, isOff: false } as const;
    assert.equal(eventRevision(event, {}, [moved, other]).sequence, 2);
  });
});

describe('items that would read alike in a feed', () => {
  it('are told apart by the id of the second', () => {
    const name = 'Retrospective';
    const twins = [
      milestone('retro-1', '2026-06-09', { name }),
      milestone('retro-2', '2026-06-09', { name }),
    ];

    assert.deepEqual(
      items([release('1.36', twins)]).map(({ title }) => title),
      ['Retrospective (Kubernetes v1.36)', 'Retrospective (Kubernetes v1.36), retro-2'],
    );
  });

  it('keep their one name when their days or releases differ', () => {
    const name = 'Retrospective';
    const days = [milestone('retro-1', '2026-06-09', { name }), milestone('retro-2', '2026-06-10', { name })];
    const other = release('1.37', [milestone('retro-1', '2026-06-09', { name })]);

    assert.deepEqual(
      items([release('1.36', days), other]).map(({ title }) => title),
      [
        'Retrospective (Kubernetes v1.36)',
        'Retrospective (Kubernetes v1.37)',
        'Retrospective (Kubernetes v1.36)',
      ],
    );
  });
});
