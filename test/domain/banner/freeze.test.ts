import assert from 'node:assert/strict';
import type { Calendar, Milestone, Release } from '../../../src/domain/calendar/calendar.ts';
import { state } from '../../../src/domain/banner/state.ts';
import { section } from '../../../src/domain/banner/section.ts';
import { at, calendar, milestone, release } from '../build.ts';

const start = milestone('cycle-start', '2026-01-05');
const code = (more: Partial<Milestone> = {}): Milestone => milestone('code-freeze', '2026-03-05', more);
const out = milestone('release', '2026-04-10');

/** `<release>/<id>` and until when, of everything in force. */
function frozen(found: Calendar | readonly Release[], now: string): readonly string[] {
  const one = 'id' in found ? found : calendar(found);
  return state(one, at(now)).freezes.map(
    ({ milestone: { release: version, id }, until }) => `${version}/${id} ${until?.slice(0, 16) ?? '-'}`,
  );
}

describe('a freeze', () => {
  it('of several days is in force on those days, and not after them', () => {
    const days = [
      release('2.0', [start, milestone('holidays', '2026-12-20..2027-01-03', { kind: 'freeze' }), out]),
    ];

    assert.deepEqual(frozen(days, '2026-12-19T23:59Z'), []);
    assert.deepEqual(frozen(days, '2026-12-20'), ['2.0/holidays 2027-01-04T00:00']);
    assert.deepEqual(frozen(days, '2027-01-03T23:59Z'), ['2.0/holidays 2027-01-04T00:00']);
    assert.deepEqual(frozen(days, '2027-01-04'), []);
  });

  for (const [what, until, more, wanted] of [
    ['what it names', ['branch'], [milestone('branch', '2026-03-20')], '2026-03-21T00:00'],
    ['the first that exists', ['slush', 'branch'], [milestone('branch', '2026-03-20')], '2026-03-21T00:00'],
    ['the release day where none exists', ['slush'], [], '2026-04-11T00:00'],
    [
      'the release day where that is off',
      ['branch'],
      [milestone('branch', '2026-03-20', { status: 'cancelled' })],
      '2026-04-11T00:00',
    ],
    [
      'what really happened',
      ['branch'],
      [milestone('branch', '2026-03-20', { status: 'done', actual: milestone('x', '2026-03-22').when })],
      '2026-03-23T00:00',
    ],
  ] as const)
    it(`with until ends with ${what}`, () => {
      const one = [release('2.0', [start, code({ until }), out, ...more])];

      assert.deepEqual(frozen(one, '2026-03-10'), [`2.0/code-freeze ${wanted}`]);
    });

  it('ends with the day on which its release really came out', () => {
    const late = milestone('release', '2026-04-10', {
      status: 'done',
      actual: milestone('x', '2026-04-15').when,
    });
    const one = [release('2.0', [start, code(), late])];

    assert.deepEqual(frozen(one, '2026-04-12'), ['2.0/code-freeze 2026-04-16T00:00']);
  });

  it('without an end is over when a later release begins or comes out, whatever is first', () => {
    const open = release('2.0', [start, code()]);
    const next = release('2.1', [milestone('cycle-start', '2026-06-01'), milestone('release', '2026-09-01')]);
    const short = release('2.1', [
      milestone('cycle-start', '2026-02-01'),
      milestone('release', '2026-05-01'),
    ]);

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
