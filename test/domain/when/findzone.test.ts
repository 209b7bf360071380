import assert from 'node:assert/strict';
import { findZone, zoneHint } from '../../../src/domain/when/findzone.ts';

describe('a zone that somebody types', () => {
  for (const [text, found] of [
    ['Europe/Berlin', 'Europe/Berlin'],
    ['Berlin', 'Europe/Berlin'],
    ['  berlin ', 'Europe/Berlin'],
    ['New York', 'America/New_York'],
    ['los_angeles', 'America/Los_Angeles'],
    ['Buenos Aires', 'America/Buenos_Aires'],
    ['Kolkata', 'Asia/Kolkata'],
    ['Mumbai', 'Asia/Kolkata'],
    ['San Francisco', 'America/Los_Angeles'],
    ['PT', 'America/Los_Angeles'],
    ['pst', 'America/Los_Angeles'],
    ['Pacific time', 'America/Los_Angeles'],
    ['CET', 'Europe/Berlin'],
    ['UTC', 'UTC'],
    ['UTC+8', 'Etc/GMT-8'],
    ['utc + 8', 'Etc/GMT-8'],
    ['GMT-5', 'Etc/GMT+5'],
    ['UTC+5:45', 'Asia/Katmandu'],
    ['AoE', 'Etc/GMT+12'],
    ['anywhere on earth', 'Etc/GMT+12'],
  ] as const)
    it(`is ${found} for "${text}"`, () => {
      assert.equal(findZone(text), found);
    });

  for (const text of ['', 'Mars', 'CST', '../etc', 'UTC+99', '__proto__'])
    it(`is none for "${text}"`, () => {
      assert.equal(findZone(text), undefined);
    });

  for (const [text, says] of [
    ['Europe/Berln', '; did you mean "Europe/Berlin"?'],
    ['Berln', '; did you mean "Europe/Berlin"?'],
    ['Mumbay', '; did you mean "Asia/Kolkata"?'],
    ['CST', '; did you mean "America/Chicago", "Asia/Shanghai" or "America/Havana"?'],
    ['Qwertyuiop', ''],
  ] as const)
    it(`is offered for "${text}"${says}`, () => {
      assert.equal(zoneHint(text), says);
    });
});
