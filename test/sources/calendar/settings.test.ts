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
    const {
      revision,
      releases,
      styles,
      placeholders,
      origins,
      vocabulary: _,
      ...facts
    } = seen.calendar ?? {};
    assert.deepEqual(origins, [
      { file: '1.38.md', url: 'https://example.org/1.38.md', answered: undefined, release: undefined },
    ]);
    assert.deepEqual(facts, {
      ...{ id: 'one', title: 'One of many', description: 'What it is, in one line.' },
      ...{ homepage: 'https://example.org/', zone: 'America/Los_Angeles', domain: 'one.example.org' },
      ...{ revised: '2026-11-24T23:00:00.000Z', changed: '2026-11-24T23:00:00.000Z' },
      ...{ publishes: 'P3DT2H', quiet: 'PT30M', namesRelease: false },
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
    const { revision, vocabulary: _, ...facts } = seen.calendar ?? {};
    assert.deepEqual(facts, {
      ...{ id: 'one', title: 'One', description: 'The release schedule of One' },
      ...{ domain: 'one.release-calendar.invalid', changed: '2020-01-01T00:00:00.000Z' },
      ...{ publishes: 'P4DT22H', quiet: 'PT30M', namesRelease: false },
      ...{ styles: new Map(), placeholders: new Map(), releases: [] },
    });
    assert.equal(revision, seen.revision);
  });

  const mistakes: [line: string, at: string, says: string][] = [
    ['titel: One', '4:1', 'shape: unknown key "titel"; did you mean "title"?'],
    ['banner: @x', '4:9', 'yaml: '],
    ['zone: UTC', '4:1', 'duplicate: expected the key "zone" once, found it twice'],
    ['homepage: example.org', '4:11', 'shape: homepage: '],
    [
      'gate: [code-freze]',
      '4:8',
      'shape: gate: "code-freze" is neither a kind nor the id of a milestone; did you mean',
    ],
    ['gate: []', '4:7', 'shape: gate: '],
    ['banner: {release: often}', '4:19', 'shape: release: '],
    [
      'trains: {target: second Teusday}',
      '4:18',
      'shape: target: expected a day rule, such as "first Friday", "Friday after the first Monday" or "every 2',
    ],
    ['trains: {cherry-pick: first Friday}', '4:23', 'shape: cherry-pick: '],
    ['trains: {every: month, target: every 2 weeks from 2026-12-04}', '4:17', 'shape: every: '],
    ['trains: {target: first Friday, months: 0.5}', '4:40', 'shape: months: expected '],
    ['stale: {sources: 14 days}', '4:18', 'shape: sources: expected '],
    ['stale: {source: P14D}', '4:9', 'shape: unknown key "source"; did you mean "sources"?'],
  ];
  for (const [line, at, says] of mistakes) {
    it(`that is wrong in one line says so in one line: ${line}`, async () => {
      const calendar = `id: one\ntitle: One\nzone: UTC\n${line}\n`;

      const seen = await read({
        'calendar.yaml': calendar,
        '1.30.yaml': release('{name: Code Freeze, when: 2024-03-06}', '{name: Thaw, when: 2024-04-17}'),
      });

      assert.ok(!seen.calendar);
      assert.equal(seen.problems.length, 1, seen.problems.join('\n'));
      assert.ok(seen.problems[0]?.startsWith(`calendar.yaml:${at} error ${says}`), seen.problems[0]);
    });
  }

  it('that says nothing lacks an id and a title', async () => {
    const seen = await read({ 'calendar.yaml': '', '1.30.yaml': release() });

    assert.ok(!seen.calendar);
    assert.deepEqual(seen.problems, [
      'calendar.yaml:1:1 error shape: id: expected text, found nothing',
      'calendar.yaml:1:1 error shape: title: expected text, found nothing',
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
        `calendar.yaml:2:5 error shape: id: expected an id that is not a path of the service, found "${id}"`,
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
      if (!fits)
        assert.match(seen.problems[0] ?? '', /^calendar.yaml:2:5 error shape: id: expected .*, found /);
    });
  }
});
