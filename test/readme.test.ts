import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { ruleTable } from '../src/formats/problems.ts';
import { configTable } from '../src/runtime/config.ts';

interface Block {
  /** What stands after its fence. */
  readonly info: string;
  readonly text: string;
}

const readme = readFileSync('README.md', 'utf8');
const blocks = [...readme.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map(([, info = '', text = '']): Block => ({
  info: info.trim(),
  text,
}));
/** What is run, and what must come out where the next block says so. */
const examples = blocks.flatMap(({ info, text }, index) => {
  const next = blocks[index + 1];
  return info === 'sh run' ? [{ text, output: next?.info === 'text output' ? next.text : undefined }] : [];
});

describe('the README', function () {
  it('shows at least three commands with what they print', () => {
    assert.ok(examples.filter(({ output }) => output !== undefined).length >= 3);
  });

  for (const { text, output } of examples) {
    it(`shows what works: ${text.trimEnd()}`, () => {
      const commands = text.replaceAll('\\\n', '').trimEnd().split('\n');

      const printed = commands.map((command) => execFileSync('sh', ['-c', command], { encoding: 'utf8' }));

      if (output !== undefined) assert.equal(printed.join(''), output);
    });
  }

  it('has the table of settings as the program has it', () => {
    assert.ok(readme.includes(configTable()), configTable());
  });

  it('links only to files that are there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, link = '']) => link);

    for (const link of links) assert.ok(existsSync(link), link);
  });
});

describe('the pages of the documentation', () => {
  const pages = readdirSync('docs').filter((name) => name.endsWith('.md'));

  it('have the table of rules as the linter has it', () => {
    const page = readFileSync('docs/maintainers.md', 'utf8').replace(/ +\|/g, ' |').replace(/-+\|/g, '---|');

    for (const row of ruleTable().split('\n').slice(2)) assert.ok(page.includes(row), row);
  });

  for (const name of pages) {
    it(`link only to files that are there: ${name}`, () => {
      const text = readFileSync(`docs/${name}`, 'utf8');

      for (const [, link = ''] of text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g))
        assert.ok(existsSync(`docs/${link}`), link);
    });
  }
});
