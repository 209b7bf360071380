import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ruleTable } from '../src/formats/problems.ts';
import { configTable } from '../src/runtime/config.ts';

interface Example {
  readonly text: string;
  /** What must come out, where the next block says so. */
  readonly output: string | undefined;
}

/** The blocks of a page that are run. */
function examplesIn(page: string): readonly Example[] {
  const blocks = [...page.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map(([, info = '', text = '']) => ({
    info: info.trim(),
    text,
  }));
  return blocks.flatMap(({ info, text }, index) => {
    const next = blocks[index + 1];
    const output = next?.info === 'text output' ? next.text : undefined;
    return info === 'sh run' ? [{ text, output }] : [];
  });
}

/** As GitHub makes it of a heading. */
function anchorsIn(page: string): readonly string[] {
  return [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}

const docs = readdirSync('docs').filter((name) => name.endsWith('.md'));
const pages = ['README.md', ...docs.map((name) => `docs/${name}`)];

describe('the README', function () {
  it('shows at least three commands with what they print', () => {
    const examples = examplesIn(readFileSync('README.md', 'utf8'));

    assert.ok(examples.filter(({ output }) => output !== undefined).length >= 3);
  });

  it('leads to every page of the documentation', () => {
    const readme = readFileSync('README.md', 'utf8');

    for (const name of docs) assert.ok(readme.includes(`](docs/${name}`), name);
  });
});

describe('the pages of the documentation', function () {
  it('have the table of settings as the program has it', () => {
    assert.ok(readFileSync('docs/operating.md', 'utf8').includes(configTable()), configTable());
  });

  it('have the table of rules as the linter has it', () => {
    const page = readFileSync('docs/maintainers.md', 'utf8').replace(/ +\|/g, ' |').replace(/-+\|/g, '---|');

    for (const row of ruleTable().split('\n').slice(2)) assert.ok(page.includes(row), row);
  });

  for (const name of pages) {
    const page = readFileSync(name, 'utf8');

    it(`link only to what is there: ${name}`, () => {
      for (const [, path = '', anchor] of page.matchAll(
        /\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)/g,
      )) {
        const target = path === '' ? name : join(dirname(name), path);
        assert.ok(existsSync(target), target);
        if (anchor !== undefined)
          assert.ok(anchorsIn(readFileSync(target, 'utf8')).includes(anchor), `${target}#${anchor}`);
      }
    });

    for (const { text, output } of examplesIn(page))
      it(`show what works: ${text.trimEnd()}`, () => {
        const commands = text.replaceAll('\\\n', '').trimEnd().split('\n');

        const printed = commands.map((command) => execFileSync('sh', ['-c', command], { encoding: 'utf8' }));

        if (output !== undefined) assert.equal(printed.join(''), output);
      });
  }
});
