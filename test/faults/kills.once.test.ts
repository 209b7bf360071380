import assert from 'node:assert/strict';
import { doubles, killing } from './kills.ts';
import { onEachDatabase } from '../mail/database.ts';

/** `npm run test:faults` kills more often. */
const size = { letters: Number(process.env['LETTERS'] ?? 500), kills: Number(process.env['KILLS'] ?? 10) };

describe('a sender that is killed while it sends', function () {
  this.timeout(1_800_000);

  onEachDatabase((inPlace, named) => {
    const replicas = named === 'PostgreSQL' ? 3 : 1;

    it('loses no letter, and repeats hardly any, byte for byte', () =>
      inPlace(async (place) => {
        const toll = await killing(place, { ...size, replicas, unknown: 'replay' });

        const { count, equal } = doubles(toll);
        const distinct = [...new Set(toll.received.map(({ messageId, to }) => `${messageId} ${to}`))];
        console.log(
          `      ${named}: ${JSON.stringify(toll.states)}, ${count} of ${size.letters} twice after ${toll.kills} kills`,
        );
        assert.deepEqual(distinct.map((one) => one.split(' ')[0] ?? '').toSorted(), toll.outbox.toSorted());
        assert.equal(new Set(toll.received.map(({ to }) => to)).size, size.letters);
        assert.ok(equal);
        // ten kills are few: chance may have it that three of them fall into the moment
        assert.ok(
          count <= Math.max(4, toll.kills / 10),
          `${count} letters came twice after ${toll.kills} kills`,
        );
      }));
  });
});
