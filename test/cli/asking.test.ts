import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { calendarOf, freeze, withOffice, onEachOffice } from '../mail/office.ts';
import { inFolder, write } from '../service/folder.ts';
import { runHere } from './program.ts';
import { watch } from '../service/replica.ts';

/** What is asked about a service, and what it is told to do, from a folder whose calendars are others. */
const asked = [
  ['subscriptions', 'list'],
  ['reminders', 'list'],
  ['reminders', 'preview', 'jo@example.org'],
  ['reminders', 'why', 'jo@example.org', '1.30/code-freeze'],
  ['changes', 'list'],
];
const orders = [
  ['reminders', 'pause'],
  ['reminders', 'resume'],
  ['reminders', 'resume', '--since', '2026-03-01T11:00Z'],
  ['reminders', 'retry', '--all'],
  ['reminders', 'adopt'],
  ['subscriptions', 'end', 'jo@example.org'],
];

onEachOffice((told, named) => {
  describe(`a command about a service, on ${named}`, () => {
    it('leaves what the service accepted as it is, whatever calendars lie where it is called', () =>
      told({ files: calendarOf(freeze('2026-03-27')) }, async (office, place) => {
        await office.subscribe('jo@example.org', { lead: '7' });
        await office.edit(calendarOf(freeze('2026-04-03')));
        await office.ring();
        const elsewhere = join(place.folder, 'elsewhere');
        write(elsewhere, calendarOf(freeze('2026-03-20')));
        const rows = async () => [
          await place.query('select * from accepted'),
          await place.query('select * from revision'),
          await place.query('select * from news'),
        ];
        const before = await rows();

        for (const argv of [...asked, ...orders]) {
          const args = [...argv, '--calendars', elsewhere];
          const { code, stderr } = await runHere(args, { env: place.env, now: office.clock.now() });
          assert.equal(code, 0, `${argv.join(' ')}: ${stderr}`);
          assert.deepEqual(await rows(), before, argv.join(' '));
        }
        await office.service.catalog.look();
        assert.match(JSON.stringify(office.service.publish.calendars()), /2026-04-03/);
      }));

    it('answers from the dates that the service accepted', () =>
      told({ files: calendarOf(freeze('2026-03-27')) }, async (office, place) => {
        await office.subscribe('jo@example.org', { lead: '7' });

        const { stdout } = await runHere(['reminders', 'preview', 'jo@example.org'], {
          env: place.env,
          now: office.clock.now(),
        });

        assert.match(stdout, /^2026-03-20T09:00:00.000Z .*Code Freeze/);
      }));
  });
});

describe('a question about a service that is not there', () => {
  for (const argv of asked)
    it(`is told where it looked, and makes nothing: ${argv.join(' ')}`, () =>
      inFolder({}, async (folder) => {
        const { code, stderr } = await runHere(argv, { env: { DATA_DIR: join(folder, 'data') } });

        assert.equal(code, 1);
        assert.match(
          stderr,
          /data\/release-calendar\.sqlite: expected the database of a service, found no such file/,
        );
        assert.equal(existsSync(join(folder, 'data')), false);
      }));
});

describe('a question about a service whose folder may not be written', () => {
  it('is answered, and leaves no file behind', () =>
    inFolder({}, async (folder) => {
      const env = { DATA_DIR: join(folder, 'data') };
      const clock = watch('2026-03-01T12:00Z');
      await withOffice({ folder, env }, { files: calendarOf(freeze('2026-03-27')), clock }, (office) =>
        office.subscribe('jo@example.org', { lead: '7' }),
      );
      const facts = (): readonly string[] =>
        readdirSync(env.DATA_DIR).map((name) => `${name} ${statSync(join(env.DATA_DIR, name)).size}`);
      const before = facts();

      for (const argv of asked) assert.equal((await runHere(argv, { env, now: clock.now() })).code, 0);

      assert.deepEqual(facts(), before);
    }));
});
