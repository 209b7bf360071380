import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import { calendarFiles, inFolder } from './service/folder.ts';

const action = z
  .object({
    inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string() })),
    runs: z.object({
      using: z.literal('composite'),
      steps: z.array(
        z.object({
          name: z.string(),
          shell: z.literal('bash'),
          run: z.string(),
          env: z.record(z.string(), z.string()).default({}),
        }),
      ),
    }),
  })
  .parse(load(readFileSync('action.yml', 'utf8')));

const bad = calendarFiles('bad', '{ name: A, kind: freeze, when: 2030-02-30 }');
const doubtful = calendarFiles('bad', "{ name: A, kind: freeze, when: 'Wednesday 23th January 2030' }");

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
}

/** Runs the last step as a runner does, with these inputs over the defaults. */
function run(cwd: string, inputs: Readonly<Record<string, string>>): Ran {
  const step = action.runs.steps.at(-1);
  const value = (name: string): string => inputs[name] ?? action.inputs[name]?.default ?? '';
  const env = Object.entries(step?.env ?? {}).map(([name, text]) => [
    name,
    text.replace(/\$\{\{ inputs\.(\w+) \}\}/g, (_, input: string) => value(input)),
  ]);
  const { PATH, HOME } = process.env;
  const { status, stdout } = spawnSync('bash', ['-eo', 'pipefail', '-c', step?.run ?? 'exit 9'], {
    cwd,
    encoding: 'utf8',
    env: { PATH, HOME, GITHUB_ACTION_PATH: resolve('.'), ...Object.fromEntries(env) },
  });
  return { code: status, stdout };
}

describe('the GitHub Action', function () {
  it('annotates the line that is wrong and fails', () =>
    inFolder(bad, (root) => {
      const { code, stdout } = run(root, { paths: 'bad' });

      assert.match(
        stdout,
        /^::error file=bad\/1\.0\.yaml,line=3,col=36,title=impossible-date::.*2030-02-30\n$/,
      );
      assert.equal(code, 1);
    }));

  it('fails on a warning only when it is strict', () =>
    inFolder(doubtful, (root) => {
      const lenient = run(root, { paths: 'bad' });
      const strict = run(root, { paths: 'bad', strict: 'true' });

      assert.match(lenient.stdout, /^::warning file=bad\/1\.0\.yaml/);
      assert.deepEqual([lenient.code, strict.code], [0, 1]);
    }));

  it('takes several paths, and its inputs as words and never as commands', () =>
    inFolder({ ...bad, 'two/1.1.yaml': 'release: "1.1"\nmilestones: []\n' }, (root) => {
      const { stdout } = run(root, { paths: 'bad two/1.1.yaml $(touch made) ;touch', against: '' });

      assert.ok(stdout.includes('bad/1.0.yaml'));
      assert.ok(stdout.includes('file=$(touch'), stdout);
      assert.equal(spawnSync('ls', ['made'], { cwd: root }).status, 2);
    }));

  it('describes each of its inputs, and hands each to the step', () => {
    const used = Object.values(action.runs.steps.at(-1)?.env ?? {}).join(' ');

    for (const [name, { description }] of Object.entries(action.inputs)) {
      assert.ok(description.length > 20, name);
      assert.ok(used.includes(`inputs.${name} `), name);
    }
  });
});

describe('the example workflow that publishes a site', function () {
  const workflow = z
    .object({
      on: z.object({ schedule: z.tuple([z.object({ cron: z.string() })]) }),
      jobs: z.object({
        publish: z.object({
          env: z.record(z.string(), z.string()),
          steps: z.array(z.object({ name: z.string().optional(), run: z.string().optional() })),
        }),
      }),
    })
    .parse(load(readFileSync('docs/example/publish.yml', 'utf8')));
  const { env, steps } = workflow.jobs.publish;

  /** Runs the steps of these names in their order, as a runner does, until one fails. */
  function runSteps(cwd: string, names: readonly string[]): readonly (number | null)[] {
    const { PATH, HOME } = process.env;
    symlinkSync(resolve('.'), `${cwd}/.release-calendar`);
    return names.map((name) => {
      const step = steps.find((one) => one.name === name)?.run ?? 'exit 9';
      return spawnSync('bash', ['-eo', 'pipefail', '-c', step], { cwd, env: { PATH, HOME, ...env } }).status;
    });
  }

  it('runs hourly', () => {
    assert.match(workflow.on.schedule[0].cron, /^\d+ \* \* \* \*$/);
  });

  it('checks the calendars and builds a site whose links say its address', async () => {
    const files = calendarFiles('calendars/one', '{ name: A, kind: freeze, when: 2030-01-01 }');
    const named = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, text.replace('id: calendars/one', 'id: one')]),
    );
    await inFolder(named, (root) => {
      const codes = runSteps(root, ['Check', 'Build']);

      assert.deepEqual(codes, [0, 0]);
      assert.ok(
        readFileSync(`${root}/site/one.ics`, 'utf8').includes(`:${env['PUBLIC_URL'] ?? ''}/one.ics\r\n`),
      );
    });
  });

  it('goes on when sync holds a change, and ends when it fails', () => {
    const step = steps.find(({ name }) => name === 'Sync')?.run ?? '';
    const ends = (code: number): number | null =>
      spawnSync('bash', [
        '-eo',
        'pipefail',
        '-c',
        step.replace(/^node .* sync --write --calendars calendars/, `(exit ${code})`),
      ]).status;

    assert.deepEqual([ends(0), ends(3), ends(1)], [0, 0, 1]);
  });
});

describe('the pre-commit hook', function () {
  const [hook] = z
    .array(z.object({ id: z.string(), entry: z.string(), language: z.literal('script'), files: z.string() }))
    .parse(load(readFileSync('.pre-commit-hooks.yaml', 'utf8')));
  assert.ok(hook);

  it('checks the files that it is given and fails when one is wrong', () =>
    inFolder(
      { ...bad, ...calendarFiles('good', '{ name: A, kind: deadline, when: 2030-01-01 }') },
      (root) => {
        const entry = resolve(hook.entry);
        const wrong = spawnSync(entry, ['good/1.0.yaml', 'bad/1.0.yaml'], { cwd: root, encoding: 'utf8' });
        const right = execFileSync(entry, ['good/1.0.yaml'], { cwd: root, encoding: 'utf8' });

        assert.match(wrong.stdout, /^bad\/1\.0\.yaml:3:36 {2}error {2}impossible-date/);
        assert.deepEqual([wrong.status, right], [1, '']);
      },
    ));

  it('is for schedules and posts, not for other pages', () => {
    const files = new RegExp(hook.files);

    const paths = [
      'calendars/k/1.38.md',
      'calendars/k/patches.yaml',
      '_posts/2026-07-19-update.md',
      'README.md',
    ];
    assert.deepEqual(
      paths.map((path) => files.test(path)),
      [true, true, true, false],
    );
  });
});
