import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import type { Answer as Answering } from '../sources/origins.ts';
import { origin, status, text } from '../sources/origins.ts';
import { readFileSync } from 'node:fs';
import { schemas } from '../../src/formats/jsonschema.ts';
import { wired } from '../service/wired.ts';
import { served } from './served.ts';

type Answer = ReturnType<typeof schemas.state.parse>;

async function ask(query: string, now = '2026-11-25'): Promise<Answer> {
  return served(await wired({ now }), async ({ http }) => {
    const { status, text } = await http.get(`/kubernetes/state.json${query}`);
    assert.equal(status, 200, text);
    return schemas.state.parse(JSON.parse(text));
  });
}

const ids = ({ freezes }: Answer): readonly string[] => freezes.map(({ release, id }) => `${release}/${id}`);

describe('state.json', () => {
  it('says of now what closes builds, and what else is in force', async () => {
    const now = await ask('');

    assert.equal(now.at, '2026-11-19T12:00:00.000Z');
    assert.equal(now.frozen, true);
    assert.deepEqual(now.gate, {
      ...{ closed: true, since: '2026-11-19T12:00:00.000Z', until: '2026-12-17T00:00:00.000Z' },
      by: [
        { id: 'code-freeze', release: '1.38' },
        { id: 'test-freeze', release: '1.38' },
      ],
    });
    assert.deepEqual(ids(now), [
      ...['1.38/prr-freeze', '1.38/enhancements-freeze', '1.38/code-freeze', '1.38/test-freeze'],
    ]);
    assert.equal(now.changesAt, '2026-12-03T12:00:00.000Z');
  });

  it('says of another instant what was so then', async () => {
    const then = await ask('?at=2026-10-20T08:00Z');

    assert.deepEqual([then.at, then.frozen, then.gate.until], ['2026-10-20T08:00:00.000Z', false, null]);
    assert.deepEqual(ids(then), ['1.38/prr-freeze', '1.38/enhancements-freeze']);
    assert.equal((await ask('?at=2026-03-20')).frozen, true);
  });

  it('takes what somebody chose for the gate, and lists just that', async () => {
    const docs = await ask('?milestone=enhancements-freeze&at=2026-10-20');
    const kinds = await ask('?kind=freeze&at=2026-10-20');
    const other = await ask('?release=1.37&at=2026-11-25');

    assert.deepEqual([docs.frozen, ids(docs)], [true, ['1.38/enhancements-freeze']]);
    assert.deepEqual([kinds.frozen, kinds.gate.by.length], [true, 2]);
    assert.deepEqual([other.frozen, ids(other), other.changesAt], [false, [], null]);
  });
});

const page = readFileSync('docs/feeds.md', 'utf8');
const snippet = /^## A gate for a build\n\n```sh\n([^]*?)^```$/m.exec(page)?.[1] ?? assert.fail('no snippet');
const step = (/^ {2}run: \|\n((?: {4}.*\n)+)/m.exec(page)?.[1] ?? assert.fail('no step')).replace(
  /^ {4}/gm,
  '',
);

/** How a command of the documentation ends beside a service that answers so. */
const ends = (command: string, answer: Answering): Promise<number | null> =>
  origin({ [/\/kubernetes\/state\.json[^\s"']*/.exec(command)?.[0] ?? '']: answer }, ({ at }) => {
    const own = command.replace('https://calendar.example.org', at(''));
    return new Promise((done) => {
      const child = execFile('bash', ['-e', '-c', own], () => done(child.exitCode));
    });
  });

describe('the gate of the documentation', () => {
  for (const [name, command] of [
    ['command', snippet],
    ['step of a workflow', step],
  ] as const)
    it(`as a ${name} lets pass what is open, and nothing that is frozen or cannot be asked`, async () => {
      const answer = (frozen: boolean): Answering =>
        text(`{"calendar":"kubernetes","at":"x","frozen":${frozen}}\n`);

      assert.equal(await ends(command, answer(false)), 0);
      assert.notEqual(await ends(command, answer(true)), 0);
      assert.notEqual(await ends(command, status(503)), 0);
    });
});
