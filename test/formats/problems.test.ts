import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { hostileText } from './hostile.ts';
import { problemFormats } from '../../src/formats/problems.ts';

function written(name: string, file: string, says: string): string {
  const at = { file, line: 3, column: 7 };
  const found = { at, severity: 'error', rule: 'shape', says, blocks: true } as const;
  return problemFormats.find((one) => one.name === name)?.write([found, found]) ?? '';
}

describe('a problem of a hostile file', function () {
  it('is one line of text without control characters, whatever it is called and says', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (file, says) => {
        const lines = written('text', file, says).split('\n');

        assert.equal(lines.length, 3);
        for (const line of lines) assert.doesNotMatch(line, /[\p{Cc}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 500 },
    );
  });

  it('is one workflow command of GitHub that says the same, whatever it is called and says', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (file, says) => {
        const lines = written('github', file, says).split('\n');

        const [, name = '', message = ''] =
          /^::error file=([^,:\r]*),line=3,col=7,title=shape::([^\r]*)$/.exec(lines[0] ?? '') ?? [];
        assert.equal(lines.length, 3);
        assert.deepEqual([decoded(name), decoded(message)], [file, says]);
      }),
      { numRuns: 500 },
    );
  });

  it('is a line of JSON that carries it as it is, whatever it is called and says', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (file, says) => {
        const json = written('json', file, says);

        const [found] = JSON.parse(json) as { file: string; message: string }[];
        assert.deepEqual([found?.file, found?.message], [file, says]);
        assert.equal(json.split('\n').length, 2);
      }),
      { numRuns: 500 },
    );
  });

  /** As GitHub reads what a workflow command says. */
  function decoded(text: string): string {
    const codes: Record<string, string> = { '%25': '%', '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',' };
    return text.replace(/%(25|0D|0A|3A|2C)/g, (code) => codes[code] ?? code);
  }
});
