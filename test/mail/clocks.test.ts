import assert from 'node:assert/strict';
import { calendarOf, freeze, onEachOffice } from './office.ts';
import { withBadServer } from './badserver.ts';

const on = (day: string) => ({
  ...calendarOf(freeze(day)),
  'one/calendar.yaml': 'id: one\ntitle: One\nzone: UTC\nquiet: PT1M\n',
});

onEachOffice((told) => {
  describe('a clock that was ahead and is right again', () => {
    for (const ahead of ['PT2H', 'P1D', 'P3D', 'P40D'])
      it(`by ${ahead} while a subscriber was planned keeps no later change from them`, () =>
        told({ files: on('2026-06-20') }, async (office) => {
          await office.subscribe('jo@example.org', { lead: '1' });
          await office.ring();
          const right = office.clock.now();
          office.clock.wait(ahead);
          await office.pass('PT10M', 'PT1M');
          await office.post();

          office.clock.set(right);
          await office.edit(on('2026-06-27'));
          await office.pass('PT1H', 'PT1M');

          assert.deepEqual(await office.subjects(), [
            'Moved: Code Freeze (One 1.30), from Sat 20 June to Sat 27 June',
          ]);
        }));

    for (const ahead of ['P1D', 'P3D'])
      it(`by ${ahead} while a change was announced delays none of the later ones, nor the reminders`, () =>
        told({ files: on('2026-06-20') }, async (office) => {
          await office.welcome('jo@example.org', { lead: '7' });
          const right = office.clock.now();
          office.clock.wait(ahead);
          await office.edit(on('2026-06-27'));
          await office.pass('PT10M', 'PT1M');
          const first = await office.subjects();

          office.clock.set(right);
          await office.edit(on('2026-03-17'));
          await office.pass('PT2H', 'PT1M');
          // of a local day that already had its letter
          await office.pass('P2D', 'PT1H');
          const second = await office.subjects();
          office.sleepUntil('2026-03-10T08:59Z');
          await office.pass('PT1H', 'PT1M');
          const third = await office.subjects();

          assert.deepEqual(first, ['Moved: Code Freeze (One 1.30), from Sat 20 June to Sat 27 June']);
          assert.deepEqual(second, ['Moved: Code Freeze (One 1.30), from Sat 27 June to Tue 17 March']);
          assert.deepEqual(third, ['In 7 days: Code Freeze (One 1.30), Tue 17 March']);
        }));

    it('while a change was seen and had not stood yet lets it stand by the right clock', () =>
      told({ files: on('2026-06-20') }, async (office) => {
        await office.welcome('jo@example.org', { lead: '7' });
        const right = office.clock.now();
        office.clock.wait('P3D');
        await office.edit(on('2026-06-27'));
        await office.ring();
        office.clock.set(right);

        await office.pass('PT10M', 'PT1M');

        assert.deepEqual(await office.subjects(), [
          'Moved: Code Freeze (One 1.30), from Sat 20 June to Sat 27 June',
        ]);
      }));

    it('keeps no letter waiting until it is there again, which was refused for now meanwhile', () =>
      withBadServer((server) =>
        told({ files: on('2026-06-20'), env: server.env }, async (office) => {
          await office.ring();
          const right = office.clock.now();
          office.clock.wait('P5D');
          server.play({ answers: { RCPT: '450 4.2.0 later' } });
          await office.mail.subscribe.signUp({ address: 'jo@example.org' });
          await office.ring();
          assert.equal(server.kept.length, 0);

          office.clock.set(right);
          await office.pass('PT5M', 'PT1M');

          assert.equal(server.kept.length, 1);
        }),
      ));

    it('lets somebody who signed up meanwhile confirm at once when they ask again', () =>
      told({ files: on('2026-06-20') }, async (office) => {
        const right = office.clock.now();
        office.clock.wait('P3D');
        await office.mail.subscribe.signUp({ address: 'jo@example.org' });
        await office.ring();
        await office.post();
        office.clock.set(right);

        await office.mail.subscribe.signUp({ address: 'jo@example.org' });
        await office.ring();

        assert.equal((await office.post()).length, 1);
      }));
  });
});
