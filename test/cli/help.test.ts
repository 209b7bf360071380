import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { openFormats } from '../../src/formats/index.ts';
import { unread } from '../service/wired.ts';
import { runHere } from './program.ts';
import { serving, statusAt } from './server.ts';
import { inWorkspace } from './workspace.ts';

/** A command as the help above it lists it. */
interface Listed {
  readonly path: string;
  readonly about: string;
}

/** The children that a help lists, in its order. */
function childrenIn(help: string, above: string): readonly Listed[] {
  const list = /^Commands:\n((?: {2}.*\n?)+)/m.exec(help)?.[1]?.replaceAll(/\n {4,}/g, ' ') ?? '';
  return [...list.matchAll(/^ {2}(\w+)(?: [[<][^\s]+)* +(.*)$/gm)].map(([, name = '', about = '']) => ({
    path: `${above} ${name}`.trim(),
    about,
  }));
}

async function helpOf(path: string): Promise<string> {
  const { code, stdout, stderr } = await runHere(`${path} --help`.trim());
  assert.deepEqual([code, stderr], [0, ''], path);
  return stdout;
}

/** All commands, those with parts before their parts. */
async function allCommands(): Promise<readonly Listed[]> {
  const all: Listed[] = [];
  for (const one of childrenIn(await helpOf(''), ''))
    all.push(one, ...childrenIn(await helpOf(one.path), one.path));
  return all;
}

/** The calls with which a help ends. */
function examplesIn(help: string): readonly string[] {
  const found = /\n\nExamples:\n((?: {2}release-calendar .*\n){1,2})$/.exec(help)?.[1] ?? '';
  return found.split('\n').flatMap((line) => line.slice('  release-calendar '.length) || []);
}

/** The words of a call, of which those in quotes may have spaces. */
function wordsOf(call: string): readonly string[] {
  return [...call.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain = '']) => quoted ?? plain);
}

/** What names something that only the reader's own service has; in ours there is no such thing. */
const others: readonly (readonly [call: RegExp, says: RegExp])[] = [
  [/^changes approve /, /no held revision "\w+"; "changes list" shows all\n$/],
  [
    /^reminders undo /,
    /nothing to restore for the cause "\w+"; "reminders list --state failed" shows causes\n$/,
  ],
  [/^subscriptions allow /, /"jo@example.org" is not suppressed\n$/],
];

describe('the help of every command', function () {
  it('ends with one or two examples of it', async () => {
    for (const { path } of await allCommands()) {
      const examples = examplesIn(await helpOf(path));

      assert.ok(examples.length > 0, path);
      for (const call of examples) assert.ok(call.startsWith(path), `${path}: ${call}`);
    }
  });

  it('has examples that work as they are', () =>
    inWorkspace(async (how) => {
      const calls = new Set<string>();
      for (const { path } of await allCommands())
        for (const call of examplesIn(await helpOf(path))) calls.add(call);
      // what ends the subscription comes after what asks for it
      const inOrder = [...calls].toSorted((a, b) => Number(/ end /.test(a)) - Number(/ end /.test(b)));
      for (const call of inOrder.filter((one) => !one.startsWith('serve'))) {
        const { code, stderr } = await runHere(wordsOf(call), how);

        const says = others.find(([form]) => form.test(call))?.[1];
        assert.equal(code, says ? 1 : 0, `${call}: ${stderr}`);
        if (says) assert.match(stderr, says);
      }
    }));

  for (const call of ['serve', 'serve --calendars my-calendars'])
    it(`has an example that serves: ${call}`, () =>
      inWorkspace(async ({ env }) => {
        const [, ...args] = wordsOf(call);
        assert.ok(examplesIn(await helpOf('serve')).includes(call));

        await serving({ env, args }, async ({ url }) => {
          assert.equal(await statusAt(`${url}/`), 200);
        });
      }));

  it('offers --quiet, --now, --version and --calendars, and says what they do', async () => {
    for (const { path } of await allCommands()) {
      const help = await helpOf(path);

      assert.match(help, /-V, --version +print the version/, path);
      if (/^Commands:/m.test(help)) continue;
      assert.match(help, /--quiet +print only errors on standard error/, path);
      assert.match(help, /--now <instant> +act as if it were this instant/, path);
    }
  });

  for (const part of ['banner', 'section', 'feed'] as const)
    it(`names every format that ${part} has`, async () => {
      const formats = openFormats(unread().templates).filter((one) => one[part]);
      const [, said = ''] =
        /--format <name>[^]*?choices:\s+([^]*?),\s+default/.exec(await helpOf(part)) ?? [];

      assert.deepEqual(
        said
          .split(/,\s+/)
          .map((name) => name.slice(1, -1))
          .toSorted(),
        formats.map(({ name }) => name).toSorted(),
      );
    });
});

describe('a command that has parts', () => {
  for (const name of ['history', 'changes', 'issue', 'letters', 'subscriptions', 'reminders'])
    it(`lists them with what each does, without one on standard error: ${name}`, async () => {
      const help = await helpOf(name);
      const parts = childrenIn(help, name);

      const { code, stdout, stderr } = await runHere(name);

      assert.deepEqual([code, stdout], [2, '']);
      assert.ok(parts.length > 0 && parts.every(({ about }) => about !== ''));
      assert.deepEqual(childrenIn(stderr, name), parts);
    });
});

describe('the version', () => {
  for (const call of ['-V', '--version', 'banner -V', 'history -V', 'history record --version', '--quiet -V'])
    it(`is printed for ${call}`, async () => {
      const { code, stdout, stderr } = await runHere(call);

      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
    });
});

describe('the page of the command line', () => {
  it('has every command with what it is for, in the order of the help', async () => {
    const rows = (await allCommands()).map(({ path, about }) => `| \`${path}\` | ${about} |`);
    const page = readFileSync('docs/commandline.md', 'utf8');

    const found = page.split('\n').filter((line) => line.startsWith('| `'));
    assert.deepEqual(
      found.map((row) => row.replaceAll(/ +\|/g, ' |')).filter((row) => rows.includes(row)),
      rows,
      rows.join('\n'),
    );
  });
});
