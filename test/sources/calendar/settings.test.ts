import assert from 'node:assert/strict';
import { read, release } from '../folder.ts';

const full = `id: one
title: One of many
description: >-
  What it is,
  in one line.
homepage: https://example.org/
zone: america/los_angeles
domain: one.example.org
revised: 2026-11-25T00:00:00+01:00
banner:
  counts: [start, freeze]
  styles:
    letter:
      months: long
      names: https://example.org/names
      days: https://example.org/days
    short: {}
issue:
  publishes: P3DT2H
placeholders:
  "{ DAY }": code-freeze
sources:
  1.38.md: https://example.org/1.38.md
quiet: PT30M
`;

describe('calendar.yaml', () => {
  it('says what the calendar is', async () => {
    const seen = await read({ 'calendar.yaml': full });

    assert.deepEqual(seen.problems, []);
    const { revision, releases, styles, placeholders, origins, ...facts } = seen.calendar ?? {};
    assert.deepEqual(origins, [
      { file: '1.38.md', url: 'https://example.org/1.38.md', answered: undefined, release: undefined },
    ]);
    assert.deepEqual(facts, {
      revised: '2026-11-24T23:00:00.000Z',
      id: 'one',
      title: 'One of many',
      description: 'What it is, in one line.',
      homepage: 'https://example.org/',
      zone: 'America/Los_Angeles',
      domain: 'one.example.org',
      changed: '2026-11-24T23:00:00.000Z',
      publishes: 'P3DT2H',
      quiet: 'PT30M',
      namesRelease: false,
    });
    assert.deepEqual(Object.fromEntries(styles ?? []), {
      letter: { months: 'long', names: 'https://example.org/names', days: 'https://example.org/days' },
      short: { months: 'short' },
    });
    assert.deepEqual(placeholders, new Map([['DAY', 'code-freeze']]));
    assert.match(revision ?? '', /^[0-9a-f]{12}$/);
    assert.deepEqual(releases, []);
  });

  it('needs no more than an id and a title', async () => {
    const seen = await read({ 'calendar.yaml': 'id: one\ntitle: One\n' });

    assert.deepEqual(seen.problems, []);
    const { revision, ...facts } = seen.calendar ?? {};
    assert.deepEqual(facts, {
      id: 'one',
      title: 'One',
      description: 'The release schedule of One',
      domain: 'one.release-calendar.invalid',
      changed: '2020-01-01T00:00:00.000Z',
      publishes: 'P4DT22H',
      quiet: 'PT30M',
      namesRelease: false,
      styles: new Map(),
      placeholders: new Map(),
      releases: [],
    });
    assert.equal(revision, seen.revision);
  });

  const mistakes: [string, string, string][] = [
    ['an unknown key', 'titel: One', '4:1 error shape: unknown key "titel"; did you mean "title"?'],
    ['a broken line', 'banner: @x', '4:9 error yaml: '],
    ['a key that stands twice', 'zone: UTC', '4:1 error duplicate: the key "zone" stands here twice'],
    ['a homepage that is none', 'homepage: example.org', '4:11 error shape: homepage: '],
    [
      'a gate that names nothing',
      'gate: [code-freze]',
      '4:8 error shape: gate: "code-freze" is no kind and no',
    ],
    ['a gate without an id', 'gate: []', '4:7 error shape: gate: '],
    ['a banner that names releases at times', 'banner: {release: often}', '4:19 error shape: release: '],
    [
      'a day that no rule gives',
      'trains: {target: second Teusday}',
      '4:18 error shape: target: found "second Teusday", wanted "first Friday", "Friday after the first Monday" or "every 2 weeks from 2026-12-04"',
    ],
    [
      'cherry-picks without a target',
      'trains: {cherry-pick: first Friday}',
      '4:23 error shape: cherry-pick: ',
    ],
    [
      'a month of weeks',
      'trains: {every: month, target: every 2 weeks from 2026-12-04}',
      '4:17 error shape: every: ',
    ],
    [
      'half a month',
      'trains: {target: first Friday, months: 0.5}',
      '4:40 error shape: months: found "0.5", ',
    ],
    ['an age that is none', 'stale: {sources: 14 days}', '4:18 error shape: sources: found "14 days", '],
    ['what cannot be old', 'stale: {source: P14D}', '4:9 error shape: unknown key "source"; did you mean'],
  ];
  for (const [name, line, wanted] of mistakes) {
    it(`that is wrong in one line says so in one line: ${name}`, async () => {
      const calendar = `id: one\ntitle: One\nzone: UTC\n${line}\n`;

      const seen = await read({
        'calendar.yaml': calendar,
        '1.30.yaml': release('{name: Code Freeze, when: 2024-03-06}', '{name: Thaw, when: 2024-04-17}'),
      });

      assert.ok(!seen.calendar);
      assert.equal(seen.problems.length, 1, seen.problems.join('\n'));
      assert.ok(seen.problems[0]?.startsWith(`calendar.yaml:${wanted}`), seen.problems[0]);
    });
  }

  it('that cannot be read says so once', async () => {
    const seen = await read({
      'calendar.yaml': Buffer.from('id: one\ntitle: Caf\xe9\nzone: UTC\n', 'latin1'),
      '1.30.yaml': release('{name: Code Freeze, when: 2024-03-06}'),
    });

    assert.ok(!seen.calendar);
    assert.deepEqual(seen.problems, ['calendar.yaml:2:11 error unreadable: found bytes that are not UTF-8']);
  });

  it('that says nothing lacks an id and a title', async () => {
    const seen = await read({ 'calendar.yaml': '', '1.30.yaml': release() });

    assert.ok(!seen.calendar);
    assert.deepEqual(seen.problems, [
      'calendar.yaml:1:1 error shape: id: missing; wanted text',
      'calendar.yaml:1:1 error shape: title: missing; wanted text',
    ]);
  });
});

describe('the id of a calendar', () => {
  const taken = 'feed subscriptions livez readyz healthz metrics docs openapi changes'.split(' ');
  for (const id of taken) {
    it(`may not be ${id}, which is a path of the service`, async () => {
      const seen = await read({ 'calendar.yaml': `title: One\nid: ${id}\n` });

      assert.ok(!seen.calendar);
      assert.deepEqual(seen.problems, [
        `calendar.yaml:2:5 error shape: id: found "${id}", which is a path of the service; wanted another id`,
      ]);
    });
  }

  const slugs = [
    ...['kubernetes', 'k8s', 'cluster-api', '2026', 'a'.repeat(80)].map((id) => [id, true] as const),
    ...['Kubernetes', 'cluster_api', 'cluster--api', '-api', 'api-'].map((id) => [id, false] as const),
    ...['../api', 'a/b', 'a.b', 'café', '"a b"', '"a\\n"', 'a'.repeat(81)].map((id) => [id, false] as const),
  ];
  for (const [id, fits] of slugs) {
    it(`${fits ? 'may' : 'may not'} be ${id}`, async () => {
      const seen = await read({ 'calendar.yaml': `title: One\nid: ${id}\n` });

      assert.equal(seen.calendar !== undefined, fits);
      assert.equal(seen.problems.length, fits ? 0 : 1);
      if (!fits) assert.match(seen.problems[0] ?? '', /^calendar.yaml:2:5 error shape: id: found .* wanted /);
    });
  }
});
