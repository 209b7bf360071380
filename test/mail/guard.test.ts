import assert from 'node:assert/strict';
import type { Environment } from '../../src/runtime/config.ts';
import type { Office } from './office.ts';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { calendarOf, freeze, withOffice } from './office.ts';
import { inFolder } from '../sources/folder.ts';
import { onEachDatabase } from './database.ts';
import { at } from '../service/wired.ts';
import { watch } from '../service/replica.ts';

const files = calendarOf(freeze('2026-03-20'), '{ name: Docs Freeze, kind: freeze, when: 2026-03-27 }');

/** Somebody is subscribed, and a week before the freeze has not come yet. */
const begun = (office: Office): Promise<string> => office.welcome('jo@example.org', { lead: '7' });

const started = '2026-03-12T12:00Z';
const due = '2026-03-13T10:00Z';

describe('a process that must not send', function () {
  onEachDatabase((inPlace, named) => {
    it('because it is asked for at another address sends nothing until it is adopted, and then it alone', () =>
      inPlace(async (place) => {
        const clock = watch(started);
        await withOffice(place, { files, clock }, begun);
        clock.set(at('2026-03-13T10:00Z'));

        const moved: Environment = { PUBLIC_URL: 'https://staging.example.org' };
        await withOffice(place, { files, clock, env: moved }, async (office) => {
          await office.pass('PT2H', 'PT1H');
          assert.deepEqual(await office.subjects(), []);
          const { kind, ...more } = await office.mail.guard.look();
          assert.equal(kind, 'copy');
          assert.match(
            JSON.stringify(more),
            /PUBLIC_URL: expected https:\/\/calendar\.example\.org, .* found https:\/\/staging/,
          );

          await office.mail.guard.adopt();
          await office.ring();
          assert.deepEqual(await office.subjects(), ['In 7 days: Code Freeze (One 1.30), Fri 20 March']);
        });
        await withOffice(place, { files, clock }, async (office) => {
          await office.pass('P8D', 'P1D');
          assert.deepEqual(await office.subjects(), []);
        });
      }));

    it('because another secret signs its links sends nothing', () =>
      inPlace(async (place) => {
        const clock = watch(started);
        const [first, second] = [
          'a first secret of thirty-two characters',
          'a second secret of thirty-two characters',
        ];
        await withOffice(place, { files, clock, env: { SECRET: first } }, begun);
        clock.set(at('2026-03-13T10:00Z'));

        await withOffice(place, { files, clock, env: { SECRET: second } }, async (office) => {
          await office.ring();
          assert.deepEqual(await office.subjects(), []);
        });
        // a new secret before the old one is a change of secrets, and no copy
        await withOffice(place, { files, clock, env: { SECRET: `${second},${first}` } }, async (office) => {
          await office.ring();
          assert.equal((await office.subjects()).length, 1);
        });
      }));

    it('while it is paused plans and sends nothing, and makes up for it after', () =>
      inPlace((place) =>
        withOffice(place, { files, clock: watch(started) }, async (office) => {
          await begun(office);
          await office.mail.operate.pause();
          office.sleepUntil(due);

          await office.pass('P1D', 'PT6H');
          assert.deepEqual(await office.subjects(), []);
          await office.mail.operate.resume();
          await office.ring();

          assert.deepEqual(await office.subjects(), ['In 6 days: Code Freeze (One 1.30), Fri 20 March']);
        }),
      ));

    it('after a restore sends nothing again that may have been sent since the backup', () =>
      inPlace(async (place) => {
        const clock = watch(started);
        await withOffice(place, { files, clock }, begun);
        // what fell due on the 13th was sent, and the database that knows it is lost
        clock.set(at('2026-03-13T12:00Z'));

        await withOffice(place, { files, clock, env: { REMINDERS: 'paused' } }, async (office) => {
          await office.ring();
          assert.deepEqual(await office.subjects(), []);
          assert.equal(await office.mail.operate.resume(office.clock.now()), 1);
        });
        await withOffice(place, { files, clock }, async (office) => {
          await office.pass('P3D', 'PT6H');
          assert.deepEqual(await office.subjects(), []);
          const [letter] = await office.mail.operate.list({ state: 'unknown', limit: 10 });
          assert.match(letter?.says ?? '', /may have been sent between the backup/);
          await office.pass('P5D', 'PT6H');
          assert.deepEqual(await office.subjects(), ['In 7 days: Docs Freeze (One 1.30), Fri 27 March']);
        });
      }));

    it('because its calendars folder was emptied tells nobody of anything, and goes on when they are back', () =>
      inPlace(async (place) => {
        const clock = watch(started);
        await withOffice(place, { files, clock }, begun);
        const calendars = join(place.folder, 'calendars');
        clock.set(at('2026-03-13T08:00Z'));
        rmSync(calendars, { recursive: true });
        mkdirSync(calendars);

        await withOffice(place, { files: {}, clock }, async (office) => {
          await office.pass('P1D', 'PT6H');
          assert.deepEqual(await office.subjects(), []);
          await office.edit(files);
          await office.pass('PT2M', 'PT1M');
          assert.deepEqual(await office.subjects(), ['In 6 days: Code Freeze (One 1.30), Fri 20 March']);
        });
      }));

    if (named === 'SQLite')
      it('because its database was copied from beside its id sends nothing', () =>
        inPlace(async (place) => {
          const clock = watch(started);
          await withOffice(place, { files, clock }, begun);
          clock.set(at('2026-03-13T10:00Z'));

          await inFolder({}, async (folder) => {
            mkdirSync(join(folder, 'data'));
            for (const name of ['release-calendar.sqlite', 'secret'])
              cpSync(join(place.folder, 'data', name), join(folder, 'data', name));
            await withOffice(
              { folder, env: { DATA_DIR: join(folder, 'data') } },
              { files, clock },
              async (office) => {
                await office.pass('PT2H', 'PT1H');
                assert.deepEqual(await office.subjects(), []);
                assert.match(JSON.stringify(await office.mail.guard.look()), /the database is a copy/);
              },
            );
          });
          await withOffice(place, { files, clock }, async (office) => {
            await office.ring();
            assert.equal((await office.subjects()).length, 1);
          });
        }));
    else
      it('because its database was cloned in the same server sends nothing', () =>
        inPlace(async (place) => {
          const clock = watch(started);
          await withOffice(place, { files, clock }, begun);
          clock.set(at('2026-03-13T10:00Z'));
          const { DATABASE_URL: url = '' } = place.env;
          const name = /\/(test_\w+)\?/.exec(url)?.[1] ?? '';
          await place.elsewhere(`create database ${name}_clone template ${name}`);

          const clone = { ...place, env: { ...place.env, DATABASE_URL: url.replace(name, `${name}_clone`) } };
          await withOffice(clone, { files, clock }, async (office) => {
            await office.ring();
            assert.deepEqual(await office.subjects(), []);
            assert.equal((await office.mail.guard.look()).kind, 'copy');
          });
          await withOffice(place, { files, clock }, async (office) => {
            await office.ring();
            assert.equal((await office.subjects()).length, 1);
          });
        }));
  });
});
