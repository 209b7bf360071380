import assert from 'node:assert/strict';
import type { Kind } from '../../../src/domain/calendar/kind.ts';
import { at, valueOf, wired } from '../wired.ts';
import { calendarFiles, inFolder } from '../folder.ts';
import { readAt } from '../../../src/service/publish/readat.ts';

const freeze = (when: string): string => `{ name: A, kind: freeze, when: ${when} }`;

describe('an instant that somebody wrote', () => {
  const texts: [text: string, instant: string | undefined][] = [
    ['2026-11-23', '2026-11-23T00:00:00.000Z'],
    ['2026-11-23T18:00Z', '2026-11-23T18:00:00.000Z'],
    ['2026-11-23T18:00:30.25+05:30', '2026-11-23T12:30:30.250Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['2023-02-29', undefined],
    ['2026-11-23T18:00', undefined],
    ['2026-11-23T24:30Z', undefined],
    ['2026-11-23 18:00Z', undefined],
    ['2026-11', undefined],
    ['now', undefined],
    ['', undefined],
    [' 2026-11-23', undefined],
    ['2026-11-23\n', undefined],
  ];
  for (const [text, instant] of texts)
    it(`is ${instant ?? 'none'} for ${JSON.stringify(text)}`, () => {
      const read = readAt(text);
      assert.equal('value' in read ? read.value : undefined, instant);
    });
});

describe('a banner', () => {
  it('reads the clock once', async () => {
    let readings = 0;
    const service = await wired({
      clock: () => {
        readings += 1;
        return at('2026-11-23');
      },
    });
    readings = 0;

    service.publish.banner({ calendar: 'kubernetes' });

    assert.equal(readings, 1);
  });
});

describe('a section', () => {
  const slugs: [slug: string, publishes: string | undefined, instant: string][] = [
    ['2024-01-07', undefined, '2024-01-11T22:00:00.000Z'],
    ['2024-01-07', 'PT0S', '2024-01-07T00:00:00.000Z'],
    ['2024-01-07', 'P1M', '2024-02-07T00:00:00.000Z'],
    ['2024-02-28', 'P2D', '2024-03-01T00:00:00.000Z'],
  ];
  for (const [slug, publishes, instant] of slugs)
    it(`of the issue ${slug} is for ${instant} when issues come out after ${publishes ?? 'the usual time'}`, async () => {
      const issue = publishes === undefined ? '' : `issue: { publishes: ${publishes} }\n`;
      await inFolder({ 'x/calendar.yaml': `id: x\ntitle: X\nzone: UTC\n${issue}` }, async (calendars) => {
        const { publish } = await wired({ calendars });

        const { section } = valueOf(publish.section({ calendar: 'x', slug }));

        assert.deepEqual([section.slug, section.at], [slug, instant]);
      });
    });

  it('without a slug is for now', async () => {
    const { publish } = await wired({ now: '2026-11-23T09:30Z' });

    const { section } = valueOf(publish.section({ calendar: 'kubernetes' }));

    assert.deepEqual([section.slug, section.at], [undefined, '2026-11-23T09:30:00.000Z']);
  });
});

describe('a feed by the last segment of its address', () => {
  const files = {
    ...calendarFiles('a', freeze('2030-01-01')),
    ...calendarFiles('a-b', freeze('2030-01-02')),
    'a/b-c.yaml': `release: b-c\nmilestones:\n  - ${freeze('2030-01-03')}\n`,
  };
  const names: [name: string, calendar: string, release: string | undefined, found: string][] = [
    ['a', 'a', undefined, 'a'],
    ['a-1.0', 'a', '1.0', 'a-1.0'],
    ['a-deadlines', 'a', undefined, 'a-deadlines'],
    ['a-b', 'a-b', undefined, 'a-b'],
    ['a-b-1.0', 'a-b', '1.0', 'a-b-1.0'],
    ['a-b-deadlines', 'a-b', undefined, 'a-b-deadlines'],
    ['a-b-c', 'a', 'b-c', 'a-b-c'],
  ];
  for (const [name, calendar, release, found] of names)
    it(`is that of ${calendar}${release === undefined ? '' : ` ${release}`} for ${name}`, () =>
      inFolder(files, async (calendars) => {
        const { publish } = await wired({ calendars });

        const feed = valueOf(publish.feedNamed(name));

        assert.deepEqual([feed.calendar.id, feed.release, feed.name], [calendar, release, found]);
      }));

  it('holds for a deadlines feed only what a contributor must know', async () => {
    const { publish } = await wired({ now: '2026-11-25' });

    const [all, must] = ['kubernetes', 'kubernetes-deadlines'].map((name) =>
      valueOf(publish.feedNamed(name)),
    );

    const kinds = new Set(must?.milestones.map(({ kind }) => kind));
    // a task counts where its row is in bold, such as the code thaws of old
    const known: readonly Kind[] = ['cherry-pick', 'deadline', 'freeze', 'patch', 'release', 'start', 'task'];
    assert.deepEqual(kinds, new Set(known));
    assert.ok((must?.milestones.length ?? 0) < (all?.milestones.length ?? 0));
  });
});

describe('a refusal', () => {
  it('says what there is when nothing is near, and not too much of it', async () => {
    const { publish } = await wired();

    const answer = publish.feedNamed('cluster-api');

    const says = 'refusal' in answer ? answer.refusal.says : '';
    assert.match(says, /^no feed "cluster-api"; try kubernetes, kubernetes-deadlines, [^;]*, \.\.\.$/);
    assert.ok(says.length < 400);
  });
});
