import assert from 'node:assert/strict';
import { inFolder } from '../service/folder.ts';
import { readmeOf, start } from '../sources/readmes.ts';
import { runHere } from './program.ts';
import { origin, text } from '../sources/origins.ts';

describe('a file that sync has for the first time', function () {
  const rows = Array.from(
    { length: 12 },
    (_, index) => `Meeting ${index + 1} | Lead | ${index + 6}th January 2026 |`,
  );

  it('is told in one line, not in one a milestone', () =>
    origin({ '/1.38.md': text(readmeOf([start, ...rows])) }, async ({ at }) => {
      const calendar = `id: example\ntitle: Example\nzone: UTC\nsources: {1.38.md: "${at('/1.38.md')}"}\n`;
      await inFolder({ 'example/calendar.yaml': calendar }, async (root) => {
        const { code, stdout } = await runHere(['sync', '--write', '--calendars', root]);

        assert.equal(code, 0);
        assert.match(stdout, /1\.38\.md {2}replaced\n1\.38 {2}13 milestones are new\n$/);
      });
    }));
});
