import assert from 'node:assert/strict';
import { inFolder } from '../../service/folder.ts';
import { runHere } from '../program.ts';

describe('readme', function () {
  it('prints a Summary and a Timeline, and nothing else', async () => {
    const { code, stdout, stderr } = await runHere(['readme', '--release', '1.38']);

    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.deepEqual(stdout.match(/^#.*$/gm), [
      '# Kubernetes 1.38',
      '#### Links',
      '## Summary',
      '## Timeline',
    ]);
  });

  it('prints what can be put in the place of the file it came from: the same banner, and nothing for check', async () => {
    const settings = 'id: kubernetes\ntitle: Kubernetes\nzone: UTC\n';
    const { stdout } = await runHere(['readme', '--release', '1.38']);

    await inFolder({ 'kubernetes/calendar.yaml': settings, 'kubernetes/1.38.md': stdout }, async (folder) => {
      const checked = await runHere(['check', '--strict', folder]);
      const banner = ['banner', '--at', '2026-11-17T20:00Z', '--at', '2026-11-25'];
      const own = await runHere([...banner, '--calendars', folder]);
      const shipped = await runHere(banner);

      const others = checked.stdout
        .split('\n')
        .filter((line) => !line.includes('  note  conference-clash  '));
      assert.deepEqual({ code: checked.code, others }, { code: 0, others: [''] });
      assert.equal(own.stdout, shipped.stdout);
    });
  });

  it('has nothing to tell of a release that only has patches', async () => {
    const { code, stdout, stderr } = await runHere(['readme', '--release', 'patches']);

    assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
    assert.equal(stderr, 'release-calendar: release patches: expected milestones of a cycle, found none\n');
  });
});
