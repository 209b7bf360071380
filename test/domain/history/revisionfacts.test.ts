import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Milestone, PublishedState } from '../../../src/domain/calendar/calendar.ts';
import type { When } from '../../../src/domain/when/when.ts';
import { releaseChanges } from '../../../src/domain/history/change.ts';
import { historyOfChanges } from '../../../src/domain/history/news.ts';
import { revisionFacts } from '../../../src/domain/history/revisionfacts.ts';
import { at, history, milestone, when } from '../build.ts';

const otherwise = at('2023-11-01');

function recording(
  before: string,
  after: string,
  changed = '2023-12-01',
): readonly (readonly [string, PublishedState[]])[] {
  const was = milestone('code-freeze', before, { release: '1.30', changed: at(changed) });
  const found = releaseChanges([was], [milestone('code-freeze', after, { release: '1.30' })]);
  return [...historyOfChanges(found, at('2024-01-10'))].map(([key, told]) => [key, [...told]]);
}

/** A milestone as it is published, which nobody renamed or cancelled. */
function as(when: When): Parameters<typeof revisionFacts>[0] {
  return { when, name: 'Code Freeze', status: 'planned' };
}

describe('what the history learns of a change', () => {
  it('is the when until then, since it was public, and the new one', () => {
    const found = recording('2024-03-06', '2024-03-07');

    assert.deepEqual(found, [
      ['1.30/code-freeze', history(['2024-03-06', '2023-12-01'], ['2024-03-07', '2024-01-10'])],
    ]);
  });

  it('has the first before the second, though nobody knows when the first became public', () => {
    const [found] = recording('2024-03-06', '2024-03-07', '2024-02-01');

    assert.deepEqual(
      found?.[1].map(({ since }) => since),
      [at('2020-01-01'), at('2024-01-10')],
    );
  });

  it('is a date that was filled in or taken back', () => {
    assert.equal(recording('TBD', '2024-03-07').length, 1);
    assert.equal(recording('2024-03-07', 'TBD').length, 1);
  });

  it('is nothing of what is only written otherwise or is new', () => {
    const one = milestone('code-freeze', '2024-03-06', { release: '1.30' });

    assert.deepEqual(recording('2024-03-06', '2024-03-06 24:00 UTC'), []);
    assert.deepEqual([...historyOfChanges(releaseChanges([], [one]), otherwise)], []);
  });

  it('is that a milestone is gone, is called otherwise or is cancelled', () => {
    const one = milestone('code-freeze', '2024-03-06', { release: '1.30', name: 'Code Freeze' });
    const last = (after: readonly Milestone[]): PublishedState | undefined =>
      historyOfChanges(releaseChanges([one], after), otherwise)
        .get('1.30/code-freeze')
        ?.at(-1);

    assert.deepEqual(last([]), { when: one.when, since: otherwise, name: 'Code Freeze', status: 'gone' });
    assert.deepEqual(last([{ ...one, name: 'Frost' }]), { when: one.when, since: otherwise, name: 'Frost' });
    assert.deepEqual(last([{ ...one, status: 'cancelled' }]), {
      when: one.when,
      since: otherwise,
      status: 'cancelled',
    });
  });

  it('has the key under which the milestone was known until then', () => {
    const was = milestone('kep-readiness', '2024-02-01', { release: '1.30' });
    const is = milestone('prr-freeze', '2024-02-02', { release: '1.30', aliases: ['kep-readiness'] });

    const found = historyOfChanges(releaseChanges([was], [is]), otherwise);

    assert.deepEqual([...found.keys()], ['1.30/kep-readiness']);
  });
});

describe('what a history says of a milestone', () => {
  const sequences: [sequence: number, what: string, whens: string, now?: string][] = [
    [0, 'no history', ''],
    [0, 'a date that was filled in', 'TBD, 2024-03-06'],
    [0, 'a month that became a day', '2024-03, 2024-03-06'],
    [1, 'one move', '2024-03-05, 2024-03-06'],
    [2, 'a move through TBD, which cancels it for a while', '2024-03-05, TBD, 2024-03-06'],
    [2, 'a move there and back', '2024-03-06, 2024-03-07, 2024-03-06'],
    [0, 'one date in other words', '2024-03-06, 2024-03-06 24:00 UTC'],
    [1, 'a hand edit that nobody recorded', '2024-03-05'],
    [0, 'a hand edit that only rewords', '2024-03-06', '2024-03-06 24:00 UTC'],
    [0, 'a date filled in by hand', 'TBD'],
  ];
  for (const [sequence, what, whens, now = '2024-03-06'] of sequences) {
    it(`counts ${sequence} of ${what}`, () => {
      const all = whens.split(', ').filter(Boolean);
      const told = history(...all.map((written, index) => [written, `2024-01-0${index + 1}`] as const));

      assert.equal(revisionFacts(as(when(now)), told, otherwise).sequence, sequence);
    });
  }

  it('is as old as its first when, and changed with its last', () => {
    const told = history(['TBD', '2023-12-30'], ['2024-03-05', '2024-01-01'], ['2024-03-06', '2024-01-05']);

    const { created, changed, history: kept } = revisionFacts(as(when('2024-03-06')), told, otherwise);

    assert.deepEqual(
      { created, changed, kept },
      { created: told[0]?.since, changed: told[2]?.since, kept: told },
    );
  });

  it('changed otherwise when a hand edit is newer than all that was recorded', () => {
    const told = history(['2024-03-05', '2023-01-01']);

    assert.equal(revisionFacts(as(when('2024-03-06')), told, otherwise).changed, otherwise);
    assert.equal(revisionFacts(as(when('2024-03-06')), told, at('2022-01-01')).changed, told[0]?.since);
  });

  it('is what the calendar says otherwise, where there is none', () => {
    assert.deepEqual(revisionFacts(as(when('TBD')), [], otherwise), {
      sequence: 0,
      created: otherwise,
      changed: otherwise,
    });
  });

  it('counts exactly what a feed shows otherwise: another day, a day taken back, a day again', () => {
    const steps = fc.array(fc.constantFrom('TBD', '2024-03', 'move'), { maxLength: 12 });
    fc.assert(
      fc.property(steps, (all) => {
        const days = all.map((step, index) =>
          step === 'move' ? `2024-03-${String(index + 1).padStart(2, '0')}` : step,
        );
        const told = days.map((written, index): PublishedState => {
          return { when: when(written), since: at(`2024-01-${String(index + 1).padStart(2, '0')}`) };
        });

        const { sequence } = revisionFacts(as(told.at(-1)?.when ?? when('TBD')), told, otherwise);

        let count = -1;
        for (const [index, step] of all.entries()) {
          const shown = count >= 0;
          if (step === 'move' || (shown && all[index - 1] === 'move')) count++;
        }
        assert.equal(sequence, Math.max(0, count));
      }),
    );
  });
});

describe('what left its file', () => {
  const before = [milestone('code-freeze', '2026-03-05'), milestone('docs-freeze', '2026-03-25')];

  it('is told as gone while it was ahead, and as nothing once it was over', () => {
    const news = historyOfChanges(releaseChanges(before, []), at('2026-03-10'));

    assert.deepEqual(
      [...news.keys()].map((key) => key.split('/')[1]),
      ['docs-freeze'],
    );
  });
});
