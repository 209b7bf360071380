import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allMilestones } from '../../../src/domain/calendar/calendar.ts';
import type { Calendar } from '../../../src/domain/calendar/calendar.ts';
import { writeWhen } from '../../../src/domain/when/writewhen.ts';
import { runHere } from '../../cli/program.ts';
import { unread } from '../../service/wired.ts';
import { inFolder } from '../folder.ts';
import type { Answer } from '../origins.ts';
import { origin, status, text } from '../origins.ts';
import { fieldText } from '../../vocabulary.ts';

interface Told {
  readonly root: string;
  readonly answers: Record<string, Answer>;
  readonly asked: () => readonly string[];
  /** Fetches, and answers what became of each file. */
  readonly sync: (
    now: string,
    how?: { readonly dryRun?: boolean; readonly accept?: boolean },
  ) => Promise<readonly string[]>;
  /** The calendar as any process reads it that shares the folder of data. */
  readonly read: (now?: string) => Promise<Calendar>;
  readonly whens: () => Promise<Readonly<Record<string, string>>>;
}

/** A calendar whose sources lie on a server of this machine. */
function following(
  sources: readonly string[],
  files: Readonly<Record<string, string>>,
  story: (told: Told) => Promise<void>,
): Promise<void> {
  const answers: Record<string, Answer> = {};
  return origin(answers, ({ at, asked }) => {
    const list = sources.map((name) => `  '${name}': ${at(`/${name}`)}\n`).join('');
    const settings = `id: one\ntitle: Project\nzone: UTC\nsources:\n${list}`;
    const own = {
      'one/vocabulary.yaml': fieldText,
      'one/calendar.yaml': settings + (files['more'] ?? ''),
    };
    const rest = Object.entries(files).filter(([name]) => name !== 'more');
    return inFolder(
      { ...own, ...Object.fromEntries(rest.map(([name, said]) => [`one/${name}`, said])) },
      (root) => {
        const service = (now: string): ReturnType<typeof unread> =>
          unread({ calendars: root, now, env: { DATA_DIR: join(root, '.data') } });
        const read = async (now = '2026-03-01'): Promise<Calendar> => {
          const one = service(now);
          await one.catalog.load({ settled: false });
          const found = one.publish.calendar('one');
          assert.ok('value' in found, 'refusal' in found ? found.refusal.says : '');
          return found.value;
        };
        return story({
          ...{ root, answers, read, asked: () => asked.map((one) => one.path) },
          sync: async (now, { dryRun = false, accept = false } = {}) => {
            const found = await service(now).sync(undefined, { dryRun, accept });
            return found.flatMap((one) => one.files.map(({ name, outcome }) => `${name} ${outcome}`));
          },
          whens: async () =>
            Object.fromEntries(
              allMilestones(await read()).map((one) => [`${one.release}/${one.id}`, writeWhen(one.when)]),
            ),
        });
      },
    );
  });
}

const own = [
  'release: "1.30"',
  'milestones:',
  '  - {id: code-freeze, name: Our Code Freeze, note: bring cake, when: 2026-03-05}',
  '  - {id: docs-freeze, name: Docs Freeze, when: 2026-03-25}',
  '  - {id: party, name: Party, kind: event, when: 2026-04-20}',
  '  - {id: release, name: Release Day, when: 2026-04-15}',
  '',
].join('\n');

const readme = (...rows: readonly (readonly [what: string, when: string])[]): string =>
  `# Project 1.30\n\n## Timeline\n\n| **What** | **Who** | **When** | **Week** |\n|---|---|---|---|\n${rows
    .map(([what, when]) => `| ${what} | Lead | ${when} | |\n`)
    .join('')}`;

describe('a release that is followed', () => {
  const rows = [
    ['Code Freeze', 'Thursday 12th March 2026'],
    ['Docs Freeze', 'Wednesday 25th March 2026'],
    ['Thaw', 'Wednesday 15th April 2026'],
    ['Release Day', 'Wednesday 15th April 2026'],
  ] as const;

  it('has the dates and new rows of its origin, and all that people wrote; the folder stays as it is', () =>
    following(['{release}.md'], { '1.30.yaml': own }, async ({ answers, sync, read, whens, root }) => {
      answers['/1.30.md'] = text(readme(...rows));
      const before = readdirSync(join(root, 'one'));

      assert.deepEqual(await sync('2026-03-01'), ['1.30.md taken', '1.31.md absent']);

      assert.deepEqual(await whens(), {
        '1.30/code-freeze': '2026-03-12',
        '1.30/docs-freeze': '2026-03-25',
        '1.30/party': '2026-04-20',
        '1.30/release': '2026-04-15',
        '1.30/thaw': '2026-04-15',
      });
      const [freeze] = allMilestones(await read());
      assert.deepEqual([freeze?.name, freeze?.note], ['Our Code Freeze', 'bring cake']);
      assert.deepEqual(readdirSync(join(root, 'one')), before);
    }));

  it('is found by itself once it is announced', () =>
    following(['{release}.md'], { '1.30.yaml': own }, async ({ answers, sync, read }) => {
      answers['/1.30.md'] = text(readme(...rows));
      await sync('2026-03-01');
      const next = readme(['Start of Release Cycle', '2026-05-04'], ['Release Day', '2026-08-19']);
      answers['/1.31.md'] = text(next.replace('1.30', '1.31'));

      assert.deepEqual(await sync('2026-04-20'), ['1.30.md unchanged', '1.31.md taken']);
      assert.deepEqual(
        (await read()).releases.map(({ version }) => version),
        ['1.30', '1.31'],
      );
      assert.deepEqual(await sync('2026-06-20'), ['1.31.md unchanged', '1.32.md absent']);
    }));

  it('keeps what is over and was taken out, and drops what was ahead', () =>
    following(['{release}.md'], { '1.30.yaml': own }, async ({ answers, sync, whens }) => {
      answers['/1.30.md'] = text(readme(...rows));
      await sync('2026-03-01');
      answers['/1.30.md'] = text(readme(...rows.slice(3)));

      await sync('2026-03-20', { accept: true });

      assert.deepEqual(Object.keys(await whens()), ['1.30/code-freeze', '1.30/party', '1.30/release']);
    }));

  it('is held where too much of what is ahead would go, and taken by word', () =>
    following(
      ['{release}.md'],
      { '1.30.yaml': own.replace('party', 'exceptions-due').replace('kind: event', 'kind: deadline') },
      async ({ answers, sync, whens }) => {
        answers['/1.30.md'] = text(readme(['Retro', 'Wednesday 29th April 2026']));

        assert.deepEqual(await sync('2026-03-01'), ['1.30.md held', '1.31.md absent']);
        assert.equal((await whens())['1.30/code-freeze'], '2026-03-05');
        assert.deepEqual(await sync('2026-03-01', { accept: true }), ['1.30.md taken', '1.31.md absent']);
        assert.deepEqual(Object.keys(await whens()), ['1.30/retro']);
      },
    ));

  for (const [what, answer, outcome] of [
    ['away', status(503), 'failed'],
    ['not there', status(404), 'failed'],
    ['lying', text('<!doctype html><p>Sorry'), 'failed'],
    ['without a date', text('# Nothing\n\nSee elsewhere.\n'), 'refused'],
  ] as const)
    it(`stays as it is known while its origin is ${what}, and goes on when it is back`, () =>
      following(['{release}.md'], { '1.30.yaml': own }, async ({ answers, sync, whens }) => {
        answers['/1.30.md'] = text(readme(...rows));
        await sync('2026-03-01');
        answers['/1.30.md'] = answer;
        assert.deepEqual(await sync('2026-03-02'), [`1.30.md ${outcome}`, '1.31.md absent']);
        assert.equal((await whens())['1.30/code-freeze'], '2026-03-12');

        answers['/1.30.md'] = text(readme(['Code Freeze', 'Friday 13th March 2026'], ...rows.slice(1)));
        assert.deepEqual(await sync('2026-03-03'), ['1.30.md taken', '1.31.md absent']);
        assert.equal((await whens())['1.30/code-freeze'], '2026-03-13');
      }));

  it('has the dates of its origin also where somebody edits its file, and the words of that edit', () =>
    following(['{release}.md'], { '1.30.yaml': own }, async ({ answers, sync, read, whens, root }) => {
      answers['/1.30.md'] = text(readme(...rows));
      await sync('2026-03-01');

      writeFileSync(
        join(root, 'one', '1.30.yaml'),
        own.replace('2026-03-05', '2026-03-06').replace('bring cake', 'bring tea'),
      );

      assert.equal((await whens())['1.30/code-freeze'], '2026-03-12');
      assert.equal(allMilestones(await read())[0]?.note, 'bring tea');
    }));

  it('is changed by nothing that is only tried', () =>
    following(['{release}.md'], { '1.30.yaml': own }, async ({ answers, sync, whens }) => {
      answers['/1.30.md'] = text(readme(...rows));

      assert.deepEqual(await sync('2026-03-01', { dryRun: true }), ['1.30.md taken', '1.31.md absent']);
      assert.equal((await whens())['1.30/code-freeze'], '2026-03-05');
    }));

  it('is overruled by overrides.yaml, and by files that somebody revised since', () =>
    following(
      ['{release}.md'],
      { '1.30.yaml': own, 'overrides.yaml': '1.30/code-freeze: {when: 2026-03-19}\n' },
      async ({ answers, sync, whens }) => {
        answers['/1.30.md'] = text(readme(...rows));
        await sync('2026-03-01');

        assert.equal((await whens())['1.30/code-freeze'], '2026-03-19');
        assert.equal((await whens())['1.30/thaw'], '2026-04-15');
      },
    ).then(() =>
      following(
        ['{release}.md'],
        { '1.30.yaml': own, more: 'revised: 2026-03-10T00:00Z\n' },
        async ({ answers, sync, whens }) => {
          answers['/1.30.md'] = text(readme(...rows));
          await sync('2026-03-01');
          assert.equal((await whens())['1.30/code-freeze'], '2026-03-05');

          await sync('2026-03-11');
          assert.equal((await whens())['1.30/code-freeze'], '2026-03-12');
        },
      ),
    ));
});

describe('what sync --write has of a release of our own shape', () => {
  it('are the dates and the new rows, in the file that is there', () =>
    following(['{release}.md'], { '1.30.yaml': own }, async ({ answers, root }) => {
      const others = [
        ['Docs Freeze', '2026-03-25'],
        ['Thaw', '2026-04-14'],
        ['Release Day', '2026-04-15'],
      ] as const;
      answers['/1.30.md'] = text(readme(['Code Freeze', 'Thursday 12th March 2026'], ...others));

      const { code, stdout } = await runHere(['sync', '--write', '--calendars', root, '--now', '2026-03-01']);

      assert.equal(code, 0, stdout);
      assert.deepEqual(
        readdirSync(join(root, 'one')).filter((name) => !name.startsWith('.')),
        ['1.30.yaml', 'calendar.yaml', 'history.yaml', 'vocabulary.yaml'],
      );
      const now = readFileSync(join(root, 'one', '1.30.yaml'), 'utf8');
      assert.ok(
        now.includes('{id: code-freeze, name: Our Code Freeze, note: bring cake, when: 2026-03-12}'),
        now,
      );
      assert.match(now, /id: thaw/);
    }));
});

describe('a patch schedule that is followed', () => {
  const branch = (release: string, next: string, days: readonly [string, string], previous = ''): string =>
    `  - {release: "${release}", next: {release: ${next}, cherryPickDeadline: ${days[0]}, targetDate: ${days[1]}}, endOfLifeDate: 2027-02-28, previousPatches: [${previous}]}\n`;
  const april = `schedules:\n${branch('1.29', '1.29.9', ['2026-04-10', '2026-04-14'])}${branch('1.30', '1.30.5', ['2026-04-10', '2026-04-14'])}upcoming_releases:\n  - {cherryPickDeadline: 2026-05-08, targetDate: 2026-05-12}\n  - {cherryPickDeadline: 2026-06-05, targetDate: 2026-06-09}\n`;
  const named = `schedules:\n${branch('1.29', '1.29.9', ['2026-04-10', '2026-04-14'])}${branch('1.30', '1.30.6', ['2026-05-08', '2026-05-12'], '{release: 1.30.5, cherryPickDeadline: 2026-04-10, targetDate: 2026-04-14}')}upcoming_releases:\n  - {cherryPickDeadline: 2026-06-05, targetDate: 2026-06-09}\n`;
  const ended = `schedules:\n${branch('1.30', '1.30.6', ['2026-05-08', '2026-05-12'], '{release: 1.30.5, cherryPickDeadline: 2026-04-10, targetDate: 2026-04-14}')}`;

  it('keeps the patches of a branch that ended, and follows what is ahead', () =>
    following(['patches.yaml'], { 'patches.yaml': april }, async ({ answers, sync, whens, root }) => {
      answers['/patches.yaml'] = text(april);
      assert.deepEqual(await sync('2026-04-01'), ['patches.yaml unchanged']);
      answers['/patches.yaml'] = text(named);
      assert.deepEqual(await sync('2026-04-16'), ['patches.yaml taken']);
      assert.equal((await whens())['patches/patch-2026-05'], undefined);
      answers['/patches.yaml'] = text(ended);
      assert.deepEqual(await sync('2026-05-20'), ['patches.yaml taken']);

      assert.deepEqual(Object.keys(await whens()).toSorted(), [
        ...['1.29/cherry-pick-1-29-9', '1.29/end-of-life', '1.29/patch-1-29-9'],
        ...[
          '1.30/cherry-pick-1-30-5',
          '1.30/cherry-pick-1-30-6',
          '1.30/end-of-life',
          '1.30/patch-1-30-5',
          '1.30/patch-1-30-6',
        ],
      ]);
      assert.ok(readdirSync(join(root, '.data', 'synced', 'one')).includes('patches.yaml'));
    }));
});

describe('what was tagged', () => {
  it('is when a release and a patch came out, also one that nobody had planned, and nothing by itself', () =>
    following(
      ['released.yaml'],
      {
        '1.30.yaml': own,
        'patches.yaml':
          'schedules:\n  - {release: "1.30", next: {release: 1.30.1, cherryPickDeadline: 2026-05-08, targetDate: 2026-05-12}}\n',
      },
      async ({ answers, sync, read }) => {
        answers['/released.yaml'] = text(
          '{"versions": {"1.0.0": {"name": "1.0.0", "date": "2015-07-10"}, "1.30.0": {"name": "1.30.0", "date": "2026-04-16"}, "1.30.1": {"name": "1.30.1", "date": "2026-05-13"}, "1.30.9": {"name": "1.30.9", "date": "2026-09-13"}}}\n',
        );
        assert.deepEqual(await sync('2026-05-20'), ['released.yaml taken']);

        const all = allMilestones(await read());
        const actual = all.flatMap((one) =>
          one.actual ? [`${one.release}/${one.id} ${writeWhen(one.when)} ${writeWhen(one.actual)}`] : [],
        );
        assert.deepEqual(actual, [
          '1.30/release 2026-04-15 2026-04-16',
          '1.30/patch-1-30-1 2026-05-12 2026-05-13',
          '1.30/patch-1-30-9 TBD 2026-09-13',
        ]);
        assert.deepEqual(
          (await read()).releases.map(({ version }) => version),
          ['1.30'],
        );
      },
    ));
});
