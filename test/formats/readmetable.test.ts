import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Release } from '../../src/domain/calendar/calendar.ts';
import type { When } from '../../src/domain/when/when.ts';
import { cycleRows } from '../../src/formats/words/cyclerows.ts';
import { milestone, monthWhen, release } from '../domain/build.ts';
import { wired } from '../service/wired.ts';
import { anyCycle } from './anycycle.ts';
import { facts, readBack, write } from './asreadme.ts';

/** The release that a README of it tells. */
function again(one: Release): Release {
  const { drafts } = readBack(write(one));
  return release(
    one.version,
    drafts.map((draft) => ({ ...milestone(draft.id, 'TBD'), ...draft })),
  );
}

describe('the README of a release', function () {
  it('reads back as the same rows: names, where they lead, dates, roles and weeks', () => {
    fc.assert(
      fc.property(anyCycle, (one) => {
        const { drafts } = readBack(write(one));

        assert.deepEqual(drafts.map(facts), one.milestones.map(facts), write(one));
      }),
    );
  });

  it('is written the same when it has been read', () => {
    fc.assert(
      fc.property(anyCycle, (one) => {
        const once = again(one);

        assert.deepEqual(again(once), once, write(once));
      }),
    );
  });

  it('has nothing in it that the linter would say, whatever the cycle', () => {
    fc.assert(
      fc.property(anyCycle, (one) => {
        const { problems } = readBack(write(again(one)));

        const others = problems.filter(({ rule }) => rule !== 'conference-clash');
        assert.deepEqual(others, [], write(again(one)));
      }),
    );
  });

  it('says of the shipped cycles what their files say, and the linter finds only conferences', async () => {
    const { publish } = await wired();
    const versions = [
      ...['1.14', '1.15', '1.16', '1.17', '1.24', '1.30', '1.31', '1.33', '1.35', '1.36', '1.37', '1.38'],
    ];

    for (const version of versions) {
      const answer = publish.release({ calendar: 'kubernetes', release: version });
      assert.ok('value' in answer);
      const { release: one } = answer.value;
      const { drafts, problems } = readBack(write(one), version);

      assert.deepEqual(drafts.map(facts), cycleRows(one).flat().map(facts), version);
      const others = problems.filter(({ rule }) => rule !== 'conference-clash');
      assert.deepEqual(others, [], version);
    }
  });

  it('takes whens that have no day as they are', () => {
    const whens = [monthWhen('2026-10'), { kind: 'tbd' } satisfies When];
    const rows = whens.map((when, index) => milestone(`row-${index}`, 'TBD', { name: `Row ${index}`, when }));

    const { drafts, problems } = readBack(write(release('1.38', rows)));

    assert.deepEqual(
      drafts.map(({ when }) => when),
      whens,
    );
    assert.deepEqual(problems, []);
  });

  it('tells where it stands, and reads back from there', () => {
    const homepage = 'https://example.org/releases/release-1.38';

    const rows = [milestone('thaw', 'TBD', { name: 'Thaw' })];

    const plain = write(release('1.38', rows, { homepage }));
    const slashed = write(release('1.38', rows, { homepage: `${homepage}/` }));

    assert.match(
      plain,
      /^\* \[This document\]\(https:\/\/example\.org\/releases\/release-1\.38\/README\.md\)$/m,
    );
    assert.equal(slashed, plain);
    assert.equal(readBack(plain).homepage, homepage);
    assert.doesNotMatch(write(release('1.38', [])), /Links/);
  });

  it('names its release also when its title does not', () => {
    const text = write(release('1.38', [], { title: 'Autumn' }));

    assert.match(text, /^# Autumn 1\.38$/m);
  });

  it('says that a draft is proposed', () => {
    const draft = write(release('1.39', [], { status: 'tentative' }));
    const settled = write(release('1.39', []));

    assert.match(draft, /^The 1\.39 release cycle is proposed as follows:$/m);
    assert.match(settled, /^The 1\.39 release cycle is as follows:$/m);
  });
});
