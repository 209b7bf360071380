import assert from 'node:assert/strict';
import { calendarFiles } from '../service/folder.ts';
import { inOffice } from '../mail/office.ts';
import { shippedFiles } from '../system/shipped.ts';
import { valueOf, wired } from '../service/wired.ts';
import { watch } from '../service/replica.ts';
import { served, shipped, servedIn } from './served.ts';

const why = 'No patch release later than 15 September 2026 is announced.';

interface Data {
  readonly stale: { since: string; why: string } | null;
  readonly milestones: { id: string; expected: boolean; status: string; start: string }[];
}

describe('the shipped calendar on 28 November 2026', () => {
  it('says on every page of it, in its data, in healthz and in a metric that it is old', async () => {
    const { http } = await shipped('2026-11-28');
    for (const path of [
      '/',
      '/kubernetes/',
      '/kubernetes/1.38/',
      '/kubernetes/1.14/',
      '/kubernetes/1.38/code-freeze',
    ]) {
      const { text } = await http.get(path);
      assert.ok(text.includes(`This calendar may be out of date. ${why}`), path);
    }
    const { body } = (await http.get('/kubernetes.json')) as { body: Data };
    assert.deepEqual(body.stale, { since: '2026-09-16T00:00:00.000Z', why });
    const health = await http.get('/healthz');
    assert.equal(health.status, 503);
    const [one] = (health.body as { calendars: { state: string; stale: unknown }[] }).calendars;
    assert.deepEqual([one?.state, one?.stale], ['good', { since: '2026-09-16T00:00:00.000Z', why }]);
    const { text } = await http.get('/metrics');
    assert.match(text, /^release_calendar_stale_seconds\{calendar="kubernetes"\} 6307200$/m);
    assert.equal((await http.get('/readyz')).status, 200);
  });

  it('says so where people subscribe', () =>
    inOffice({ files: shippedFiles(), clock: watch('2026-11-28T00:00Z') }, ({ service }) =>
      served(service, async ({ http }) => {
        const { text } = await http.get('/subscriptions').set('accept', 'text/html');

        assert.ok(text.includes(`Kubernetes may be out of date. ${why}`), text);
      }),
    ));

  it('said nothing of it while a patch release was announced', async () => {
    const { http } = await shipped('2026-09-15');
    assert.ok(!(await http.get('/kubernetes/')).text.includes('out of date'));
    const data = await http.get('/kubernetes.json');
    assert.equal((data.body as Data).stale, null);
    assert.equal(
      data.headers['cache-control'],
      'public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800',
    );
    assert.equal((await http.get('/healthz')).status, 200);
    assert.match(
      (await http.get('/metrics')).text,
      /^release_calendar_stale_seconds\{calendar="kubernetes"\} 0$/m,
    );
  });

  it('expects the patch releases of the next months, and tells nobody to do anything about them', async () => {
    const service = await wired({ now: '2026-11-28' });
    await served(service, async ({ http }) => {
      const { text } = await http.get('/kubernetes-deadlines.ics');
      const event = text
        .split('BEGIN:VEVENT')
        .find((one) => one.includes('kubernetes.patches.cherry-pick-2026-12@'));
      assert.match(event ?? '', /^DTSTART;VALUE=DATE:20261211\r$/m);
      assert.match(event ?? '', /^STATUS:TENTATIVE\r$/m);
      assert.match(event ?? '', /^SEQUENCE:0\r$/m);
      assert.match(event ?? '', /^CREATED:20260901T000000Z\r$/m);
      assert.match((event ?? '').replaceAll('\r\n ', ''), /Expected\\, not announced/);
      const page = (await http.get('/kubernetes/')).text;
      assert.match(
        page,
        /<li class="quiet">Cherry-pick deadline for December 2026: Fri 11 Dec(ember)? 2026 \(expected, not announced\)/,
      );
      const data = ((await http.get('/kubernetes.json')).body as Data).milestones;
      assert.deepEqual(
        data.filter((one) => one.expected).map(({ id, status, start }) => [id, status, start].join(' ')),
        [
          ...['cherry-pick-2026-12 tentative 2026-12-11', 'patch-2026-12 tentative 2026-12-15'],
          ...['cherry-pick-2027-01 tentative 2027-01-08', 'patch-2027-01 tentative 2027-01-12'],
          ...['cherry-pick-2027-02 tentative 2027-02-05', 'patch-2027-02 tentative 2027-02-09'],
        ],
      );
      const section = await http.get('/kubernetes/issues/2026-11-22.md?at=2026-11-28');
      assert.ok(
        section.text.includes(
          'The next cherry-pick deadline is expected on December 11 (not announced yet).',
        ),
      );
      assert.ok(!(await http.get('/kubernetes/next-deadline.txt')).text.includes('Dec 11'));
      assert.ok(!(await http.get('/kubernetes/reminders.atom')).text.includes('2026-12-11'));
      assert.equal(valueOf(service.publish.banner({ calendar: 'kubernetes' })).banner.cherryPick, undefined);
      assert.equal((await http.get('/kubernetes-patches.ics')).status, 200);
    });
  });
});

describe('a page', () => {
  it('of what came out late has its day and its plan, and tells of what is due', async () => {
    const { http } = await shipped('2026-09-17');
    const late = (await http.get('/kubernetes/1.36/patch-1-36-4')).text;
    assert.match(late, /Thu 20 Aug(ust)? 2026/);
    assert.match(late, /Planned for Tue 11 Aug(ust)? 2026, 9 days late\./);
    const due = (await http.get('/kubernetes/1.36/patch-1-36-5')).text;
    assert.match(due, /Planned for Tue 15 Sep(tember)? 2026; not out yet as of 20 August 2026\./);
    const all = (await http.get('/kubernetes/1.36/')).text;
    assert.match(all, /planned for Tue 11 Aug(ust)? 2026, 9 days late/);
    assert.match(all, /planned for Tue 15 Sep(tember)? 2026; not out yet as of/);
    assert.match((await http.get('/kubernetes/')).text, /latest 1\.36\.4 \(Thu 20 Aug(ust)? 2026\)/);
  });

  it('says where each part is from and as of when', async () => {
    const { http } = await shipped('2026-09-17');
    const { text } = await http.get('/kubernetes/');

    assert.ok(text.includes('Nothing has been fetched yet for {release}.md, patches.yaml,'));
    assert.ok(text.includes('This calendar’s own files, as of 25 November 2026'));
    assert.ok(text.includes('Release tags, as of 20 August 2026'));
  });

  it('of a calendar without a rule never says that it is old', () =>
    servedIn(
      calendarFiles('good', '{ name: A, kind: freeze, when: 2020-01-01 }'),
      async ({ http }) => {
        assert.ok(!(await http.get('/good/')).text.includes('out of date'));
        assert.equal((await http.get('/healthz')).status, 200);
      },
      { now: '2026-09-17' },
    ));
});
