import assert from 'node:assert/strict';
import { calendarFiles, inFolder, write } from '../service/folder.ts';
import { served } from './served.ts';
import { until } from '../cli/server.ts';
import { wired } from '../service/wired.ts';

describe('a service that follows its files', function () {
  it('takes in what changed between its first reading and the start of its watch', () =>
    inFolder(calendarFiles('x', '{ name: A, kind: freeze, when: 2030-01-01 }'), async (calendars) => {
      const service = await wired({ calendars, now: '2029-12-01' });
      write(calendars, calendarFiles('x', '{ name: A, kind: freeze, when: 2030-01-08 }'));
      const unfollow = await service.catalog.follow();

      const text = await served(service, async ({ http }) => {
        const read = async (): Promise<string> => (await http.get('/x/next-deadline.txt')).text;
        const isNew = (found: string): string | undefined => (found.includes('Jan 8th') ? found : undefined);
        try {
          return await until('it has been read', async () => isNew(await read()));
        } finally {
          await unfollow();
        }
      });

      assert.equal(text, 'Next Deadline: A, Jan 8th\n');
    }));
});
