import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../program.ts';
import { inFolder } from '../../service/folder.ts';
import { wired } from '../../service/wired.ts';
import { runHere } from '../program.ts';

const date = 'Wednesday 18th November 2026 (AoE) / Thursday 19th November 2026, 12:00 UTC';

interface Told extends Outcome {
  /** The files afterwards. */
  readonly files: Readonly<Record<string, string>>;
}

/** Runs `letters fill` in a folder with these letters; FOLDER stands for it in what is told. */
async function filled(letters: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Told> {
  return inFolder(letters, async (folder) => {
    const paths = args.map((arg) => (/\.\w+$/.test(arg) && !/^\d/.test(arg) ? join(folder, arg) : arg));
    const outcome = await runHere(['letters', 'fill', ...paths, '--release', '1.38']);
    const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
    const told = (text: string): string => text.replaceAll(`${folder}/`, '');
    return {
      ...{ ...outcome, stdout: told(outcome.stdout), stderr: told(outcome.stderr) },
      files: Object.fromEntries(files),
    };
  });
}

describe('letters fill', function () {
  it('puts dates into a letter, and leaves every other byte', async () => {
    const letter = '\ufeffHello\r\n\r\n{ CODE_FREEZE_DATETIME }\t \r\nBye $& \u00e9🎉\n\n\nno end';

    const { code, stdout, stderr, files } = await filled({ 'a.md': letter }, 'a.md');

    assert.deepEqual(files, { 'a.md': letter.replace('{ CODE_FREEZE_DATETIME }', date) });
    assert.deepEqual(
      { code, stdout, stderr },
      { code: 0, stdout: '', stderr: 'a.md: 1 placeholder filled\n' },
    );
  });

  it('leaves what it does not know, and says so with the nearest name', async () => {
    const letter = '{ COD_FREEZE_DATETIME } and { LEAD_NAME }\n';

    const { code, stderr, files } = await filled({ 'a.md': letter }, 'a.md');

    assert.deepEqual({ code, files }, { code: 0, files: { 'a.md': letter } });
    assert.equal(
      stderr,
      [
        'a.md: not filled: COD_FREEZE_DATETIME: no placeholder of that name in calendar.yaml; did you mean "CODE_FREEZE_DATETIME"?',
        'a.md: not filled: LEAD_NAME: no placeholder of that name in calendar.yaml',
        'a.md: 0 placeholders filled',
        '',
      ].join('\n'),
    );
  });

  it('fills several letters, each in its place', async () => {
    const letters = {
      'a.md': '<<RELEASE_DATE>>',
      'b.txt': '{ CODE_FREEZE_DATE }',
      'c.md': '<<RELEASE_DATE>>',
    };

    const { stderr, files } = await filled(letters, 'a.md', 'b.txt');

    assert.deepEqual(files, {
      ...{ 'a.md': 'Wednesday 16th December 2026', 'b.txt': 'Wednesday 18th November 2026' },
      'c.md': '<<RELEASE_DATE>>',
    });
    assert.equal(stderr, 'a.md: 1 placeholder filled\nb.txt: 1 placeholder filled\n');
  });

  it('writes elsewhere with --out, also a letter without placeholders', async () => {
    const letters = { 'a.md': '<<RELEASE_DATE>>', 'b.md': 'plain' };

    const date = await filled(letters, 'a.md', '--out', 'new.md');
    const plain = await filled(letters, 'b.md', '--out', 'new.md');

    assert.deepEqual(date.files, { ...letters, 'new.md': 'Wednesday 16th December 2026' });
    assert.deepEqual(plain.files, { ...letters, 'new.md': 'plain' });
  });

  it('prints with --out -, and leaves the letter', async () => {
    const { stdout, files } = await filled({ 'a.md': '<<RELEASE_DATE>>\n' }, 'a.md', '--out', '-');

    assert.equal(stdout, 'Wednesday 16th December 2026\n');
    assert.deepEqual(files, { 'a.md': '<<RELEASE_DATE>>\n' });
  });

  it('shows what would change with --dry-run, and changes nothing', async () => {
    const letter = 'Hello\n<<RELEASE_DATE>>\n';

    const { code, stdout, stderr, files } = await filled({ 'a.md': letter }, 'a.md', '--dry-run');

    assert.equal(
      stdout,
      [
        ...['--- a.md', '+++ a.md', '@@ -1,2 +1,2 @@', ' Hello', '-<<RELEASE_DATE>>'],
        ...['+Wednesday 16th December 2026', ''],
      ].join('\n'),
    );
    assert.deepEqual(
      { code, stderr, files },
      { code: 0, stderr: 'a.md: 1 placeholder would be filled\n', files: { 'a.md': letter } },
    );
  });

  it('changes no letter when one of them is not there', async () => {
    const letters = { 'a.md': '<<RELEASE_DATE>>' };

    const { code, stdout, stderr, files } = await filled(letters, 'a.md', 'missing.md');

    assert.deepEqual({ code, stdout, files }, { code: 1, stdout: '', files: letters });
    assert.match(stderr, /^release-calendar: missing\.md: [^\n]+\n$/);
  });

  const calls: readonly (readonly [args: readonly string[], says: string])[] = [
    [
      ['a.md', 'b.md', '--out', 'new.md'],
      '--out: expected one file, or - for standard output, found 2 files',
    ],
    [['a.md', '--out', '-', '--dry-run'], 'expected --out or --dry-run, found both'],
  ];
  for (const [args, says] of calls)
    it(`refuses ${args.join(' ')}: ${says}`, async () => {
      const letters = { 'a.md': '<<RELEASE_DATE>>', 'b.md': '<<RELEASE_DATE>>' };

      const { code, stdout, stderr, files } = await filled(letters, ...args);

      assert.deepEqual({ code, stdout, files }, { code: 2, stdout: '', files: letters });
      assert.equal(stderr, `release-calendar: ${says}\n`);
    });
});

describe('the placeholders of the shipped calendar', () => {
  it('all have a date in the newest cycle', async () => {
    const { publish } = await wired();
    const answer = publish.release({ calendar: 'kubernetes', release: '1.38' });
    assert.ok('value' in answer);
    const names = [...answer.value.calendar.placeholders.keys()];

    const { stderr, files } = await filled({ 'a.md': names.map((name) => `<<${name}>>\n`).join('') }, 'a.md');

    assert.ok(names.length > 10);
    assert.equal(stderr, `a.md: ${names.length} placeholders filled\n`);
    assert.doesNotMatch(files['a.md'] ?? '', /<<|TBD/);
  });
});
