import assert from 'node:assert/strict';
import type { Service } from '../../src/service/service.ts';
import { byUid, expectedEntries, feedNames, releases } from './expected.ts';
import { grammarProblems } from './grammar.ts';
import { calendarFiles, inFolder } from '../service/folder.ts';
import { openFormats } from '../../src/formats/index.ts';
import { publicUrl, wired } from '../service/wired.ts';
import { readWithIcalJs } from './icaljs.ts';

const today = '2026-11-25';
function written({ publish, templates }: Service, name: string, extension: 'ics' | 'json'): string {
  const answer = publish.feedNamed(name);
  assert.ok('value' in answer, JSON.stringify(answer));
  const format = openFormats(templates).find((one) => one.name === extension);
  return format?.feed?.(answer.value, `${publicUrl}/${name}.${extension}`) ?? '';
}

describe('each feed of the shipped calendar', () => {
  it('is looked at here', async () => {
    const { publish } = await wired({ now: today });

    assert.deepEqual(
      publish.calendars().flatMap((calendar) => calendar.releases.map(({ version }) => version)),
      releases,
    );
  });

  for (const name of feedNames) {
    it(`${name}.ics is strict iCalendar, not large, and has for ical.js the milestones of ${name}.json`, async () => {
      const service = await wired({ now: today });

      const ics = written(service, name, 'ics');

      assert.deepEqual(grammarProblems(ics), []);
      assert.ok(Buffer.byteLength(ics) < 1_000_000);
      const read = readWithIcalJs(ics);
      const wanted = expectedEntries(written(service, name, 'json'), today);
      assert.ok(wanted.length > 0 && wanted.length <= 1_000);
      assert.deepEqual(
        read.map(({ uid, summary, start, end }) => ({ uid, summary, start, end })).toSorted(byUid),
        wanted,
      );
    });
  }
});

describe('an entry of a feed', () => {
  async function entryOf(name: string, uid: string): Promise<ReturnType<typeof readWithIcalJs>[number]> {
    const service = await wired({ now: today });
    const found = readWithIcalJs(written(service, name, 'ics')).find((one) => one.uid.startsWith(`${uid}@`));
    assert.ok(found, `no ${uid}`);
    return found;
  }

  it('stands on the announced day of an instant, with the instant in its text', async () => {
    const { description, start } = await entryOf('kubernetes-1.30', 'kubernetes.1.30.code-freeze');

    assert.equal(start, '2024-03-05');
    assert.match(
      description,
      /^Closes Wednesday 6 March 2024, 02:00 UTC \(Tuesday 5 March 2024, 14:00 AoE\); anything later is too late\.$/m,
    );
  });

  for (const [given, ...wanted] of [
    ['done', 'CONFIRMED', 'Freeze (The x calendar 1.0)', 0],
    ['tentative', 'TENTATIVE', 'Freeze (The x calendar 1.0)', 0],
    ['cancelled', 'CANCELLED', 'CANCELLED: Freeze (The x calendar 1.0)', 1],
  ] as const) {
    it(`is ${wanted[0]} when its milestone is ${given}`, async () => {
      const row = `{ name: Freeze, kind: freeze, when: 2026-12-01, status: ${given} }`;
      await inFolder(calendarFiles('x', row), async (calendars) => {
        const ics = written(await wired({ calendars, now: today }), 'x-1.0', 'ics');

        const [{ status, summary, sequence } = assert.fail('no entry')] = readWithIcalJs(ics);
        assert.deepEqual([status, summary, sequence], wanted);
        assert.deepEqual(grammarProblems(ics), []);
      });
    });
  }

  it('reads otherwise than another of the same name and day', async () => {
    const rows = ['a', 'b'].map((id) => `{ id: ${id}, name: Freeze, kind: freeze, when: 2026-12-01 }`);
    await inFolder(calendarFiles('x', ...rows), async (calendars) => {
      const ics = written(await wired({ calendars, now: today }), 'x', 'ics');

      assert.deepEqual(
        readWithIcalJs(ics).map(({ summary }) => summary),
        ['Freeze (The x calendar 1.0)', 'Freeze (The x calendar 1.0), b'],
      );
      assert.deepEqual(grammarProblems(ics), []);
    });
  });
});
