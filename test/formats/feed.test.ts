import assert from 'node:assert/strict';
import type { Service } from '../../src/service/service.ts';
import { byUid, expectedEntries, feedNames, releases } from './expected.ts';
import { grammarProblems } from './grammar.ts';
import { inFolder } from '../service/folder.ts';
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
    it(`${name}.ics is iCalendar by the strictest reading, under 1 MB and 1,000 events`, async () => {
      const service = await wired({ now: today });

      const ics = written(service, name, 'ics');

      assert.deepEqual(grammarProblems(ics), []);
      assert.ok(Buffer.byteLength(ics) < 1_000_000);
      assert.ok(ics.split('BEGIN:VEVENT').length - 1 <= 1_000);
    });

    it(`${name}.ics read by ical.js has the milestones of ${name}.json`, async () => {
      const service = await wired({ now: today });

      const read = readWithIcalJs(written(service, name, 'ics'));

      const wanted = expectedEntries(written(service, name, 'json'), today);
      assert.ok(wanted.length > 0);
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

  it('says of an AoE deadline what it asks, its exact cutoff, who answers for it and where to read more', async () => {
    const { description, start, end } = await entryOf('kubernetes-1.38', 'kubernetes.1.38.code-freeze');

    assert.equal(
      description,
      [
        'All code for 1.38 must be merged by now; later changes need an exception.',
        'Cutoff: Wednesday 18 November 2026, 24:00 AoE (Thursday 19 November 2026, 12:00 UTC)',
        'Who answers for it: Branch Manager',
        'https://git.k8s.io/sig-release/releases/release_phases.md#code-freeze',
      ].join('\n'),
    );
    assert.deepEqual([start, end], ['2026-11-18', '2026-11-19']);
  });

  it('stands on the announced day of an instant, with the instant in its text', async () => {
    const { description, start } = await entryOf('kubernetes-1.30', 'kubernetes.1.30.code-freeze');

    assert.equal(start, '2024-03-05');
    assert.match(
      description,
      /^Cutoff: Wednesday 6 March 2024, 02:00 UTC \(Tuesday 5 March 2024, 14:00 AoE\)$/m,
    );
  });

  it('lasts as long as its span', async () => {
    const { start, end } = await entryOf('kubernetes-1.38', 'kubernetes.1.38.kubecon-na');

    assert.deepEqual([start, end], ['2026-11-09', '2026-11-13']);
  });

  const states: { status: string; wanted: { status: string; summary: string; sequence: number } }[] = [
    { status: 'planned', wanted: { status: 'CONFIRMED', summary: 'Freeze (X 1.0)', sequence: 0 } },
    { status: 'done', wanted: { status: 'CONFIRMED', summary: 'Freeze (X 1.0)', sequence: 0 } },
    { status: 'tentative', wanted: { status: 'TENTATIVE', summary: 'Freeze (X 1.0)', sequence: 0 } },
    {
      status: 'cancelled',
      wanted: { status: 'CANCELLED', summary: 'CANCELLED: Freeze (X 1.0)', sequence: 1 },
    },
  ];
  for (const { status: given, wanted } of states) {
    it(`is ${wanted.status} when its milestone is ${given}`, async () => {
      const files = {
        'x/calendar.yaml': 'id: x\ntitle: X\nzone: UTC\n',
        'x/1.0.yaml': `release: "1.0"\nmilestones:\n  - { name: Freeze, kind: freeze, when: 2026-12-01, status: ${given} }\n`,
      };
      await inFolder(files, async (calendars) => {
        const ics = written(await wired({ calendars, now: today }), 'x-1.0', 'ics');

        const [{ status, summary, sequence } = assert.fail('no entry')] = readWithIcalJs(ics);
        assert.deepEqual({ status, summary, sequence }, wanted);
        assert.deepEqual(grammarProblems(ics), []);
      });
    });
  }

  it('reads otherwise than another of the same name and day', async () => {
    const files = {
      'x/calendar.yaml': 'id: x\ntitle: X\nzone: UTC\n',
      'x/1.0.yaml':
        'release: "1.0"\nmilestones:\n  - { id: a, name: Freeze, kind: freeze, when: 2026-12-01 }\n  - { id: b, name: Freeze, kind: freeze, when: 2026-12-01 }\n',
    };
    await inFolder(files, async (calendars) => {
      const ics = written(await wired({ calendars, now: today }), 'x', 'ics');

      assert.deepEqual(
        readWithIcalJs(ics).map(({ summary }) => summary),
        ['Freeze (X 1.0)', 'Freeze (X 1.0), b'],
      );
      assert.deepEqual(grammarProblems(ics), []);
    });
  });
});
