import assert from 'node:assert/strict';
import type { MailHealth } from '../../src/service/mail/mailhealth.ts';
import { served } from './served.ts';
import { watch } from '../service/replica.ts';
import { inOffice, onEachOffice } from '../mail/office.ts';
import { smtp } from '../mail/badserver.ts';

type Http = Parameters<Parameters<typeof served>[1]>[0]['http'];

async function health(http: Http): Promise<readonly [status: number, mail: MailHealth]> {
  const { status, body } = await http.get('/healthz');
  return [status, (body as { mail: MailHealth }).mail];
}

describe('the health of letters', function () {
  it('is good while they go out, and calls a person when one waits for a quarter of an hour', () =>
    inOffice(
      {
        clock: watch(),
        env: smtp(),
      },
      (office) =>
        served(office.service, async ({ http }) => {
          await office.ring();
          assert.equal((await health(http))[0], 200);
          await office.mail.subscribe.signUp({ address: 'jo@example.org' });
          await office.pass('PT14M', 'PT1M');
          assert.equal((await health(http))[0], 200);

          await office.pass('PT2M', 'PT1M');

          const [status, mail] = await health(http);
          assert.deepEqual(
            [status, mail.look, mail.oldestDueAgeSeconds, mail.letters],
            [503, true, 960, { queued: 1 }],
          );
          const { text } = await http.get('/metrics');
          assert.match(text, /^release_calendar_oldest_due_age_seconds 960$/m);
          assert.match(text, /^release_calendar_letters\{state="queued"\} 1$/m);
          assert.match(text, /^release_calendar_http_requests_total\{status="200"\} 2$/m);
        }),
    ));

  it('calls a person when nobody wakes the planning for five minutes', () =>
    inOffice({}, (office) =>
      served(office.service, async ({ http }) => {
        await office.ring();
        office.clock.wait('PT4M');
        assert.equal((await health(http))[0], 200);
        office.clock.wait('PT2M');
        const [status, { wokeSecondsAgo }] = await health(http);
        assert.deepEqual([status, wokeSecondsAgo], [503, 360]);
      }),
    ));

  onEachOffice((told, named) => {
    if (named === 'PostgreSQL')
      it('calls a person when the database is unavailable, while feeds go on and forms ask for patience', () =>
        told({}, (office, place) =>
          served(office.service, async ({ http }) => {
            await office.subscribe('jo@example.org');
            const name = /\/(test_\w+)\?/.exec(place.env['DATABASE_URL'] ?? '')?.[1] ?? '';
            await place.elsewhere(`alter database ${name} allow_connections false`);
            await place.elsewhere(
              `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
            );

            const [status, mail] = await health(http);
            const form = await http.post('/subscriptions').send({ address: 'li@example.org' });
            const page = await http
              .post('/subscriptions')
              .set('Accept', 'text/html')
              .type('form')
              .send({ address: 'li@example.org' });
            const feed = await http.get('/one.ics');
            const ready = await http.get('/readyz');

            assert.deepEqual(
              [status, mail.state, form.status, page.status, feed.status, ready.status],
              [503, 'away', 503, 503, 200, 200],
            );
            assert.equal(form.headers['retry-after'], '60');
            await place.elsewhere(`alter database ${name} allow_connections true`);
            assert.equal((await http.post('/subscriptions').send({ address: 'li@example.org' })).status, 202);
            await office.ring();
            assert.ok((await office.post()).some(({ to }) => to === 'li@example.org'));
          }),
        ));
  });
});
