import assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { calendarOf, freeze, withOffice, inOffice } from './office.ts';
import { at } from '../service/wired.ts';
import { inFolder, write } from '../service/folder.ts';
import { openGuard } from '../../src/service/mail/guard.ts';
import { runHere } from '../cli/program.ts';
import { watch, withReplica } from '../service/replica.ts';

const nothing = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe('a backup that is put back', () => {
  it('tells nobody a second time of a move, nor of a reminder, and everybody of what comes after', () =>
    inFolder({}, async (folder) => {
      const place = { folder, env: { DATA_DIR: join(folder, 'data') } };
      const clock = watch('2026-03-01T12:00Z');
      await withOffice(place, { files: calendarOf(freeze('2026-03-20')), clock }, async (office) => {
        await office.welcome('jo@example.org', { lead: '7,1' });
      });
      cpSync(join(folder, 'data'), join(folder, 'backup'), { recursive: true });
      const moved = calendarOf(freeze('2026-03-13'));
      await withOffice(place, { files: {}, clock }, async (office) => {
        clock.wait('PT1H');
        await office.edit(moved);
        await office.pass('PT2H', 'PT10M');
        office.sleepUntil('2026-03-06T09:00Z');
        await office.pass('PT2H', 'PT1H');
        const told = (await office.post()).map(({ subject }) => subject.split(':')[0]);
        assert.deepEqual(told.slice(-2), ['Moved', 'In 7 days']);
      });

      rmSync(join(folder, 'data'), { recursive: true });
      cpSync(join(folder, 'backup'), join(folder, 'data'), { recursive: true });
      clock.set(at('2026-03-06T12:00Z'));
      await withOffice(place, { files: {}, clock, env: { REMINDERS: 'paused' } }, async (office) => {
        await office.ring();
        const { code, stderr } = await runHere(['reminders', 'resume', '--since', '2026-03-01T13:00Z'], {
          env: place.env,
          now: clock.now(),
        });
        assert.equal(code, 0, stderr);
        await office.pass('PT2H', 'PT10M');
      });
      await withOffice(place, { files: {}, clock }, async (office) => {
        await office.pass('P1D', 'PT1H');
        assert.deepEqual(await office.post(), []);
        office.sleepUntil('2026-03-12T09:00Z');
        await office.pass('PT2H', 'PT1H');
        assert.deepEqual(await office.subjects(), ['Tomorrow: Code Freeze (One 1.30), Fri 13 March']);
      });
    }));

  it('loses no reminder that is due later on the day of the restore', () =>
    inFolder({}, async (folder) => {
      const place = { folder, env: { DATA_DIR: join(folder, 'data') } };
      const clock = watch('2026-03-01T12:00Z');
      const files = calendarOf(freeze('2026-03-20'), '{ name: Docs Freeze, kind: freeze, when: 2026-03-21 }');
      await withOffice(place, { files, clock }, async (office) => {
        await office.subscribe('jo@example.org', { lead: '7', hour: '15' });
        await office.ring();
        // the reminder of the day before went out, and the database that knows it is lost
        clock.set(at('2026-03-14T12:00Z'));
        await office.mail.operate.resume(clock.now());
        await office.post();

        // today's letter may have been sent already, so it comes with tomorrow's
        await office.pass('P1DT6H', 'PT30M');

        assert.deepEqual(await office.subjects(), ['In 6 days: Docs Freeze (One 1.30), Sat 21 March']);
      });
    }));
});

describe('a copy of the whole data folder', () => {
  it('writes letters that mailboxes fold: about the same, with the same Message-ID', () =>
    inFolder({}, async (folder) => {
      const clock = watch('2026-03-01T12:00Z');
      const files = calendarOf(freeze('2026-03-20'));
      const ids: string[][] = [];
      const first = { folder: join(folder, 'one'), env: { DATA_DIR: join(folder, 'one/data') } };
      const second = { folder: join(folder, 'two'), env: { DATA_DIR: join(folder, 'two/data') } };
      await withOffice(first, { files, clock }, async (office) => {
        await office.subscribe('jo@example.org', { lead: '7' });
        await office.welcome('an@example.org', { lead: '7' });
      });
      cpSync(join(folder, 'one'), join(folder, 'two'), { recursive: true });
      for (const place of [first, second]) {
        clock.set(at('2026-03-13T09:30Z'));
        if (place === second) clock.wait('PT5M');
        await withOffice(place, { files, clock }, async (office) => {
          await office.ring();
          ids.push((await office.post()).map(({ mail }) => mail.messageId ?? '').toSorted());
        });
      }

      assert.equal(ids[0]?.length, 2);
      assert.notEqual(ids[0]?.[0], ids[0]?.[1]);
      assert.deepEqual(ids[1], ids[0]);
    }));

  it('writes letters about other things with other Message-IDs, also to the same reader', () =>
    inOffice({}, async (office) => {
      await office.subscribe('jo@example.org', { lead: '14,7,3,1' });
      await office.pass('P20D', 'PT12H');
      const all = (await office.post()).map(({ mail }) => mail.messageId);

      assert.ok(all.length >= 4);
      assert.equal(new Set(all).size, all.length);
    }));
});

describe('an SQLite file that two hosts use', () => {
  it('is written to by the first, and by the other when that is gone, or when somebody says so', () =>
    inOffice({}, async ({ mail, clock, service }) => {
      const guardOf = (host: string) =>
        openGuard({
          ...{ mail: mail.store, publicUrl: 'https://a.example', secret: 's', isPaused: false },
          ...{ host, clock: clock.now, log: nothing },
        });
      const [one, two] = [guardOf('one'), guardOf('two')];
      assert.equal((await one.look()).kind, 'send');

      const found = await two.look();
      assert.equal(found.kind, 'copy');
      assert.match('says' in found ? found.says : '', /a process on the host one uses this SQLite database/);
      clock.wait('PT90S');
      assert.deepEqual([(await one.look()).kind, (await two.look()).kind], ['send', 'copy']);
      clock.wait('PT110S');
      assert.equal((await two.look()).kind, 'copy');
      clock.wait('PT11S');
      assert.deepEqual([(await two.look()).kind, (await one.look()).kind], ['send', 'copy']);
      await one.adopt();
      assert.deepEqual([(await one.look()).kind, (await two.look()).kind], ['send', 'copy']);
      await service.store?.leave('one');
      assert.equal((await two.look()).kind, 'send');
    }));
});

describe('a file that is put back as it was, under a lone service', () => {
  const [before, after] = ['2026-03-20', '2026-03-27'];
  const dates = (feed: string): readonly string[] =>
    [...feed.matchAll(/DTSTART[^:]*:(\d{8})/g)].map(([, day = '']) => day);

  it('is served at once after a restart', () =>
    inFolder(calendarOf(freeze(before)), async (folder) => {
      const env = { DATA_DIR: join(folder, 'data') };
      const clock = watch('2026-03-01T12:00Z');
      const life = (files: ReturnType<typeof calendarOf>, day: string) =>
        withReplica(folder, { clock, env }, async ({ service, feed }) => {
          write(folder, files);
          await service.catalog.load({ settled: false });
          assert.deepEqual(dates(feed()), [day.replaceAll('-', '')]);
          await service.store?.leave('one');
          clock.wait('PT1M');
        });
      await life(calendarOf(freeze(before)), before);
      await life(calendarOf(freeze(after)), after);
      write(folder, calendarOf(freeze(before)));

      await life({}, before);
    }));

  it('is served at once after it was deleted for a while', () =>
    inFolder(calendarOf(freeze(before)), (folder) =>
      withReplica(
        folder,
        { clock: watch('2026-03-01T12:00Z'), env: { DATA_DIR: join(folder, 'data') } },
        async ({ service, feed }) => {
          const load = () => service.catalog.load({ settled: false });
          write(folder, calendarOf(freeze(after)));
          await load();
          rmSync(join(folder, 'one/1.30.yaml'));
          await load();
          write(folder, calendarOf(freeze(before)));
          await load();

          assert.deepEqual(dates(feed()), [before.replaceAll('-', '')]);
        },
      ),
    ));

  it('is served at once by the process that had the later one, though another still has that', () =>
    inFolder({}, async (root) => {
      write(join(root, 'a'), calendarOf(freeze(before)));
      write(join(root, 'b'), calendarOf(freeze(after)));
      const given = { clock: watch('2026-03-01T12:00Z'), env: { DATA_DIR: join(root, 'data') } };
      await withReplica(join(root, 'a'), given, (a) =>
        withReplica(join(root, 'b'), given, async (b) => {
          write(join(root, 'a'), calendarOf(freeze(after)));
          await a.service.catalog.load({ settled: false });
          given.clock.wait('PT1M');
          await b.service.catalog.look();
          // gone for a while: that is held, and what was accepted before still counts as had
          rmSync(join(root, 'a/one/1.30.yaml'));
          await a.service.catalog.load({ settled: false });
          write(join(root, 'a'), calendarOf(freeze(before)));
          await a.service.catalog.load({ settled: false });

          assert.deepEqual(dates(a.feed()), [before.replaceAll('-', '')]);
        }),
      );
    }));
});
