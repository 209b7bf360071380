import assert from 'node:assert/strict';
import { yaml } from '../../src/formats/yamlfile.ts';
import { ids, read } from './folder.ts';
import { calendar, imported, readme } from './importing.ts';

describe('an import of what nobody expects', () => {
  const odd = [
    ...['__proto__', 'constructor', 'A | B', '[A](https://example.org/a_(b)|c)', '# A', '- A: "b"'],
    ...['A\u0007B'],
    ...[
      '{A}',
      '& *',
      'ÄÖÜ',
      '日本',
      '2024-01-01',
      '"',
      "'",
      'null',
      '[[x',
      'Long '.repeat(40),
      '(18:00 PST)',
    ],
  ];
  it('writes what is read back as it was, whatever rows are called', async () => {
    const rows = odd.map((name) => `${name.replaceAll('|', '\\|')} | ${name.replaceAll('|', '\\|')} | TBD |`);

    const found = await imported(readme(...rows));
    const written = found.release && yaml.release?.(found.release);
    const seen = await read({
      'calendar.yaml': calendar.replace('example', 'one'),
      '1.38.yaml': written ?? '',
    });

    assert.deepEqual(seen.problems, []);
    assert.deepEqual(
      ids(seen, '1.38'),
      found.release?.milestones.map(({ id }) => id),
    );
    assert.equal(ids(seen, '1.38').length, odd.length);
  });

  for (const sign of ['[', '|', '-', '#', ' ', '\n', '| a ', '- a\n', '|-|\n', ':', '"']) {
    it(`ends in seconds with a mebibyte of ${JSON.stringify(sign)}`, async () => {
      const text = sign.repeat(1_048_576 / sign.length);
      const began = process.cpuUsage();

      const found = await imported(text);

      const { user, system } = process.cpuUsage(began);
      assert.equal(found.release, undefined);
      assert.ok(found.problems.length > 0);
      assert.ok(user + system < 20_000_000, `${user + system} us`);
    });
  }
});
