import assert from 'node:assert/strict';
import { calendarOf, freeze, inOffice } from '../mail/office.ts';
import { served } from '../http/served.ts';

describe('signing up', function () {
  it('ten thousand times for one address makes one letter, and answers that are equal to the byte', () =>
    inOffice({ files: calendarOf(freeze('2026-03-20 AoE')) }, (office) =>
      served(office.service, async ({ http }) => {
        const answers = new Set<string>();
        const spellings = ['jo@example.org', 'JO@Example.org', 'jo+tag@example.org', ' jo@example.org '];
        for (let round = 0; round < 100; round++) {
          const hundred = await Promise.all(
            Array.from({ length: 100 }, (_, index) =>
              http.post('/subscriptions').send({ address: spellings[index % spellings.length] }),
            ),
          );
          for (const { status, text, headers } of hundred) {
            const { date: _date, ...others } = headers as Record<string, string>;
            answers.add(JSON.stringify([status, text, others]));
          }
        }

        assert.equal(answers.size, 1);
        await office.ring();
        assert.equal((await office.post()).length, 1);
      }),
    ));
});
