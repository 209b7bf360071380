import assert from 'node:assert/strict';
import type { Seen } from './folder.ts';
import { read, release, settings } from './folder.ts';

/** What is wrong, the text, and the places and messages of all its problems. */
type Row = readonly [name: string, text: string, problems: Readonly<Record<string, RegExp>>];

const good = 'release: "1.30"\nmilestones: []\n';
const alias = /found an alias/;
const anchor = /found an anchor/;
const tag = /found a tag/;

const rows: readonly Row[] = [
  ['nothing', '', { '1:1': /found no keys/ }],
  ['only comments', '# release: "1.30"\n# milestones: []\n', { '1:1': /found no keys/ }],
  ['a text', 'release 1.30', { '1:1': /found no keys/ }],
  ['a list at the top', '- release: "1.30"\n', { '1:1': /found no keys/ }],
  ['an open quote', 'milestones: []\nrelease: "1.30', { '2:15': /unexpected end/ }],
  ['an open list', 'release: "1.30"\nmilestones: [', { '2:14': /unexpected end/ }],
  ['a closing bracket too many', 'release: "1.30"\nmilestones: []]\n', { '2:15': /./ }],
  ['a comma too few', 'release: "1.30"\nmilestones: [{name: "x" when: TBD}]\n', { '2:25': /comma/ }],
  ['two colons in a line', 'release: 1: 30\nmilestones: []\n', { '1:11': /bad indentation/ }],
  ['no colon', `${good}status`, { '3:7': /expected ':' after a mapping key/ }],
  ['a wrong indentation', 'release: "1.30"\n milestones: []\n', { '2:2': /bad indentation/ }],
  ['a tab as indentation', 'release: "1.30"\nmilestones:\n\t- name: x\n', { '3:1': /tab characters/ }],
  ['an unknown escape', 'release: "\\q"\nmilestones: []\n', { '1:12': /unknown escape/ }],
  ['a reserved sign', 'release: @x\nmilestones: []\n', { '1:10': /./ }],
  ['a backtick', 'release: `x`\nmilestones: []\n', { '1:10': /./ }],
  ['a control character', 'release: "1.30"\nmilestones: [\u0007]\n', { '2:14': /non-printable/ }],
  ['two documents', `${good}---\n${good}`, { '4:1': /expected one YAML document, found a second/ }],
  [
    'a document after its end',
    `${good}...\n${good}`,
    { '4:1': /expected one YAML document, found a second/ },
  ],
  ['an alias of nothing', `${good}title: *x\n`, { '3:8': alias }],
  [
    'an alias and its anchor',
    `release: &x "1.30"\ntitle: *x\nmilestones: []\n`,
    { '1:10': anchor, '2:8': alias },
  ],
  ['an alias in a list', `${good}x:\n  - a\n  - *b\n`, { '5:5': alias, '3:1': /unknown key "x"/ }],
  ['an alias as a key', `${good}*x : y\n`, { '3:1': alias }],
  ['an anchor of a map', '&x\nrelease: "1.30"\nmilestones: []\n', { '1:1': anchor }],
  ['an anchor of a list', 'release: "1.30"\nmilestones: &rows []\n', { '2:13': anchor }],
  ['an anchor without a name', 'release: & x\nmilestones: []\n', { '1:11': /at least one character/ }],
  ['a map that holds itself', `${good}x: &a [*a]\n`, { '3:1': /unknown key/, '3:4': anchor, '3:8': alias }],
  ['a merge key', `${good}<<: {title: x}\n`, { '3:1': /unknown key "<<"/ }],
  ['a tag', 'release: !!str 1.30\nmilestones: []\n', { '1:10': tag }],
  ['a tag by its address', 'release: !<tag:yaml.org,2002:str> x\nmilestones: []\n', { '1:10': tag }],
  ['a tag of a list', 'release: "1.30"\nmilestones: !!seq []\n', { '2:13': tag }],
  ['a tag of a key', '!!str release: "1.30"\nmilestones: []\n', { '1:1': tag }],
  ['a list as a key', `${good}? [a, b]\n: x\n`, { '3:3': /expected text as a key, found a list or map/ }],
  ['a key twice', `${good}release: "1.31"\n`, { '3:1': /expected the key "release" once, found it twice/ }],
  [
    'a key twice in a row',
    release('{name: Thaw, when: TBD, name: x}'),
    { '3:29': /expected the key "name" once, found it twice/ },
  ],
  [
    'a key twice in quotes',
    `${good}"rele\\u0061se": x\n`,
    { '3:1': /expected the key "release" once, found it twice/ },
  ],
  ['a key three times', `${good}release: a\nrelease: b\n`, { '3:1': /twice/, '4:1': /twice/ }],
  ['21 lists in one another', `a: ${'['.repeat(21)}${']'.repeat(21)}`, { '1:23': /maxDepth|deep|nest/ }],
  ['25 maps in one another', steps(25), { '20:20': /maxDepth|deep|nest/ }],
  ['1 MiB of brackets', '['.repeat(1_048_576), { '1:20': /maxDepth|deep|nest/ }],
  ['1 MiB of question marks', '? '.repeat(524_288), { '1:40': /maxDepth|deep|nest/ }],
];

function steps(count: number): string {
  return Array.from({ length: count }, (_, index) => `${' '.repeat(index)}a:\n`).join('');
}

/** Milliseconds of the processor in the faster of two readings: a busy machine is no fault of ours. */
async function timed(files: Readonly<Record<string, string>>): Promise<[Seen, number]> {
  const times: number[] = [];
  let seen = await read(files);
  // a busy machine takes more of a processor for the same work, so the best of several counts
  for (let round = 0; round < 12 && Math.min(...times) >= 100; round++) {
    const start = process.cpuUsage();
    seen = await read(files);
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  return [seen, Math.min(...times)];
}

describe('a file that is not plain YAML', () => {
  for (const [name, text, wanted] of rows) {
    it(`is told by file, line and column in under 100 ms: ${name}`, async () => {
      const [seen, ms] = await timed({ '1.99.yaml': text });

      assert.ok(!seen.calendar);
      const places = seen.problems.map((told) => told.split(' ')[0]?.replace('1.99.yaml:', ''));
      assert.deepEqual(new Set(places), new Set(Object.keys(wanted)));
      assert.equal(places.length, Object.keys(wanted).length);
      for (const [place, says] of Object.entries(wanted)) {
        assert.match(seen.problems.find((told) => told.startsWith(`1.99.yaml:${place} `)) ?? '', says);
      }
      assert.ok(ms < 100, `${ms} ms`);
    });
  }

  it('is never unfolded: an alias bomb', async () => {
    const levels = 'b c d e f g h i j'.split(' ').map((name, index) => {
      const aliases = Array.from({ length: 9 }, () => `*${'abcdefghi'[index] ?? ''}`);
      return `${name}: &${name} [${aliases.join(', ')}]\n`;
    });

    const [seen, ms] = await timed({
      'x.yaml': `${good}a: &a [x, x, x, x, x, x, x, x, x]\n${levels.join('')}`,
    });

    assert.equal(seen.problems.filter((told) => alias.test(told)).length, 81);
    assert.equal(seen.problems.filter((told) => anchor.test(told)).length, 10);
    assert.ok(ms < 100, `${ms} ms`);
  });

  it('is told for every file at once, in their order', async () => {
    const files = {
      'calendar.yaml': `${settings}domain: X`,
      '1.30.yaml': 'release: "1.30\n',
      '1.31.yaml': release('{name: Thaw, when: TBD, x: y}', '{name: Code Freeze, when: 2024-02-30}'),
      'overrides.yaml': '- x',
      'patches.yaml': 'schedules: [',
    };

    const seen = await read(files);

    assert.deepEqual(
      seen.problems.map((told) => told.split(' ').slice(0, 3).join(' ')),
      [
        ...[
          '1.30.yaml:2:1 error yaml:',
          '1.31.yaml:3:29 error shape:',
          '1.31.yaml:4:31 error impossible-date:',
        ],
        ...[
          'calendar.yaml:4:9 error shape:',
          'overrides.yaml:1:1 error shape:',
          'patches.yaml:1:13 error yaml:',
        ],
      ],
    );
  });
});
