import assert from 'node:assert/strict';
import { served } from './served.ts';
import { spawned } from '../cli/program.ts';
import { onEachOffice } from '../mail/office.ts';

onEachOffice((told, named) => {
  describe(`a table that is not there, on ${named}, is a mistake of ours`, () => {
    it('which answers 500, says nothing of it outside, and logs where it happened', () =>
      told({}, async ({ service, ring }, place) => {
        await ring();
        await place.query('drop table suppression');
        const said: { readonly fields: object; readonly event: string }[] = [];
        const log = {
          ...service.log,
          error: (fields: object, event: string) => void said.push({ fields, event }),
        };

        await served({ ...service, log }, async ({ http }) => {
          const { status, text } = await http.post('/subscriptions').send({ address: 'jo@example.org' });

          assert.equal(status, 500);
          assert.doesNotMatch(text, /suppression/);
        });
        assert.equal(said[0]?.event, 'request failed');
        assert.match(JSON.stringify(said[0]?.fields), /suppression.*\\n +at /s);
      }));

    it('which ends a command with 70 and where it happened', () =>
      told({}, async ({ ring }, place) => {
        await ring();
        await place.query('drop table outbox');

        const { code, stderr } = await spawned(
          ['reminders', 'list', '--calendars', `${place.folder}/calendars`],
          {
            env: place.env,
          },
        );

        assert.equal(code, 70, stderr);
        assert.match(stderr, /internal error; please report this bug/);
        assert.match(stderr, /lettertable\.[jt]s/);
      }));
  });
});
