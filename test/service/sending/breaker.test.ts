import assert from 'node:assert/strict';
import type { Fault } from '../../../src/domain/reminders/fault.ts';
import { at } from '../../domain/build.ts';
import { instantOf, millis, plus } from '../../../src/domain/time/time.ts';
import { openBreaker } from '../../../src/service/sending/breaker.ts';

const start = at('2026-03-01T12:00Z');
const later = (seconds: number) => instantOf(millis(start) + seconds * 1000);
const nowhere = { info: () => undefined, warn: () => undefined, error: () => undefined };

function begin() {
  const breaker = openBreaker(nowhere);
  const refuse = (fault: Fault, domain: string, seconds = 0): Fault =>
    breaker.refused({ fault, domain, says: 'no', cause: `run ${seconds}`, now: later(seconds) });
  return { breaker, refuse };
}

describe('the breaker', () => {
  it('lets one of several that ask at once try, and the others wait', () => {
    const { breaker, refuse } = begin();
    refuse('ours', 'one.example');

    assert.equal(breaker.allows(later(4)), 'none');
    assert.deepEqual([breaker.allows(later(5)), breaker.allows(later(5))], ['one', 'none']);
    breaker.untried();
    assert.equal(breaker.allows(later(5)), 'one');
    breaker.taken('two.example', later(6));
    assert.equal(breaker.allows(later(6)), 'all');
  });

  it('waits twice as long each time, for five minutes at most', () => {
    const { breaker, refuse } = begin();
    const waits: number[] = [];
    for (let now = 0, time = 0; time < 9; time++) {
      refuse('ours', 'one.example', now);
      const next = breaker.pause?.next ?? start;
      waits.push((millis(next) - millis(later(now))) / 1000);
      now = (millis(next) - millis(start)) / 1000;
    }

    assert.deepEqual(waits, [5, 10, 20, 40, 80, 160, 300, 300, 300]);
  });

  it('puts a domain off by its first refusal, however many letters were on their way to it', () => {
    const { breaker, refuse } = begin();
    breaker.taken('two.example', start);

    for (let letter = 0; letter < 7; letter++) assert.equal(refuse('domain', 'one.example'), 'domain');

    assert.equal(breaker.waits('one.example', start), later(300));
    refuse('domain', 'one.example', 300);
    assert.equal(breaker.waits('one.example', later(300)), later(900));
    assert.equal(breaker.waits('two.example', start), undefined);
  });

  it('takes back what it held against domains, and names every run, when five in a row show that it is us', () => {
    const { breaker, refuse } = begin();
    const faults = [0, 1, 2, 3, 4].map((index) => refuse('domain', `${index % 2}.example`, index));

    assert.deepEqual(faults, ['domain', 'domain', 'domain', 'domain', 'ours']);
    assert.deepEqual(
      ['0.example', '1.example'].map((domain) => breaker.waits(domain, later(5))),
      [undefined, undefined],
    );
    assert.deepEqual(breaker.wronged(), ['run 0', 'run 1', 'run 2', 'run 3', 'run 4']);
    breaker.righted('run 2');
    assert.equal(breaker.wronged().length, 4);
  });

  it('of a login that was refused is over with the next connection, and of letters is not', () => {
    const { breaker, refuse } = begin();
    breaker.unreachable('535 no', start);
    breaker.reached();
    assert.equal(breaker.pause, undefined);

    refuse('ours', 'one.example');
    breaker.reached();
    assert.notEqual(breaker.pause, undefined);
  });

  it('doubts a text that seems to mean us while another domain takes letters, for an hour', () => {
    const { breaker, refuse } = begin();
    breaker.taken('two.example', start);

    assert.equal(refuse('seems-ours', 'one.example', 60), 'domain');
    assert.equal(refuse('seems-ours', 'three.example', 3_601), 'ours');
    assert.ok(breaker.pause && breaker.pause.since === plus(start, 'PT3601S'));
  });
});
