import assert from 'node:assert/strict';
import { labelNames, zoneLabel } from '../../../src/domain/when/label.ts';
import { read } from '../build.ts';

describe('a zone label', () => {
  for (const [label, noon, place] of [
    ['UTC', '2024-01-15T12:00:00.000Z', 'UTC'],
    ['GMT', '2024-01-15T12:00:00.000Z', 'UTC'],
    ['WET', '2024-01-15T12:00:00.000Z', 'Europe/Lisbon'],
    ['CET', '2024-01-15T11:00:00.000Z', 'Europe/Berlin'],
    ['EET', '2024-01-15T10:00:00.000Z', 'Europe/Helsinki'],
    ['IST', '2024-01-15T06:30:00.000Z', 'Asia/Kolkata'],
    ['JST', '2024-01-15T03:00:00.000Z', 'Asia/Tokyo'],
    ['EST', '2024-01-15T17:00:00.000Z', 'America/New_York'],
    ['CST', '2024-01-15T18:00:00.000Z', 'America/Chicago'],
    ['MST', '2024-01-15T19:00:00.000Z', 'America/Denver'],
    ['PST', '2024-01-15T20:00:00.000Z', 'America/Los_Angeles'],
  ] as const) {
    it(`${label} in January is its offset and its place, and right in its season`, () => {
      assert.deepEqual(read(`2024-01-15 12:00 ${label}`), {
        when: { kind: 'instant', at: noon, zone: place },
        findings: [],
      });
    });
  }

  for (const [label, noon, place] of [
    ['BST', '2024-07-15T11:00:00.000Z', 'Europe/London'],
    ['WEST', '2024-07-15T11:00:00.000Z', 'Europe/Lisbon'],
    ['CEST', '2024-07-15T10:00:00.000Z', 'Europe/Berlin'],
    ['EEST', '2024-07-15T09:00:00.000Z', 'Europe/Helsinki'],
    ['EDT', '2024-07-15T16:00:00.000Z', 'America/New_York'],
    ['CDT', '2024-07-15T17:00:00.000Z', 'America/Chicago'],
    ['MDT', '2024-07-15T18:00:00.000Z', 'America/Denver'],
    ['PDT', '2024-07-15T19:00:00.000Z', 'America/Los_Angeles'],
  ] as const) {
    it(`${label} in July is its offset and its place, and right in its season`, () => {
      assert.deepEqual(read(`2024-07-15 12:00 ${label}`), {
        when: { kind: 'instant', at: noon, zone: place },
        findings: [],
      });
    });
  }

  for (const [written, noon, says] of [
    [
      '2024-07-15 12:00 PST',
      '2024-07-15T20:00:00.000Z',
      'found PST, but America/Los_Angeles keeps another time',
    ],
    [
      '2024-01-15 12:00 PDT',
      '2024-01-15T19:00:00.000Z',
      'found PDT, but America/Los_Angeles keeps another time',
    ],
    ['2024-01-15 12:00 BST', '2024-01-15T11:00:00.000Z', 'found BST, but Europe/London keeps another time'],
  ] as const) {
    it(`counts with the offset it names out of its season too, and a warning says so: ${written}`, () => {
      const { when, findings } = read(written);

      assert.equal(when.kind === 'instant' && when.at, noon);
      assert.deepEqual(
        findings.map(({ rule }) => rule),
        ['zone-out-of-season'],
      );
      assert.ok(findings[0]?.says.startsWith(says), findings[0]?.says);
    });
  }

  it('is known in any capitals, and by its own name', () => {
    assert.deepEqual(
      labelNames.map((name) => zoneLabel(name.toLowerCase())?.name),
      labelNames,
    );
  });

  it('is nothing else: a place, an offset and AoE are no labels', () => {
    assert.deepEqual(
      ['America/Los_Angeles', '+01:00', 'AoE', 'PT', '', 'constructor'].map(zoneLabel),
      Array<undefined>(6).fill(undefined),
    );
  });
});
