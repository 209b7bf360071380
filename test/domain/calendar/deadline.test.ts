import assert from 'node:assert/strict';
import type { Release } from '../../../src/domain/calendar/calendar.ts';
import { datedMilestones, deadline, endsAt, isOn } from '../../../src/domain/calendar/deadline.ts';
import { calendar, milestone, release, when, where } from '../build.ts';

function ends(written: string, more: Parameters<typeof milestone>[2] = {}): string | undefined {
  return endsAt(milestone('code-freeze', written, more), release('1.36', []));
}

describe('a deadline', () => {
  it('is a dated milestone with its cutoff, and never made of a month or a TBD', () => {
    const freeze = milestone('code-freeze', '2026-03-18 AoE');

    assert.deepEqual(deadline(freeze), { ...freeze, cutoff: '2026-03-19T12:00:00.000Z' });
    assert.equal(deadline(milestone('code-freeze', '2026-03')), undefined);
    assert.equal(deadline(milestone('code-freeze', 'TBD')), undefined);
  });
});

describe('a milestone stops being ahead', () => {
  const done = (actual?: string): Parameters<typeof milestone>[2] => ({
    ...{ status: 'done' },
    ...(actual !== undefined && { actual: when(actual) }),
  });
  const rows: [what: string, ends: string | undefined, ...said: Parameters<typeof ends>][] = [
    ['at the cutoff of its AoE day', '2026-03-19T12:00', '2026-03-18 AoE'],
    ['at the cutoff of its day', '2026-03-19T00:00', '2026-03-18'],
    ['with what really happened before its plan', '2026-03-17T00:00', '2026-03-18', done('2026-03-16')],
    ['as planned when what really happened was later', '2026-03-19T00:00', '2026-03-18', done('2026-03-20')],
    ['as planned when it is done and nobody says when', '2026-03-19T00:00', '2026-03-18', done()],
    ['as planned when nobody knows when it was', '2026-03-19T00:00', '2026-03-18', done('TBD')],
    ['at no known time while it is TBD', undefined, 'TBD'],
  ];
  for (const [what, wanted, ...said] of rows) {
    it(what, () => {
      assert.equal(ends(...said)?.slice(0, 16), wanted);
    });
  }

  it('at the end of its month in the zone of its release', () => {
    const there = release('1.36', [], { zone: where('Asia/Tokyo') });

    assert.equal(endsAt(milestone('release', '2026-04'), there), '2026-04-30T15:00:00.000Z');
  });
});

describe('a milestone is on', () => {
  for (const [status, of, wanted] of [
    ['planned', 'planned', true],
    ['done', 'planned', true],
    ['planned', 'done', true],
    ['cancelled', 'planned', false],
    ['postponed', 'planned', false],
    ['planned', 'tentative', false],
    ['planned', 'cancelled', false],
    ['done', 'cancelled', false],
  ] as const) {
    it(`${wanted ? 'while it is' : 'never when it is'} ${status} in a release that is ${of}`, () => {
      const one = milestone('code-freeze', '2026-03-18', { status });

      assert.equal(isOn(one, release('1.36', [one], { status: of })), wanted);
    });
  }
});

describe('the dated milestones of a calendar', () => {
  it('are all that are on, past or ahead, with the day by which they sort: of a month its last', () => {
    const drafts: readonly Release[] = [
      release('1.36', [
        milestone('cycle-start', '2026-01-12'),
        milestone('code-freeze', '2026-03-18 AoE'),
        milestone('test-freeze', '2026-03-18 AoE', { status: 'cancelled' }),
        milestone('docs-freeze', 'TBD'),
        milestone('kubecon', '2026-03-23..2026-03-26'),
      ]),
      release('1.37', [milestone('cycle-start', '2026-05')]),
      release('1.38', [milestone('cycle-start', '2026-08-31')], { status: 'tentative' }),
    ];

    const found = datedMilestones(calendar(drafts));

    assert.deepEqual(
      found.map(({ milestone, release, day, ends }) => `${release.version} ${milestone.id} ${day} ${ends}`),
      [
        '1.36 cycle-start 2026-01-12 2026-01-13T00:00:00.000Z',
        '1.36 code-freeze 2026-03-18 2026-03-19T12:00:00.000Z',
        '1.36 kubecon 2026-03-26 2026-03-27T00:00:00.000Z',
        '1.37 cycle-start 2026-05-31 2026-06-01T00:00:00.000Z',
      ],
    );
  });
});
