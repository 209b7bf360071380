import assert from 'node:assert/strict';
import type { FeedEvent } from '../../src/domain/feedevent.ts';
import type { Release } from '../../src/domain/calendar.ts';
import { feed } from '../../src/domain/feed.ts';
import { at, calendar, day, milestone, patch, release } from './build.ts';

const train: readonly Release[] = [
  release('1.9', patch('1.9.13', '2026-06-05', '2026-06-09')),
  release('1.35', patch('1.35.6', '2026-06-05', '2026-06-09')),
  release('1.36', patch('1.36.2', '2026-06-05', '2026-06-09')),
];

function items(releases: readonly Release[]): readonly FeedEvent[] {
  return feed(calendar(releases), {}, day('2026-06-01')).events;
}

function uids(releases: readonly Release[]): readonly string[] {
  return items(releases).map(({ uid }) => uid);
}

describe('patches of one kind and day in a feed', () => {
  it('are one item with all their versions, newest branch first', () => {
    assert.deepEqual(
      items(train).map(({ first, title }) => `${first} ${title}`),
      [
        '2026-06-05 Cherry-pick deadline: 1.36.2, 1.35.6, 1.9.13 (Kubernetes)',
        '2026-06-09 Patch releases: 1.36.2, 1.35.6, 1.9.13 (Kubernetes)',
      ],
    );
  });

  it('have the UID of the newest branch, in whatever order they are read', () => {
    const wanted = ['cherry-pick-1-36-2', 'patch-1-36-2'].map((id) => `kubernetes.1.36.${id}@k8s.example`);

    assert.deepEqual(uids(train), wanted);
    assert.deepEqual(uids(train.toReversed()), wanted);
  });

  it('keep their UID when an older branch leaves, which gets its own', () => {
    const moved = release('1.35', patch('1.35.6', '2026-06-06', '2026-06-09'));

    const found = items([moved, ...train.filter(({ version }) => version !== '1.35')]);

    assert.deepEqual(
      found.map(({ uid, milestones }) => [uid.split('@')[0], milestones.length]),
      [
        ['kubernetes.1.36.cherry-pick-1-36-2', 2],
        ['kubernetes.1.35.cherry-pick-1-35-6', 1],
        ['kubernetes.1.36.patch-1-36-2', 3],
      ],
    );
  });

  it('keep their UID when all of them move', () => {
    const moved = ['1.35.6', '1.36.2'].map((version) =>
      release(version.slice(0, 4), patch(version, '2026-06-12', '2026-06-16')),
    );

    assert.deepEqual(uids(moved), uids(train));
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

  it('are one item with the roles, the last change and the highest sequence of all', () => {
    const member = (version: string, sequence: number, changed: string, role: readonly string[]): Release => {
      const created = at(changed.replace('2026', '2025'));
      const id = `patch-${version.replaceAll('.', '-')}`;
      const one = milestone(id, '2026-06-09', { sequence, role, created, changed: at(changed) });
      return release(version.slice(0, 4), [one]);
    };

    const [found] = items([
      member('1.35.6', 3, '2026-05-01', ['Release Manager', 'Branch Manager']),
      member('1.36.2', 1, '2026-05-20', ['Release Manager']),
    ]);

    assert.deepEqual(
      [found?.roles, found?.sequence, found?.created, found?.changed],
      [['Release Manager', 'Branch Manager'], 3, at('2025-05-01'), at('2026-05-20')],
    );
  });

  it('are tentative together when one of them is', () => {
    const unsure = release('1.35', [milestone('patch-1-35-6', '2026-06-09', { status: 'tentative' })]);

    const statuses = items([...train.slice(2), unsure]).map(({ status }) => status);

    assert.deepEqual(statuses, ['confirmed', 'tentative']);
  });

  it('are cancelled together when all of them are', () => {
    const off = ['1.35.6', '1.36.2'].map((version) => cancelled(version));

    assert.deepEqual(
      items(off).map(({ status, milestones }) => [status, milestones.length]),
      [['cancelled', 2]],
    );
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

describe('items that would read alike in a feed', () => {
  it('are told apart by the id of the second', () => {
    const name = 'Retrospective';
    const twins = [
      milestone('retro-1', '2026-06-09', { name }),
      milestone('retro-2', '2026-06-09', { name }),
    ];

    assert.deepEqual(
      items([release('1.36', twins)]).map(({ title }) => title),
      ['Retrospective (Kubernetes 1.36)', 'Retrospective (Kubernetes 1.36), retro-2'],
    );
  });

  it('keep their one name when their days or releases differ', () => {
    const name = 'Retrospective';
    const days = [milestone('retro-1', '2026-06-09', { name }), milestone('retro-2', '2026-06-10', { name })];
    const other = release('1.37', [milestone('retro-1', '2026-06-09', { name })]);

    assert.deepEqual(
      items([release('1.36', days), other]).map(({ title }) => title),
      [
        'Retrospective (Kubernetes 1.36)',
        'Retrospective (Kubernetes 1.37)',
        'Retrospective (Kubernetes 1.36)',
      ],
    );
  });
});
