import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Service } from '../../src/service/service.ts';
import { at, publicUrl, wired } from '../service/wired.ts';
import { byUid, expectedEntries, feedNames } from '../formats/expected.ts';
import { calendarOf, hostileText, ink, withPlainLinks } from '../formats/hostile.ts';
import { dayIn, utc } from '../../src/domain/time/time.ts';
import { feed } from '../../src/domain/feed/feed.ts';
import { needLibical, readWithLibical } from './libical.ts';
import { openFormats } from '../../src/formats/index.ts';

needLibical();

const today = '2026-11-25';
function written({ publish, templates }: Service, name: string, extension: 'ics' | 'json'): string {
  const answer = publish.feedNamed(name);
  assert.ok('value' in answer, JSON.stringify(answer));
  const format = openFormats(templates).find((one) => one.name === extension);
  return format?.feed?.(answer.value, `${publicUrl}/${name}.${extension}`) ?? '';
}

describe("a feed read by Debian's libical", function () {
  for (const name of feedNames) {
    it(`has the milestones of ${name}.json in ${name}.ics, and no error`, async () => {
      const service = await wired({ now: today });

      const { errors, events } = readWithLibical(written(service, name, 'ics'));

      const read = events
        .map(({ uid, summary, start, end }) => ({ uid, summary, start, end }))
        .toSorted(byUid);
      assert.equal(errors, 0);
      assert.deepEqual(read, expectedEntries(written(service, name, 'json'), today));
    });
  }

  it('has every hostile name and note whole', async () => {
    const { templates } = await wired();
    const milestones = fc.sample(fc.record({ name: hostileText, note: hostileText }), 1_000);
    const asked = feed(calendarOf(milestones), {}, dayIn(at('2030-01-01'), utc));
    const ics = openFormats(templates)
      .find(({ name }) => name === 'ics')
      ?.feed?.(asked, 'https://x.example/x.ics');

    const { errors, events } = readWithLibical(ics ?? '');

    assert.equal(errors, 0);
    assert.equal(events.length, milestones.length);
    for (const [index, { name, note }] of milestones.entries()) {
      assert.equal(ink(events[index]?.summary ?? ''), ink(`${name} (X 1.0)`));
      assert.ok(ink(events[index]?.description ?? '').includes(ink(`Note: ${withPlainLinks(note)}`)));
    }
  });
});
