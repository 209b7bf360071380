import assert from 'node:assert/strict';
import { calendarFiles } from '../service/folder.ts';
import { servedIn } from './served.ts';

/** The JSON-LD of the page of a milestone. */
async function dataOf(path: string, rows: readonly string[], history = ''): Promise<Record<string, unknown>> {
  const files = { ...calendarFiles('one', ...rows), ...(history !== '' && { 'one/history.yaml': history }) };
  return servedIn(
    files,
    async ({ http }) => {
      const { text } = await http.get(path);
      const blocks = text.split('<script type="application/ld+json">').slice(1);
      assert.equal(blocks.length, 1, text);
      const [json = ''] = (blocks[0] ?? '').split('</script>');
      return JSON.parse(json) as Record<string, unknown>;
    },
    { now: '2027-02-10' },
  );
}

const stood = (...rows: readonly string[]): string => `1.0/a:\n${rows.map((row) => `  - ${row}\n`).join('')}`;

describe('what a search engine reads on the page of a milestone', () => {
  for (const [status, row, history, more] of [
    ['EventScheduled', '2027-03-10 AoE }', '', { startDate: '2027-03-10', endDate: '2027-03-10' }],
    [
      'EventRescheduled',
      '2027-03-10 AoE }',
      stood(
        '{ when: 2027-03-03 AoE, since: 2027-01-01T00:00Z }',
        '{ when: 2027-03-10 AoE, since: 2027-02-01T00:00Z }',
      ),
      { startDate: '2027-03-10', previousStartDate: '2027-03-03' },
    ],
    ['EventCancelled', '2027-03-10, status: cancelled }', '', { startDate: '2027-03-10' }],
    ['EventPostponed', '2027-03-10, status: postponed }', '', { startDate: '2027-03-10' }],
    ['EventScheduled', '2027-03-10T17:00Z }', '', { startDate: '2027-03-10T17:00:00.000Z' }],
  ] as const)
    it(`is ${status} for ${row}`, async () => {
      const data = await dataOf('/one/1.0/a', [`{ id: a, name: A, kind: freeze, when: ${row}`], history);

      assert.deepEqual([data['@type'], data['eventStatus']], ['Event', `https://schema.org/${status}`]);
      for (const [key, value] of Object.entries(more)) assert.equal(data[key], value, key);
    });

  it('cannot be ended by a name, and keeps it whole', async () => {
    const name = '</script><script>alert(1)</script><!-- & \u2028';
    const row = `{ id: a, name: ${JSON.stringify(name)}, kind: freeze, when: 2027-03-10 }`;
    const data = await dataOf('/one/1.0/a', [row]);

    assert.match(String(data['name']), /^<\/script><script>alert\(1\)<\/script><!-- &/);
  });
});
