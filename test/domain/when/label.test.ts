import assert from 'node:assert/strict';
import { labelNames, zoneLabel } from '../../../src/domain/when/label.ts';
import { readWhen } from '../../../src/domain/when/readwhen.ts';
import { utc, zone } from '../../../src/domain/time/time.ts';
import { read } from '../build.ts';

describe('a zone label', () => {
  for (const [label, noon, place] of [
    ['UTC', '2024-01-15T12:00:00.000Z', 'UTC'],
    ['GMT', '2024-01-15T12:00:00.000Z', 'UTC'],
    ['WET', '2024-01-15T12:00:00.000Z', 'Europe/Lisbon'],
    ['CET', '2024-01-15T11:00:00.000Z', 'Europe/Berlin'],
    ['EET', '2024-01-15T10:00:00.000Z', 'Europe/Helsinki'],
    ['KST', '2024-01-15T03:00:00.000Z', 'Asia/Seoul'],
    ['UTC-5', '2024-01-15T17:00:00.000Z', 'Etc/GMT+5'],
    ['UTC+8', '2024-01-15T04:00:00.000Z', 'Etc/GMT-8'],
    ['GMT+1', '2024-01-15T11:00:00.000Z', 'Etc/GMT-1'],
    ['UTC+5:30', '2024-01-15T06:30:00.000Z', 'Asia/Kolkata'],
    ['UTC+5:45', '2024-01-15T06:15:00.000Z', 'Asia/Kathmandu'],
    ['Central European Standard Time', '2024-01-15T11:00:00.000Z', 'Europe/Berlin'],
    ['PT', '2024-01-15T20:00:00.000Z', 'America/Los_Angeles'],
    ['ET', '2024-01-15T17:00:00.000Z', 'America/New_York'],
    ['Pacific Time', '2024-01-15T20:00:00.000Z', 'America/Los_Angeles'],
    ['Eastern Standard Time', '2024-01-15T17:00:00.000Z', 'America/New_York'],
    ['Central European Time', '2024-01-15T11:00:00.000Z', 'Europe/Berlin'],
    ['JST', '2024-01-15T03:00:00.000Z', 'Asia/Tokyo'],
    ['EST', '2024-01-15T17:00:00.000Z', 'America/New_York'],
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
    ['PT', '2024-07-15T19:00:00.000Z', 'America/Los_Angeles'],
    ['MT', '2024-07-15T18:00:00.000Z', 'America/Denver'],
    ['CT', '2024-07-15T17:00:00.000Z', 'America/Chicago'],
    ['ET', '2024-07-15T16:00:00.000Z', 'America/New_York'],
    ['Pacific Time', '2024-07-15T19:00:00.000Z', 'America/Los_Angeles'],
    ['Central European Time', '2024-07-15T10:00:00.000Z', 'Europe/Berlin'],
    ['UTC-7', '2024-07-15T19:00:00.000Z', 'Etc/GMT+7'],
    ['IDT', '2024-07-15T09:00:00.000Z', 'Asia/Jerusalem'],
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
      'expected PDT on 2024-07-15 in America/Los_Angeles, found PST',
    ],
    [
      '2024-01-15 12:00 PDT',
      '2024-01-15T19:00:00.000Z',
      'expected PST on 2024-01-15 in America/Los_Angeles, found PDT',
    ],
    [
      '2024-01-15 12:00 EDT',
      '2024-01-15T16:00:00.000Z',
      'expected EST on 2024-01-15 in America/New_York, found EDT',
    ],
  ] as const) {
    it(`counts with the offset it names out of its season too, and a warning says so: ${written}`, () => {
      const { when, findings } = read(written);

      assert.equal(when.kind === 'instant' && when.at, noon);
      assert.deepEqual(
        findings.map(({ rule }) => rule),
        ['zone-out-of-season'],
      );
      assert.equal(findings[0]?.says, says);
    });
  }

  for (const [label, own, noon, place] of [
    ['CST', 'Asia/Shanghai', '2024-07-15T04:00:00.000Z', 'Asia/Shanghai'],
    ['CST', 'America/Winnipeg', '2024-07-15T18:00:00.000Z', 'America/Winnipeg'],
    ['IST', 'Asia/Jerusalem', '2024-07-15T10:00:00.000Z', 'Asia/Jerusalem'],
    ['IST', 'Asia/Kolkata', '2024-07-15T06:30:00.000Z', 'Asia/Kolkata'],
    ['IST', 'Europe/Dublin', '2024-07-15T11:00:00.000Z', 'Europe/Dublin'],
    ['BST', 'Asia/Dhaka', '2024-07-15T06:00:00.000Z', 'Asia/Dhaka'],
    ['AST', 'Asia/Riyadh', '2024-07-15T09:00:00.000Z', 'Asia/Riyadh'],
    ['PST', 'Asia/Manila', '2024-07-15T04:00:00.000Z', 'Asia/Manila'],
  ] as const) {
    it(`${label} is what the zone of the calendar calls itself: ${own}`, () => {
      const { when } = readWhen(`2024-07-15 12:00 ${label}`, { zone: zone(own) });

      assert.deepEqual(when, { kind: 'instant', at: noon, zone: place });
    });
  }

  it('is what the calendar says of it, before what its zone calls itself', () => {
    const labels = new Map([['IST', zone('Europe/Dublin') ?? utc]]);

    const read = readWhen('2024-07-15 12:00 IST', { zone: zone('Asia/Kolkata'), labels });

    assert.deepEqual(read, {
      when: { kind: 'instant', at: '2024-07-15T11:00:00.000Z', zone: 'Europe/Dublin' },
      findings: [],
    });
  });

  for (const [label, noon, zones] of [
    ['CST', '2024-01-15T18:00:00.000Z', 'America/Chicago, Asia/Shanghai, America/Havana'],
    ['IST', '2024-01-15T06:30:00.000Z', 'Asia/Kolkata, Asia/Jerusalem, Europe/Dublin'],
    ['AST', '2024-01-15T16:00:00.000Z', 'America/Halifax, Asia/Riyadh'],
  ] as const) {
    it(`${label} has several meanings: the first counts, and a warning names all`, () => {
      const { when, findings } = read(`2024-01-15 12:00 ${label}`);

      assert.equal(when.kind === 'instant' && when.at, noon);
      assert.deepEqual(
        findings.map(({ rule }) => rule),
        ['ambiguous-zone'],
      );
      assert.ok(findings[0]?.says.includes(`found "${label}", which may mean ${zones};`), findings[0]?.says);
    });
  }

  it("of one meaning is of the calendar's own zone too, whatever the season elsewhere", () => {
    const read = readWhen('2024-07-15 12:00 MST', { zone: zone('America/Phoenix') });

    assert.deepEqual(read, {
      when: { kind: 'instant', at: '2024-07-15T19:00:00.000Z', zone: 'America/Phoenix' },
      findings: [],
    });
  });

  it('with a day and no time means the end of that day there', () => {
    for (const written of ['2024-07-15 PT', '15 July 2024 (PT)', '2024-07-15 Pacific Time'])
      assert.deepEqual(readWhen(written, { zone: utc }).when, {
        ...{
          kind: 'instant',
          at: '2024-07-16T07:00:00.000Z',
          zone: 'America/Los_Angeles',
          day: '2024-07-15',
        },
      });
  });

  it('that another half confirms out of its season is a slip, and the usual meaning is told', () => {
    const { findings } = read('15:00 UTC / 10:00 CST Friday 17th July 2026');

    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['zone-pair-mismatch', 'zone-out-of-season'],
    );
    assert.match(findings[0]?.says ?? '', /^expected CDT, found the CST half at /);
  });

  for (const [halves, at] of [
    ['04:00 UTC Monday 15th July 2024 / 12:00 CST Monday 15th July 2024', '2024-07-15T04:00:00.000Z'],
    ['11:00 UTC / 12:00 BST Monday 15th July 2024', '2024-07-15T11:00:00.000Z'],
    ['23:00 CST Wednesday 15th July 2026 / 15:00 UTC', '2026-07-15T15:00:00.000Z'],
    ['Sunday 1 November 2026 1:30am ET / 05:30 UTC', '2026-11-01T05:30:00.000Z'],
    ['12:00 IST Monday 15th January 2024 / 10:00 UTC', '2024-01-15T10:00:00.000Z'],
  ] as const) {
    it(`means the one of several that another half confirms: ${halves}`, () => {
      const { when, findings } = read(halves);

      assert.equal(when.kind === 'instant' && when.at, at);
      assert.deepEqual(findings, []);
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
      ['Nowhere/At_All', '+15:00', 'UTC+99', 'AoE', '', 'constructor'].map((text) => zoneLabel(text)),
      Array<undefined>(6).fill(undefined),
    );
  });
});
