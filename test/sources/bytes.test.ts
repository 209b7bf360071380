import assert from 'node:assert/strict';
import { milestone, read, release } from './folder.ts';

const thaw = release('{name: Thaw, when: 2024-04-17}');
const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([...part]))));

describe('the bytes of a file', () => {
  const fine: [string, string | Uint8Array][] = [
    ['a byte order mark', `\ufeff${thaw}`],
    ['lines that end as on Windows', thaw.replaceAll('\n', '\r\n')],
    ['both', `\ufeff${thaw.replaceAll('\n', '\r\n')}`],
    ['no line end at its end', thaw.trimEnd()],
    ['1 MiB', thaw + `#${' '.repeat(1_048_576 - thaw.length - 1)}`],
  ];
  for (const [name, text] of fine) {
    it(`may have ${name}`, async () => {
      const found = await read({ '1.30.yaml': text });

      assert.deepEqual(found.problems, []);
      assert.equal(milestone(found, '1.30/thaw').name, 'Thaw');
    });
  }

  const nul = 'expected text in UTF-8, found a NUL byte';
  const notUtf8 = 'expected text in UTF-8, found other bytes';
  const bad: [name: string, content: string | Uint8Array, at: string, says: string][] = [
    ['more than 1 MiB', 'x'.repeat(1_048_577), '1:1', 'expected at most 1048576 bytes, found 1048577'],
    ['a NUL', 'release: "1.30"\nx: \0', '2:4', nul],
    ['a NUL after Windows lines', 'a: b\r\n\r\nc: é\0', '3:5', nul],
    ['UTF-16', bytes([0xff, 0xfe], Buffer.from('a: b', 'utf16le').toString()), '1:4', nul],
    ['Latin-1', bytes('a: b\nname: caf', [0xe9], ' x\n'), '2:10', notUtf8],
    ['Latin-1 after other letters', bytes('é: 発', [0xe9], '\n'), '1:5', notUtf8],
    ['half a letter at its end', bytes('a: b\nc: €', [0xe2, 0x82]), '2:5', notUtf8],
    ['a letter in too many bytes', bytes('a: ', [0xc0, 0x80]), '1:4', notUtf8],
    ['half a pair', bytes('a: ', [0xed, 0xa0, 0x80]), '1:4', notUtf8],
    ['a lone byte', bytes([0xff], 'a: b'), '1:1', notUtf8],
    ['a lone byte after a byte order mark', bytes('\ufeffa: ', [0xff]), '1:4', notUtf8],
    ['a picture', bytes([0x89], 'PNG\r\n', [0x1a, 0x0a, 0]), '3:1', nul],
  ];
  for (const [name, content, at, says] of bad) {
    it(`may not have ${name}`, async () => {
      const found = await read({ '1.30.yaml': content });

      assert.ok(!found.calendar);
      assert.deepEqual(found.problems, [`1.30.yaml:${at} error unreadable: ${says}`]);
    });
  }
});

describe('the places in a file', () => {
  const files: [string, string, string][] = [
    ['Windows lines', 'release: "1.30"\r\nmilestones: []\r\nfoo: 1\r\n', '3:1'],
    ['a byte order mark', '\ufefffoo: 1\nrelease: "1.30"\nmilestones: []\n', '1:1'],
    ['letters of two and three bytes', '{title: é発, release: é, milestones: []}', '1:22'],
    ['a folded text above', 'release: "1.30"\ntitle: >-\n  One\n\n  Two\nmilestones: []\nfoo: 1\n', '7:1'],
    ['comments above', '# one\n\n# two\nrelease: "1.30"\nmilestones: []\nfoo: 1\n', '6:1'],
  ];
  for (const [name, text, place] of files) {
    it(`are counted right with ${name}`, async () => {
      const found = await read({ 'x.yaml': text });

      assert.equal(found.problems[0]?.split(' ')[0], `x.yaml:${place}`);
    });
  }
});
