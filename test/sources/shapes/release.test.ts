import assert from 'node:assert/strict';
import { ids, milestone, read, release } from '../folder.ts';

describe('a release in our own shape', () => {
  it('has every fact that its file tells', async () => {
    const file = `release: "1.30"
title: Kubernetes v1.30
homepage: https://example.org/1.30
status: done
milestones:
  - id: kep-freeze
    name: Production Readiness Freeze
    short: Production Readiness
    kind: freeze
    when: 2024-02-01
    role: [Enhancements Lead, Lead]
    key: true
    banner: false
    week: 4
    link: https://example.org/prr
    note: |
      First paragraph.

      Second paragraph.
    raw: Thursday 1st February
    aliases: [prr-freeze]
    status: postponed
    actual: 2024-02-02 12:00 UTC
`;

    const seen = await read({ '1.30.yaml': file });

    assert.deepEqual(seen.problems, []);
    const { milestones, ...facts } = seen.calendar?.releases[0] ?? {};
    assert.deepEqual(facts, {
      version: '1.30',
      title: 'Kubernetes v1.30',
      homepage: 'https://example.org/1.30',
      zone: 'UTC',
      status: 'done',
    });
    const { sequence, created, changed, ...told } = milestones?.[0] ?? {};
    assert.deepEqual(told, {
      ...{ id: 'kep-freeze', release: '1.30', name: 'Production Readiness Freeze', kind: 'freeze' },
      ...{ short: 'Production Readiness', when: { kind: 'day', day: '2024-02-01', zone: 'UTC' } },
      ...{ role: ['Enhancements Lead', 'Lead'], key: true, banner: false, week: 4 },
      ...{ link: 'https://example.org/prr', note: 'First paragraph.\n\nSecond paragraph.' },
      ...{ raw: 'Thursday 1st February', aliases: ['prr-freeze'], status: 'postponed' },
      actual: { kind: 'instant', at: '2024-02-02T12:00:00.000Z', zone: 'UTC' },
    });
    assert.deepEqual(
      [sequence, created, changed],
      [0, '2020-01-01T00:00:00.000Z', '2020-01-01T00:00:00.000Z'],
    );
  });

  it('needs no more than a name and a when where the id is one of the field', async () => {
    const seen = await read({ '1.30.yaml': release('{name: Code Freeze, when: 2024-03-06}') });

    const found = milestone(seen, '1.30/code-freeze');

    const { short, kind, key, banner, status, role, aliases } = found;
    assert.deepEqual(
      { short, kind, key, banner, status, role, aliases },
      {
        ...{ short: 'Code Freeze', kind: 'freeze', key: true, banner: true },
        ...{ status: 'planned', role: [], aliases: [] },
      },
    );
    assert.equal(seen.calendar?.releases[0]?.title, 'One 1.30');
  });

  it('lets the kind decide what counts for the banner outside the field', async () => {
    const rows = ['start', 'freeze', 'deadline', 'release', 'event', 'task', 'patch'].map(
      (kind) => `{id: my-${kind}, name: Mine, kind: ${kind}, when: TBD}`,
    );

    const seen = await read({ '1.30.yaml': release(...rows) });

    const counting = seen.calendar?.releases[0]?.milestones.filter(({ banner }) => banner);
    assert.deepEqual(
      counting?.map(({ kind }) => kind),
      ['start', 'freeze', 'deadline', 'release'],
    );
  });

  it('lets a calendar name the kinds and ids that count for its banner', async () => {
    const calendar = 'id: one\ntitle: One\nzone: UTC\nbanner: {counts: [task, my-event]}\n';
    const rows = ['{name: Code Freeze, when: TBD}', '{name: My event, kind: event, when: TBD}'];

    const seen = await read({
      'calendar.yaml': calendar,
      '1.30.yaml': release(...rows, '{name: Thaw, when: TBD}'),
    });

    const counting = seen.calendar?.releases[0]?.milestones.filter(({ banner }) => banner);
    assert.deepEqual(
      counting?.map(({ id }) => id),
      ['my-event', 'thaw'],
    );
  });

  it('makes an id of a name in any script and with any signs', async () => {
    const rows = [
      '{name: "Café & Docs: ready!", kind: task, when: TBD}',
      '{name: Ünïcode, kind: task, when: TBD}',
    ];

    const seen = await read({ '1.30.yaml': release(...rows) });

    assert.deepEqual(ids(seen, '1.30'), ['cafe-docs-ready', 'unicode']);
  });

  it('takes keys with nothing after them as not said', async () => {
    const row = `name: Code Freeze
    when: 2024-03-06
    short:
    role:
    week:
    link:
    note:
    actual:`;

    const found = milestone(await read({ '1.30.yaml': release(row) }), '1.30/code-freeze');

    assert.equal(found.short, 'Code Freeze');
    assert.deepEqual(found.role, []);
    for (const key of ['week', 'link', 'note', 'actual']) assert.ok(!(key in found), key);
  });

  it('reads one role as a list of one', async () => {
    const seen = await read({ '1.30.yaml': release('{name: Code Freeze, when: TBD, role: Branch Manager}') });

    assert.deepEqual(milestone(seen, '1.30/code-freeze').role, ['Branch Manager']);
  });
});

describe('a text of our own shape', () => {
  const versions = ['1.20', '1.30', '2026.10', '0x10', '1e3', '0o17', 'no', 'null', '2024-03-06', '1_000'];
  for (const version of versions) {
    it(`stays ${version} without quotes`, async () => {
      const seen = await read({
        'x.yaml': `release: ${version}\nmilestones: [{name: ${version}, kind: task, when: TBD}]`,
      });

      assert.equal(seen.calendar?.releases[0]?.version, version);
      assert.equal(seen.calendar?.releases[0]?.milestones[0]?.name, version);
    });
  }

  it('is one line where a name is folded over two', async () => {
    const seen = await read({ '1.30.yaml': release('name: >-\n      Code\n      Freeze\n    when: TBD') });

    assert.equal(milestone(seen, '1.30/code-freeze').name, 'Code Freeze');
  });
});

describe('a bare date', () => {
  const zones: [string, string, string, object][] = [
    ['the zone of its calendar', 'zone: Asia/Tokyo', '', { kind: 'day', zone: 'Asia/Tokyo' }],
    ['the zone of its release before that', 'zone: Asia/Tokyo', 'zone: UTC', { kind: 'day', zone: 'UTC' }],
    ['the zone of its release alone', '', 'zone: europe/berlin', { kind: 'day', zone: 'Europe/Berlin' }],
    ['the end of the day anywhere on Earth', '', 'zone: AoE', { kind: 'aoe' }],
  ];
  for (const [name, calendar, own, wanted] of zones) {
    it(`is over by ${name}`, async () => {
      const seen = await read({
        'calendar.yaml': `id: one\ntitle: One\n${calendar}\n`,
        '1.30.yaml': `${own}\n${release('{name: Code Freeze, when: 2024-03-06}')}`,
      });

      assert.deepEqual(seen.problems, []);
      assert.deepEqual(milestone(seen, '1.30/code-freeze').when, { day: '2024-03-06', ...wanted });
    });
  }

  it('is a problem where neither calendar nor release names a zone', async () => {
    const rows = ['{name: Code Freeze, when: 2024-03-06}', '{name: Test Freeze, when: 2024-03-27 01:00 UTC}'];

    const seen = await read({ 'calendar.yaml': 'id: one\ntitle: One\n', '1.30.yaml': release(...rows) });

    assert.ok(!seen.calendar);
    assert.deepEqual(seen.problems, [
      '1.30.yaml:3:31 error shape: "2024-03-06": expected a zone for bare dates, such as zone: UTC, found none',
    ]);
  });
});
