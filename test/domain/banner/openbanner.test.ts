import assert from 'node:assert/strict';
import type { Banner } from '../../../src/domain/banner/banner.ts';
import { banner } from '../../../src/domain/banner/banner.ts';
import { openBanner } from '../../../src/domain/banner/banner.ts';
import { at, calendar, cycle130 } from '../build.ts';

const cycle = calendar([cycle130()]);

/** Written at one instant for an issue that comes out at another. */
function written(now: string, published: string): Banner {
  return openBanner(banner(cycle, at(now)), banner(cycle, at(published)));
}

function ids({ next, then, both }: Banner): string {
  const named = [next, ...(both ? [then] : [])].map((group) => group?.milestones[0]?.id ?? 'nothing');
  return named.join('; then ');
}

describe('the banner of an issue that is not out yet', () => {
  it('names what is open now but closes before, and then what is next when it comes out', () => {
    assert.equal(ids(written('2024-02-01', '2024-02-05')), 'prr-freeze; then enhancements-freeze');
  });

  it('is that of its publication when nothing closes in between', () => {
    const published = banner(cycle, at('2024-02-05'));

    assert.equal(openBanner(banner(cycle, at('2024-02-03')), published), published);
  });

  it('is that of its publication when it is out already', () => {
    assert.equal(ids(written('2026-11-25', '2024-01-30')), 'prr-freeze');
  });

  it('names what closes at that very instant first', () => {
    assert.equal(
      ids(written('2024-02-08', '2024-02-09T02:00Z')),
      'enhancements-freeze; then docs-placeholder',
    );
  });

  it('names only what is open now when nothing follows', () => {
    assert.equal(ids(written('2024-04-17', '2024-04-21')), 'release');
  });
});
