import assert from 'node:assert/strict';
import type { Toll } from './kills.ts';
import { distinct, doubles, killing } from './kills.ts';
import { onEachDatabase } from '../mail/database.ts';

/** `npm run test:faults` kills more often. */
const size = { letters: Number(process.env['LETTERS'] ?? 500), kills: Number(process.env['KILLS'] ?? 10) };

describe('a sender that is killed while it sends', function () {
  onEachDatabase((inPlace, named) => {
    const replicas = named === 'PostgreSQL' ? 3 : 1;

    it('loses no letter, and repeats hardly any, byte for byte', () =>
      inPlace(async (place) => {
        const toll = await killing(place, { ...size, replicas, unknown: 'replay' });

        const { count, equal } = doubles(toll);
        say(named, toll);
        assert.deepEqual(distinct(toll), [...toll.sent, ...toll.unknown].toSorted());
        assert.equal(new Set(toll.received.map(({ to }) => to)).size, size.letters);
        assert.ok(equal);
        // ten kills are few: chance may have it that three of them fall into the moment
        assert.ok(
          count <= Math.max(4, toll.kills / 10),
          `${count} letters came twice after ${toll.kills} kills`,
        );
      }));

    it('loses no letter to a server that closes one connection of fifty', () =>
      inPlace(async (place) => {
        const few = { letters: 300, kills: 6 };
        const toll = await killing(place, { ...few, replicas, unknown: 'replay', drops: 2 });

        say(named, toll);
        const came = new Set(distinct(toll));
        assert.equal(toll.sent.length + toll.unknown.length, few.letters);
        assert.deepEqual(
          toll.sent.filter((one) => !came.has(one)),
          [],
        );
        assert.ok(doubles(toll).equal);
      }));

    it('repeats none where what is unknown is parked, and leaves every other letter sent', () =>
      inPlace(async (place) => {
        const toll = await killing(place, { ...size, replicas, unknown: 'park' });

        say(named, toll);
        const came = new Set(distinct(toll));
        const known = new Set([...toll.sent, ...toll.unknown]);
        assert.equal(doubles(toll).count, 0);
        assert.equal(known.size, size.letters);
        assert.deepEqual(
          toll.sent.filter((one) => !came.has(one)),
          [],
        );
        assert.deepEqual(
          [...came].filter((one) => !known.has(one)),
          [],
        );
        // a process sends one letter at a time, so a kill leaves one in doubt at most
        assert.ok(toll.unknown.length <= toll.kills, `${toll.unknown.length} letters are unknown`);
      }));
  });
});

function say(database: string, toll: Toll): void {
  const { count } = doubles(toll);
  console.log(`      ${database}: ${JSON.stringify(toll.states)}, ${count} twice after ${toll.kills} kills`);
}
