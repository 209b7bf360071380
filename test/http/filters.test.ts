import assert from 'node:assert/strict';
import { calendarFiles } from '../service/folder.ts';
import { publicUrl } from '../service/wired.ts';
import { shipped, servedIn } from './served.ts';

interface Document {
  readonly milestones: readonly {
    readonly id: string;
    readonly release: string;
    readonly kind: string;
    readonly role: readonly string[];
    readonly start: string | null;
    readonly end: string | null;
  }[];
}

describe('a filter in the query of a feed', () => {
  type Row = Document['milestones'][number];
  const filters: [query: string, fits: (row: Row) => boolean][] = [
    ['release=1.38', ({ release }) => release === '1.38'],
    ['kind=freeze,release', ({ kind }) => kind === 'freeze' || kind === 'release'],
    ['role=docs-lead', ({ role }) => role.includes('Docs Lead') || role.includes('ALL')],
    ['milestone=code-freeze', ({ id }) => id === 'code-freeze'],
    ['from=2026-12-01', ({ end }) => (end ?? '') >= '2026-12-01'],
    [
      'to=2026-12-01&from=2020-01-01',
      ({ start, end }) => (start ?? '9') <= '2026-12-01' && (end ?? '') >= '2020-01-01',
    ],
  ];
  for (const [query, fits] of filters)
    it(`${query} takes the same milestones in JSON and in calendar apps`, async () => {
      const { http } = await shipped();
      const all = (await http.get('/kubernetes.json')).body as Document;

      const json = await http.get(`/kubernetes.json?${query}`);
      const ics = await http.get(`/kubernetes.ics?${query}`);

      const { milestones } = json.body as Document;
      assert.deepEqual([json.status, ics.status], [200, 200]);
      assert.ok(milestones.length > 0 && milestones.length < all.milestones.length);
      assert.ok(milestones.every(fits));
      assert.equal(milestones.length, all.milestones.filter(fits).length);
      for (const [, uid = ''] of ics.text.replaceAll('\r\n ', '').matchAll(/^UID:kubernetes\.(.*)@/gm)) {
        const found = milestones.some(({ release, id }) => uid === `${release}.${id}`);
        assert.ok(found, uid);
      }
    });

  it('gives equal queries one address and the same bytes and tag', async () => {
    const { http } = await shipped();
    const forms = [
      'kind=freeze,deadline&alarms=7d,1d',
      'alarms=1d,7d&kind=deadline,freeze',
      'kind=deadline,freeze,freeze&cancelled=mark&alarms=1d,7d',
    ];

    const answers = await Promise.all(forms.map((form) => http.get(`/kubernetes.ics?${form}`)));

    const address = `${publicUrl}/kubernetes.ics?alarms=1d,7d&kind=deadline,freeze`;
    for (const { text, headers } of answers) {
      assert.equal(text, answers[0]?.text);
      assert.equal(headers['etag'], answers[0]?.headers['etag']);
      assert.equal(headers['link'], `<${address}>; rel="canonical"`);
      assert.ok(text.replaceAll('\r\n ', '').includes(`SOURCE;VALUE=URI:${address}\r\n`));
    }
  });
});

describe('a feed by its address', () => {
  it('of a role has what is asked of that role, and of all', async () => {
    const { http } = await shipped();
    const role = await http.get('/kubernetes-docs-lead.json');
    const filtered = await http.get('/kubernetes.json?role=docs-lead');

    assert.equal(role.text, filtered.text);
    assert.match((await http.get('/kubernetes-docs-lead.ics')).text, /\r\nNAME:Kubernetes Docs Lead\r\n/);
  });

  it('of several calendars has the events of each, in whatever order they are named', async () => {
    const row = (name: string): string => `{ name: ${name}, kind: freeze, when: 2026-12-01 }`;
    await servedIn(
      { ...calendarFiles('one', row('A')), ...calendarFiles('two', row('B')) },
      async ({ http }) => {
        const [ab, ba] = [
          await http.get('/feed.ics?calendar=one,two'),
          await http.get('/feed.ics?calendar=two,one,two'),
        ];

        assert.equal(ab.text, ba.text);
        assert.deepEqual(
          [...ab.text.matchAll(/^UID:(.*)@/gm)].map(([, uid]) => uid),
          ['one.1.0.a', 'two.1.0.b'],
        );
        assert.equal(ba.headers['link'], `<${publicUrl}/feed.ics?calendar=one,two>; rel="canonical"`);
        const wrong = await Promise.all(
          [
            '/feed.ics?calendar=one,tow',
            '/feed.ics',
            '/feed.json?calendar=one,two',
            '/feed.ics?calendar=one&kind=x',
          ].map((path) => http.get(path)),
        );
        assert.deepEqual(
          wrong.map(({ status }) => status),
          [404, 400, 404, 400],
        );
        assert.match(
          (wrong[0]?.body as { readonly detail: string } | undefined)?.detail ?? '',
          /no calendar "tow"; did you mean "two"\?/,
        );
      },
    );
  });
});
