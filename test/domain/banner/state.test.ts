import assert from 'node:assert/strict';
import type { Milestone, Release } from '../../../src/domain/calendar/calendar.ts';
import { section } from '../../../src/domain/banner/section.ts';
import { state, stateSince, stateWish } from '../../../src/domain/banner/state.ts';
import { at, calendar, milestone, release, when } from '../build.ts';

const thawed = milestone('thaw', '2024-04-10');

const cycle = (more: Partial<Release> = {}, ...ends: readonly Milestone[]): Release =>
  release(
    '1.30',
    [
      milestone('enhancements-freeze', '2024-02-09T02:00Z'),
      milestone('code-freeze', '2024-03-06 AoE'),
      ...ends,
      milestone('release', '2024-04-17'),
    ],
    more,
  );

/** `<release>/<id>` and until when, of everything in force. */
function frozen(releases: readonly Release[], now: string): readonly string[] {
  const { freezes } = state(calendar(releases), at(now));
  return freezes.map(
    ({ milestone: { release: version, id }, until }) => `${version}/${id} ${until?.slice(0, 16) ?? '-'}`,
  );
}

describe('the freezes in force', () => {
  const enhancements = '1.30/enhancements-freeze 2024-04-18T00:00';
  const code = '1.30/code-freeze 2024-04-11T00:00';
  const cases: [now: string, wanted: readonly string[]][] = [
    ['2024-02-09T01:59:59Z', []],
    ['2024-02-09T02:00Z', [enhancements]],
    ['2024-03-07T11:59:59Z', [enhancements]],
    ['2024-03-07T12:00Z', [enhancements, code]],
    ['2024-04-10T23:59:59Z', [enhancements, code]],
    ['2024-04-11', [enhancements]],
    ['2024-04-18', []],
  ];
  for (const [now, wanted] of cases) {
    it(`at ${now} are ${wanted.length}: each since its cutoff, until what ends it`, () => {
      assert.deepEqual(frozen([cycle({}, thawed)], now), wanted);
    });
  }

  for (const [why, ...thaws] of [
    ['no thaw'],
    ['a thaw that is cancelled', milestone('thaw', '2024-04-10', { status: 'cancelled' })],
    ['a thaw that is not dated', milestone('thaw', 'TBD')],
  ] as const) {
    it(`end with the release day where there is ${why}`, () => {
      assert.equal(frozen([cycle({}, ...thaws)], '2024-04-17T23:59:59Z').length, 2);
      assert.deepEqual(frozen([cycle({}, ...thaws)], '2024-04-18'), []);
    });
  }

  it('are found in a calendar of very many, each looked up and none searched for', () => {
    // a search of all for each would take hours
    const many = Array.from({ length: 3_000 }, (_, minor) => {
      const own = [
        milestone('code-freeze', '2024-04-01'),
        milestone('test-freeze', '2024-04-02'),
        milestone('thaw', '2024-04-10'),
        milestone('release', '2024-04-17'),
      ];
      return release(`1.${minor}`, minor % 2 === 0 ? own : own.slice(0, 2));
    });

    assert.equal(frozen(many, '2024-04-05').length, 6_000);
  });

  it('are those of each release by itself', () => {
    const next = release('1.31', [
      milestone('code-freeze', '2024-04-01'),
      milestone('release', '2024-08-13'),
    ]);

    assert.deepEqual(frozen([cycle({}, thawed), next], '2024-06-01'), ['1.31/code-freeze 2024-08-14T00:00']);
  });

  it('are none of what is cancelled, tentative, not counted or over without an end', () => {
    const over = release('1.29', [milestone('code-freeze', '2023-11-01')], { status: 'done' });
    const cancelled = milestone('code-freeze', '2024-03-05', { status: 'cancelled' });
    const uncounted = milestone('feature-blog-freeze', '2024-03-05');

    for (const one of [
      cycle({ status: 'cancelled' }),
      cycle({ status: 'tentative' }),
      release('1.30', [cancelled, uncounted, thawed]),
      over,
    ])
      assert.deepEqual(frozen([one], '2024-03-08'), []);
  });

  it('go on for nobody knows how long where no end is known', () => {
    const open = release('1.30', [milestone('code-freeze', '2024-03-06'), milestone('release', 'TBD')]);

    assert.deepEqual(frozen([open], '2030-01-01'), ['1.30/code-freeze -']);
  });

  it('stand between the last and the next turn', () => {
    const one = calendar([cycle({}, thawed)]);
    const window = (text: string): readonly unknown[] => {
      const now = at(text);
      return [stateSince(one, now, stateWish(one)), state(one, now).changesAt];
    };

    assert.deepEqual(window('2024-03-01'), ['2024-02-09T02:00:00.000Z', '2024-03-07T12:00:00.000Z']);
    assert.deepEqual(window('2024-01-01'), [undefined, '2024-02-09T02:00:00.000Z']);
    assert.equal(window('2024-12-01')[1], undefined);
  });
});

const start = milestone('cycle-start', '2026-01-05');
const code = (more: Partial<Milestone> = {}): Milestone => milestone('code-freeze', '2026-03-05', more);
const out = milestone('release', '2026-04-10');

describe('a freeze', () => {
  it('of several days is in force on those days, and not after them', () => {
    const holidays = milestone('holidays', '2026-12-20..2027-01-03', { kind: 'freeze' });
    const days = ['2026-12-19T23:59Z', '2026-12-20', '2027-01-03T23:59Z', '2027-01-04'];

    const inForce = ['2.0/holidays 2027-01-04T00:00'];
    assert.deepEqual(
      days.map((now) => frozen([release('2.0', [start, holidays, out])], now)),
      [[], inForce, inForce, []],
    );
  });

  const branch = (more: Partial<Milestone> = {}): Milestone => milestone('branch', '2026-03-20', more);
  for (const [what, until, more, wanted] of [
    ['what it names', ['branch'], [branch()], '2026-03-21'],
    ['the first that exists', ['slush', 'branch'], [branch()], '2026-03-21'],
    ['the release day where none exists', ['slush'], [], '2026-04-11'],
    ['the release day where that is off', ['branch'], [branch({ status: 'cancelled' })], '2026-04-11'],
    [
      'what really happened',
      ['branch'],
      [branch({ status: 'done', actual: when('2026-03-22') })],
      '2026-03-23',
    ],
  ] as const)
    it(`with until ends with ${what}`, () => {
      const one = [release('2.0', [start, code({ until }), out, ...more])];

      assert.deepEqual(frozen(one, '2026-03-10'), [`2.0/code-freeze ${wanted}T00:00`]);
    });

  it('ends with the day on which its release really came out', () => {
    const late = milestone('release', '2026-04-10', { status: 'done', actual: when('2026-04-15') });

    assert.deepEqual(frozen([release('2.0', [start, code(), late])], '2026-04-12'), [
      '2.0/code-freeze 2026-04-16T00:00',
    ]);
  });

  it('without an end is over when a later release begins or comes out, whatever is first', () => {
    const open = release('2.0', [start, code()]);
    const later = (begins: string, comes: string): Release =>
      release('2.1', [milestone('cycle-start', begins), milestone('release', comes)]);
    const [next, short] = [later('2026-06-01', '2026-09-01'), later('2026-02-01', '2026-05-01')];

    assert.deepEqual(frozen([open, next], '2026-05-01'), ['2.0/code-freeze 2026-06-02T00:00']);
    assert.deepEqual(frozen([open, next], '2034-05-01'), []);
    assert.deepEqual(frozen([open, short], '2026-04-01'), ['2.0/code-freeze 2026-05-02T00:00']);
  });
});

describe('the gate', () => {
  const cycle = release('2.0', [
    start,
    milestone('prr-freeze', '2026-01-20'),
    milestone('enhancements-freeze', '2026-02-01'),
    code(),
    milestone('test-freeze', '2026-03-12'),
    out,
  ]);
  const gated = calendar([cycle], { gate: ['code-freeze', 'test-freeze'] });

  it('is closed by what the calendar names, and by nothing weeks before it', () => {
    assert.equal(state(gated, at('2026-02-10')).gate.closed, false);
    const { gate, freezes } = state(gated, at('2026-03-13'));

    assert.deepEqual(
      [gate.closed, gate.since, gate.until, gate.by.map(({ milestone: { id } }) => id)],
      [true, '2026-03-06T00:00:00.000Z', '2026-04-11T00:00:00.000Z', ['code-freeze', 'test-freeze']],
    );
    assert.equal(freezes.length, 4);
  });

  it('is closed by a kind too, and by every freeze that counts where the calendar names none', () => {
    assert.equal(state(calendar([cycle], { gate: ['freeze'] }), at('2026-01-21')).gate.closed, true);
    assert.equal(state(calendar([cycle]), at('2026-01-21')).gate.closed, true);
  });

  it('opens when the last of those that overlap ends, not when the first does', () => {
    const one = calendar([
      release('2.0', [
        milestone('a', '2026-03-01..2026-03-10', { kind: 'freeze' }),
        milestone('b', '2026-03-11..2026-03-20', { kind: 'freeze' }),
        milestone('c', '2026-03-25..2026-03-30', { kind: 'freeze' }),
      ]),
    ]);

    const { gate, changesAt } = state(one, at('2026-03-05'));

    assert.deepEqual([gate.since, gate.until], ['2026-03-01T00:00:00.000Z', '2026-03-21T00:00:00.000Z']);
    assert.equal(changesAt, '2026-03-11T00:00:00.000Z');
  });

  it('is all that a section says to be in force', () => {
    const ids = (now: string): readonly string[] =>
      section(gated, at(now)).sentences.flatMap(({ kind, milestones }) =>
        kind === 'phase' ? milestones.map(({ id }) => id) : [],
      );

    assert.deepEqual(ids('2026-02-10'), []);
    assert.deepEqual(ids('2026-03-13'), ['code-freeze', 'test-freeze']);
  });
});
