import assert from 'node:assert/strict';
import type { Source } from './house.ts';
import {
  circles,
  direction,
  importsOf,
  namedExports,
  names,
  packages,
  piles,
  readSources,
  shelving,
  size,
  twins,
  words,
} from './house.ts';

describe('the house', () => {
  const sources = readSources('src');

  it('has sources to look at', () => {
    assert.ok(sources.some(({ path }) => path === 'src/domain/time/time.ts'));
  });

  const rules = { direction, shelving, circles, packages, words, names, twins, piles, namedExports, size };
  const promises: Record<keyof typeof rules, string> = {
    direction: 'imports down, never up, from the rooms that a room may import',
    shelving: 'imports down from shelf to shelf of a room, never up',
    twins: 'has no two files and no two exported types of one name',
    piles: 'has no folder that is a pile',
    circles: 'has no circle between files',
    packages: 'gives luxon, express and their like one home each',
    words: 'reads the clock, the environment and the dice in one place each, and words a mismatch in one',
    names: 'has no file whose name says nothing',
    namedExports: 'has no default export',
    size: 'has no file of more than 250 lines',
  };
  for (const [name, rule] of Object.entries(rules)) {
    it(promises[name as keyof typeof rules], () => {
      assert.deepEqual(rule(sources), []);
    });
  }
});

describe('the house test', () => {
  const file = (path: string, ...lines: string[]): Source => ({ path, text: lines.join('\n') });

  it('sees every kind of import', () => {
    const source = file(
      'src/cli/serve.ts',
      "import a from 'one';",
      "import type { B } from '../domain/two.ts';",
      'import {',
      '  c,',
      "} from './three.ts';",
      "import * as d from 'four/sub';",
      "import 'node:five';",
      "export { e } from './six.ts';",
      "export * from './seven.ts';",
      "const f = await import('./eight.ts');",
      "type G = import('../service/nine.ts').G;",
      "// import h from 'ten';",
    );

    assert.deepEqual(importsOf(source).toSorted(), [
      'four/sub',
      'node:five',
      'one',
      'src/cli/eight.ts',
      'src/cli/seven.ts',
      'src/cli/six.ts',
      'src/cli/three.ts',
      'src/domain/two.ts',
      'src/service/nine.ts',
    ]);
  });

  const upward: [string, string, string][] = [
    ['src/domain/a.ts', '../runtime/clock.ts', 'domain may import nothing (and itself)'],
    ['src/runtime/a.ts', '../service/b.ts', 'runtime may import domain (and itself)'],
    ['src/formats/a.ts', '../service/b.ts', 'formats may import domain (and itself)'],
    ['src/service/a.ts', '../store/b.ts', 'service may import domain (and itself)'],
    ['src/store/a.ts', '../sources/b.ts', 'store may import service, domain (and itself)'],
    ['src/sources/deep/a.ts', '../../formats/b.ts', 'sources may import service, domain (and itself)'],
    ['src/channels/a.ts', '../store/b.ts', 'channels may import service, formats, domain (and itself)'],
    ['src/http/a.ts', '../runtime/b.ts', 'http may import service, formats, domain (and itself)'],
    ['src/cli/a.ts', '../wire.ts', 'cli may import service, formats, http, runtime, domain (and itself)'],
    [
      'src/wire.ts',
      './http/b.ts',
      'wire.ts may import sources, store, channels, service, runtime, domain (and itself)',
    ],
    ['src/main.ts', './service/b.ts', 'main.ts may import wire.ts, cli, runtime, domain (and itself)'],
    ['src/http/a.ts', '../../test/b.ts', 'http may import service, formats, domain (and itself)'],
  ];
  for (const [path, imported, right] of upward) {
    it(`finds ${path} importing ${imported}`, () => {
      const found = direction([file(path, `import type { B } from '${imported}';`)]);

      assert.equal(found.length, 1);
      assert.ok(found[0]?.startsWith(`${path} imports `) && found[0].endsWith(right), found[0]);
    });
  }

  it('finds a shelf that leans on one above it or on its room, and a shelf that is not in the plan', () => {
    const found = shelving([
      file('src/domain/time/a.ts', "import type { B } from '../feed/b.ts';"),
      file('src/service/ports/a.ts', "import type { B } from '../service.ts';"),
      file('src/domain/odds/a.ts', "import type { B } from '../time/b.ts';"),
      file('src/domain/feed/a.ts', "import type { B } from '../time/b.ts';", "import './c.ts';"),
      file('src/service/a.ts', "import type { B } from './mail/b.ts';"),
    ]);

    assert.deepEqual(
      found.map((text) => text.slice(0, 45)),
      [
        'src/domain/time/a.ts imports src/domain/feed/',
        'src/service/ports/a.ts imports src/service/se',
        'src/domain/odds/a.ts is on a shelf that domai',
      ],
    );
  });

  it('finds two files of one name, two types of one name, and a pile', () => {
    const many = Array.from({ length: 19 }, (_, index) => file(`src/cli/base/a${index}.ts`, ''));

    assert.deepEqual(
      twins([
        file('src/cli/a.ts', 'export interface One {}'),
        file('src/http/a.ts', 'export type One = string;'),
        file('src/cli/index.ts', ''),
        file('src/http/index.ts', 'export interface Two {}'),
      ]),
      [
        'a.ts stands in src/cli/a.ts and src/http/a.ts: wanted two names',
        'One stands in src/cli/a.ts and src/http/a.ts: wanted two names',
      ],
    );
    assert.deepEqual(piles(many), ['src/cli/base has 19 files: at most 18, put them on shelves']);
    assert.deepEqual(piles(many.slice(1)), []);
  });

  it('lets a room import itself and what is below it, and any package', () => {
    const source = file(
      'src/cli/a.ts',
      "import './b.ts';",
      "import '../http/c.ts';",
      "import 'node:fs';",
      "import 'zod/v4';",
    );

    assert.deepEqual(direction([source]), []);
  });
  it('finds a room that is not in the plan', () => {
    assert.match(
      direction([file('src/core/a.ts', "import './b.ts';")]).join(),
      /a\.ts is in core, which is no room/,
    );
  });

  it('finds a circle of two, and one of three through a re-export', () => {
    const sources = [
      file('src/domain/a.ts', "import type { B } from './b.ts';"),
      file('src/domain/b.ts', "export * from './c.ts';"),
      file('src/domain/c.ts', "import { a } from './a.ts';"),
      file('src/store/d.ts', "import { e } from './e.ts';"),
      file('src/store/e.ts', "import { d } from './d.ts';"),
    ];

    assert.deepEqual(
      circles(sources).map((text) => text.split(' is ')[0]),
      [
        'src/domain/a.ts -> src/domain/b.ts -> src/domain/c.ts -> src/domain/a.ts',
        'src/store/d.ts -> src/store/e.ts -> src/store/d.ts',
      ],
    );
  });

  const homes: [string, string, string][] = [
    ['luxon', 'src/domain/when.ts', 'src/domain/time/time.ts'],
    ['ical-generator', 'src/formats/json.ts', 'src/formats/ical.ts'],
    ['nodemailer', 'src/channels/log.ts', 'src/channels/email.ts'],
    ['nodemailer/lib/mailer', 'src/channels/log.ts', 'src/channels/email.ts'],
    ['node-cron', 'src/service/remind.ts', 'src/runtime/cron.ts'],
    ['express', 'src/cli/serve.ts', 'src/http/app.ts'],
    ['commander', 'src/main.ts', 'src/cli/index.ts'],
    ['js-yaml', 'src/service/publish.ts', 'src/sources/yaml.ts'],
    ['node:fs', 'src/domain/time/time.ts', 'src/sources/folder.ts'],
  ];
  for (const [name, away, home] of homes) {
    it(`finds ${name} in ${away} and lets it be in ${home}`, () => {
      const text = `import { it } from '${name}';`;

      assert.match(
        packages([file(away, text)]).join(),
        new RegExp(`^${away} imports ${name}: (only|the domain) `),
      );
      assert.deepEqual(packages([file(home, text)]), []);
    });
  }

  const said: [string, string][] = [
    ['Date.now()', 'src/runtime/systemclock.ts'],
    ['new Date()', 'src/runtime/systemclock.ts'],
    ['DateTime.now()', 'src/runtime/systemclock.ts'],
    ['DateTime.local()', 'src/runtime/systemclock.ts'],
    ['process.env.PORT', 'src/runtime/config.ts'],
    ['process.env', 'src/main.ts'],
    ['Math.random()', 'src/runtime/token.ts'],
    ['randomBytes(16)', 'src/runtime/token.ts'],
    ['randomUUID()', 'src/runtime/token.ts'],
  ];
  for (const [code, home] of said) {
    it(`finds ${code} outside ${home}`, () => {
      const text = `const it = ${code};`;

      assert.match(
        words([file('src/service/a.ts', text)]).join(),
        /^src\/service\/a\.ts says .*: only .* may$/,
      );
      assert.deepEqual(words([file(home, text)]), []);
    });
  }
  it('lets a comment say them, and a date be made of a number', () => {
    const text = [
      '/** Not Date.now(). */',
      'const at = new Date(5); // Math.random() would do',
      '// process.env',
    ];

    assert.deepEqual(words([file('src/domain/time/time.ts', ...text)]), []);
  });

  it('finds a name that says nothing', () => {
    for (const name of ['types', 'utils', 'helpers', 'common', 'lib', 'misc']) {
      assert.equal(names([file(`src/service/${name}.ts`)]).length, 1);
    }
    assert.deepEqual(names([file('src/service/remind.ts')]), []);
  });
  it('finds a default export', () => {
    assert.equal(namedExports([file('src/a.ts', 'export default 1;')]).length, 1);
    assert.equal(namedExports([file('src/a.ts', 'export { a as default };')]).length, 1);
    assert.deepEqual(namedExports([file('src/a.ts', 'export const defaults = 1;')]), []);
  });
  it('finds a file of more than 250 lines', () => {
    assert.deepEqual(size([file('src/a.ts', ...Array<string>(250).fill('1;'), '')]), []);
    assert.match(
      size([file('src/a.ts', ...Array<string>(251).fill('1;'))]).join(),
      /src\/a\.ts has 251 lines: at most 250/,
    );
  });
});
