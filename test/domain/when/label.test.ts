import assert from 'node:assert/strict';
import { labelNames, zoneLabel } from '../../../src/domain/when/label.ts';
import { instantWhen, read } from '../build.ts';

describe('a zone label', () => {
  for (const [label, month, noon, place] of [
    ['UTC', '2024-01', '12:00', 'UTC'],
    ['GMT', '2024-01', '12:00', 'UTC'],
    ['WET', '2024-01', '12:00', 'Europe/Lisbon'],
    ['CET', '2024-01', '11:00', 'Europe/Berlin'],
    ['EET', '2024-01', '10:00', 'Europe/Helsinki'],
    ['IST', '2024-01', '06:30', 'Asia/Kolkata'],
    ['JST', '2024-01', '03:00', 'Asia/Tokyo'],
    ['EST', '2024-01', '17:00', 'America/New_York'],
    ['CST', '2024-01', '18:00', 'America/Chicago'],
    ['MST', '2024-01', '19:00', 'America/Denver'],
    ['PST', '2024-01', '20:00', 'America/Los_Angeles'],
    ['BST', '2024-07', '11:00', 'Europe/London'],
    ['WEST', '2024-07', '11:00', 'Europe/Lisbon'],
    ['CEST', '2024-07', '10:00', 'Europe/Berlin'],
    ['EEST', '2024-07', '09:00', 'Europe/Helsinki'],
    ['EDT', '2024-07', '16:00', 'America/New_York'],
    ['CDT', '2024-07', '17:00', 'America/Chicago'],
    ['MDT', '2024-07', '18:00', 'America/Denver'],
    ['PDT', '2024-07', '19:00', 'America/Los_Angeles'],
  ] as const) {
    it(`${label} is its offset and its place, and right in its season, as in ${month}`, () => {
      assert.deepEqual(read(`${month}-15 12:00 ${label}`), {
        when: instantWhen(`${month}-15T${noon}Z`, place),
        findings: [],
      });
    });
  }

  for (const [written, noon, place] of [
    ['2024-07-15 12:00 PST', '2024-07-15T20:00:00.000Z', 'America/Los_Angeles'],
    ['2024-01-15 12:00 PDT', '2024-01-15T19:00:00.000Z', 'America/Los_Angeles'],
    ['2024-01-15 12:00 BST', '2024-01-15T11:00:00.000Z', 'Europe/London'],
  ] as const) {
    it(`counts with the offset it names out of its season too, and a warning says so: ${written}`, () => {
      const { when, findings } = read(written);

      assert.equal(when.kind === 'instant' && when.at, noon);
      assert.deepEqual(
        findings.map(({ rule }) => rule),
        ['zone-out-of-season'],
      );
      assert.ok(findings[0]?.says.includes(`, but ${place} keeps another time`), findings[0]?.says);
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
