import assert from 'node:assert/strict';
import type { When } from '../../../src/domain/when/when.ts';
import { aoeWhen, dayWhen, instantWhen, read } from '../build.ts';

const losAngeles = 'America/Los_Angeles';

interface Row {
  readonly rule: string;
  readonly written: string;
  readonly when: When;
  readonly findings: readonly string[];
}

function found(written: string, near?: string): { when: When; findings: readonly string[] } {
  const { when, findings } = read(written, near);
  return { when, findings: findings.map(({ rule, says }) => `${rule}: ${says}`) };
}

const season = (label: string, day: string): string =>
  `zone-out-of-season: expected ${label === 'PST' ? 'PDT' : 'PST'} on ${day} in ${losAngeles}, found ${label}`;

const rows: readonly Row[] = [
  {
    rule: 'let the UTC instant win over local time, and warn of a label out of its season',
    written: '02:00 UTC Wednesday 6th March 2024 / 18:00 PDT Tuesday 5th March 2024',
    when: instantWhen('2024-03-06T02:00Z', losAngeles),
    findings: [
      'zone-pair-mismatch: expected PST, found the PDT half at 2024-03-06T01:00Z, 60 minutes before 2024-03-06T02:00Z, which is used',
      season('PDT', '2024-03-05'),
    ],
  },
  {
    rule: 'let the UTC instant win where it stands second',
    written: '18:00 PST Tuesday 5th March 2024 / 03:00 UTC Wednesday 6th March 2024',
    when: instantWhen('2024-03-06T03:00Z'),
    findings: [
      'zone-pair-mismatch: expected 19:00 PST on 2024-03-05, found the PST half at 2024-03-06T02:00Z, 60 minutes before 2024-03-06T03:00Z, which is used',
    ],
  },
  {
    rule: 'let the first win where none is UTC, and announce it in the zone of the last',
    written: '18:00 PDT Tuesday 23rd July 2024 / 01:00 BST Wednesday 24th July 2024',
    when: instantWhen('2024-07-24T01:00Z', 'Europe/London'),
    findings: [
      'zone-pair-mismatch: expected 02:00 BST on 2024-07-24, found the BST half at 2024-07-24T00:00Z, 60 minutes before 2024-07-24T01:00Z, which is used',
    ],
  },
  {
    rule: 'say that they differ by a whole day',
    written: '01:00 UTC Wednesday 24th July 2024 / 18:00 PDT Wednesday 24th July 2024',
    when: instantWhen('2024-07-24T01:00Z', losAngeles),
    findings: [
      'zone-pair-mismatch: expected 18:00 PDT on 2024-07-23, found the PDT half at 2024-07-25T01:00Z, 1.0 days after 2024-07-24T01:00Z, which is used',
    ],
  },
  {
    rule: 'blame each of three that disagrees',
    written:
      '01:00 UTC Wednesday 30th March 2022 / 03:00 BST Wednesday 30th March 2022 / 19:00 PDT Tuesday 29th March 2022',
    when: instantWhen('2022-03-30T01:00Z', losAngeles),
    findings: [
      'zone-pair-mismatch: expected 02:00 BST on 2022-03-30, found the BST half at 2022-03-30T02:00Z, 60 minutes after 2022-03-30T01:00Z, which is used',
      'zone-pair-mismatch: expected 18:00 PDT on 2022-03-29, found the PDT half at 2022-03-30T02:00Z, 60 minutes after 2022-03-30T01:00Z, which is used',
    ],
  },
  {
    rule: 'let the UTC instant win over AoE',
    written: 'Thursday 9th July 2026 (AoE) / Friday 10th July 2026, 11:00 UTC',
    when: instantWhen('2026-07-10T11:00Z', 'AoE'),
    findings: [
      'aoe-pair-mismatch: expected an end at 2026-07-10T11:00Z as in the UTC half, which is used, found 2026-07-09 AoE, which ends at 2026-07-10T12:00Z',
    ],
  },
  {
    rule: 'are right by their labels even out of season: only the season is warned about',
    written: '02:00 UTC Friday 14th February 2025 / 19:00 PDT Thursday 13th February 2025',
    when: instantWhen('2025-02-14T02:00Z', losAngeles),
    findings: [season('PDT', '2025-02-13')],
  },
];

describe('halves of a date', () => {
  for (const { rule, written, when, findings } of rows) {
    it(rule, () => {
      assert.deepEqual(found(written), { when, findings });
    });
  }

  it('count PST as 8 hours in summer too, and a warning says so', () => {
    assert.deepEqual(found('Tuesday, April 30th, EOD PST', '2019-04-08'), {
      when: instantWhen('2019-05-01T08:00Z', losAngeles, '2019-04-30'),
      findings: [season('PST', '2019-04-30')],
    });
  });

  it('let AoE win over local time, and an error names the instant of the local half', () => {
    const { when, findings } = found('Thursday 9th July 2026 (AoE) / 18:00 PDT Thursday 9th July 2026');

    assert.deepEqual(when, aoeWhen('2026-07-09'));
    assert.equal(findings.length, 1);
    assert.match(findings[0] ?? '', /^(aoe|zone)-pair-mismatch: .*2026-07-10T01:00Z/);
  });

  const utc = 'Friday 10th July 2026, 12:00 UTC';
  for (const [why, written, when = aoeWhen('2026-07-09')] of [
    ['local time is its end', 'Thursday 9th July 2026 (AoE) / 05:00 PDT Friday 10th July 2026'],
    ['UTC is its 24:00', `Thursday 9th July 2026 24:00 AoE / ${utc}`],
    ['all three agree', `Thursday 9th July 2026 (AoE) / ${utc} / Friday 10th July 2026, 05:00 PDT`],
    [
      'its time is before 24:00',
      'Friday 10th July 2026, 11:59 UTC / Thursday 9th July 2026 23:59 AoE',
      instantWhen('2026-07-10T11:59Z', 'AoE'),
    ],
  ] as const)
    it(`are of an AoE day where ${why}`, () => {
      assert.deepEqual(found(written), { when, findings: [] });
    });

  for (const [why, written] of [
    ['00:00 AoE may be either end', 'Thursday 9th July 2026 0:00 AoE / Friday 10th July 2026, 12:00 UTC'],
    ['18:00 AoE is another instant', 'Thursday 9th July 2026 18:00 AoE / Friday 10th July 2026, 12:00 UTC'],
    ['two days are not one', 'Monday 8th January 2024 / Tuesday 9th January 2024'],
    ['that day is not the next', 'Thursday 9th July 2026 (AoE) / Monday 13th July 2026'],
    ['UTC is not AoE', 'Thursday 9th July 2026, 18:00 UTC (AoE)'],
    ['a range has no one time', '18:00 UTC Tuesday 28th - Thursday 30th July 2026'],
    ['a day has one year', '8th January 2024 2025'],
    ['a day has one month', 'Jan: Thu 8 February 2024'],
    ['a day has one weekday', 'Sunday Monday 8th January 2024'],
    ['a moment has one time', '18:00 19:00 UTC Monday 8th January 2024'],
    ['a moment has one zone', '18:00 PST UTC Monday 8th January 2024'],
  ] as const) {
    it(`never pass over what contradicts the rest, for ${why}: "${written}"`, () => {
      assert.notDeepEqual(found(written).findings, []);
    });
  }
});

describe('00:00 AoE', () => {
  for (const written of ['2026-07-09 00:00 AoE', 'Thursday 9th July 2026 0:00 AoE', '0:00 AoE 9 July 2026']) {
    it(`is refused, for it may be either end of the day: "${written}"`, () => {
      assert.deepEqual(found(written), {
        when: { kind: 'tbd' },
        findings: [
          'unreadable-when: expected 2026-07-08 AoE or 2026-07-09 AoE, found 2026-07-09 00:00 AoE, which may mean either',
        ],
      });
    });
  }

  it('is refused in the what cell too, which may have any other time in AoE', () => {
    const evening = read('2026-07-09', undefined, 'Code Freeze (18:00 AoE)');
    const midnight = read('2026-07-09', undefined, 'Code Freeze (00:00 AoE)');

    assert.deepEqual(evening, { when: instantWhen('2026-07-10T06:00Z', 'AoE'), findings: [] });
    assert.deepEqual(midnight.when, { kind: 'tbd' });
    assert.equal(midnight.findings[0]?.rule, 'unreadable-when');
  });

  it('leaves a bare day alone when the what cell says AoE without a time', () => {
    assert.deepEqual(read('2026-07-09', undefined, 'Code Freeze (at last)').when, dayWhen('2026-07-09'));
  });
});
