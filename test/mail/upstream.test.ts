import assert from 'node:assert/strict';
import { feedOf, watch } from '../service/replica.ts';
import { origin, text } from '../sources/origins.ts';
import { inOffice } from './office.ts';

const branch = (release: string, next: string, days: readonly [string, string], previous = ''): string =>
  `  - {release: "${release}", next: {release: ${next}, cherryPickDeadline: ${days[0]}, targetDate: ${days[1]}}, endOfLifeDate: 2027-02-28, previousPatches: [${previous}]}\n`;
const month = (cherryPick: string, target: string): string =>
  `  - {cherryPickDeadline: ${cherryPick}, targetDate: ${target}}\n`;
const [april, may, june] = [
  ['2026-04-10', '2026-04-14'],
  ['2026-05-08', '2026-05-12'],
  ['2026-06-05', '2026-06-09'],
] as const;
const done = `{release: 1.30.5, cherryPickDeadline: ${april[0]}, targetDate: ${april[1]}}`;

/** The months are not named; then those of May are, for the patches of April are out; then 1.29 has ended. */
const schedules = {
  first: `schedules:\n${branch('1.30', '1.30.5', april)}${branch('1.29', '1.29.9', april)}upcoming_releases:\n${month(...may)}${month(...june)}`,
  named: `schedules:\n${branch('1.30', '1.30.6', may, done)}${branch('1.29', '1.29.10', may, done.replace('1.30.5', '1.29.9'))}upcoming_releases:\n${month(...june)}`,
  ended: `schedules:\n${branch('1.30', '1.30.7', june, `${done.replace('1.30.5', '1.30.6').replace(april[0], may[0]).replace(april[1], may[1])}, ${done}`)}`,
};

describe('a patch schedule whose months are named and whose branch ends', () => {
  it('shows nobody a cancellation: no subscriber, no feed reader, no list of changes', () => {
    const answers = { '/patches.yaml': text(schedules.first) };
    return origin(answers, ({ at }) => {
      const files = {
        'one/calendar.yaml': `id: one\ntitle: One\nzone: UTC\nsources:\n  patches.yaml: ${at('/patches.yaml')}\n`,
        'one/patches.yaml': schedules.first,
      };
      return inOffice({ files, clock: watch('2026-04-01T08:00Z') }, async (office) => {
        const { service } = office;
        const subjects: string[] = [];
        const uids: string[] = [];
        const follow = async (days: string): Promise<void> => {
          await service.sync(undefined, { dryRun: false, accept: true });
          await service.catalog.load({ settled: false });
          await office.pass(days, 'PT6H');
          subjects.push(...(await office.subjects()));
          const feed = feedOf(service);
          assert.doesNotMatch(feed, /STATUS:CANCELLED/);
          const may = feed.split('BEGIN:VEVENT').find((one) => one.includes('DTSTART;VALUE=DATE:20260512'));
          uids.push(/\r\nUID:([^@]*)@/.exec(may ?? '')?.[1] ?? 'none');
        };
        await office.subscribe('reader@example.org', { lead: '1' });

        await follow('P15D');
        answers['/patches.yaml'] = text(schedules.named);
        await follow('P30D');
        answers['/patches.yaml'] = text(schedules.ended);
        await follow('P30D');

        assert.deepEqual(
          uids,
          Array.from({ length: 3 }, () => 'one.patches.patch-2026-05'),
        );
        const found = service.publish.changes('one');
        assert.deepEqual('value' in found && found.value.moves, []);
        const told = subjects.filter((one) => !one.startsWith('You are subscribed'));
        assert.deepEqual(told, [
          'Tomorrow: Cherry-pick deadline: 1.30.5, 1.29.9 (One), Fri 10 April',
          'Tomorrow: Patch releases: 1.30.5, 1.29.9 (One), Tue 14 April',
          'Tomorrow: Cherry-pick deadline: 1.30.6, 1.29.10 (One), Fri 8 May',
          'Tomorrow: Patch releases: 1.30.6, 1.29.10 (One), Tue 12 May',
          'Tomorrow: Cherry-pick deadline: 1.30.7 (One), Fri 5 June',
          'Tomorrow: Patch release: 1.30.7 (One), Tue 9 June',
        ]);
      });
    });
  });
});
