import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { inFolder } from '../service/folder.ts';
import { runHere, spawned } from './program.ts';

/** One line on standard error, and nothing on standard output. */
function refused({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): string {
  assert.equal(stdout, '');
  assert.match(stderr, /^release-calendar: [^\n]+\n$/);
  return stderr.slice('release-calendar: '.length, -1);
}

const wantedAt = 'a day or an instant, such as 2026-11-23 (00:00 UTC) or 2026-11-23T18:00Z';

describe('a wrong call', function () {
  const plan = 'plan --start 2027-01-11 --release 1.39';
  const calls: [call: string | readonly string[], says: string | RegExp][] = [
    ['-- baner', 'unknown command "baner"; did you mean "banner"?; see --help'],
    ['baner', 'unknown command "baner"; did you mean "banner"?; see --help'],
    ['sreve', 'unknown command "sreve"; did you mean "serve"?; see --help'],
    ['Banner', 'unknown command "Banner"; did you mean "banner"?; see --help'],
    ['history recrod', 'history: expected record or import, found "recrod"; did you mean "record"?'],
    ['readme --relase 1.38', 'unknown option \'--relase\'; did you mean "--release"?'],
    ['letters fill --relase 1.38 x', 'unknown option \'--relase\'; did you mean "--release"?'],
    ['history import --git .', "required option '--path <path>' not specified"],
    ['issue fil x.md', 'issue: expected fill, found "fil"; did you mean "fill"?'],
    ['issue fill', "missing required argument 'post'"],
    ['issue fill x.md --replac', "unknown option '--replac'; did you mean --replace?"],
    ['letters fil a.md --release 1.38', 'letters: expected fill, found "fil"; did you mean "fill"?'],
    ['diff --to HEAD', "required option '--against <revision>' not specified"],
    ['readme', "required option '--release <version>' not specified"],
    ['import x.md --acept', "unknown option '--acept'; did you mean --accept?"],
    ['sync --dryrun', "unknown option '--dryrun'; did you mean --dry-run?"],
    ['reminders lst', /^reminders: expected .*, found "lst"; did you mean "list"/],
    ['reminders list --state snt', /^--state: expected .*, found "snt"; did you mean "sent"/],
    ['reminders retry', 'reminders retry: expected the id of an email or --all, found neither'],
    ['reminders resume --since yesterday', /^--since: expected a day or an instant, .*found "yesterday"$/],
    [
      `${plan} --start 11.01.2027`,
      /^--start: expected .*, found "11\.01\.2027"; did you mean "2027-01-11"\?$/,
    ],
    [`${plan} --start 2027-02-30`, /^--start: expected a day, .*found "2027-02-30", which does not exist$/],
    [`${plan} --start Monday`, '--start: expected a day, such as 2027-01-11, found "Monday"'],
    [`${plan} --release v1.39`, /^--release: expected .*, found "v1\.39"; did you mean "1\.39"\?$/],
    [`${plan} --release patches`, '--release: expected a version, such as 1.39, found "patches"'],
    [`${plan} --release ../1.39`, /^--release: expected a version, .*found "\.\.\/1\.39"$/],
    [`${plan} --release 1.${'9'.repeat(50)}`, /^--release: expected a version, .*found "1\.9/],
    [`${plan} --event KubeCon`, /^--event: expected a conference and its days, .*, found "KubeCon"$/],
    [`${plan} --event KubeCon=2027-02-30`, '--event: expected a day that exists, found 2027-02-30'],
    [
      `${plan} --event A=2027-02-01 --event B=soon`,
      /^--event: expected a conference and its days, .*, found the days "soon"$/,
    ],
    [`${plan} --format ics`, /^--format: expected yaml or readme, found "ics"$/],
    [`${plan} --format yml`, '--format: expected yaml or readme, found "yml"; did you mean "yaml"?'],
    ['nonsense', 'unknown command "nonsense"; see --help'],
    ['--calender kubernetes', /^unknown option '--calender'/],
    ['banner --calender kubernetes', /^unknown option '--calender'; did you mean .*--calendar/],
    ['banner --fromat md', "unknown option '--fromat'; did you mean --format?"],
    ['section --stile lwkd', "unknown option '--stile'; did you mean --style?"],
    ['feed --relase 1.38', "unknown option '--relase'; did you mean --release?"],
    ['check --strikt', "unknown option '--strikt'; did you mean --strict?"],
    ['serve --nwo 2026-11-23', "unknown option '--nwo'; did you mean --now?"],
    [['build', '--out', '', '--calendars', '/no/such'], '--out: expected a folder, found nothing'],
    [
      'import x.md --out vocabulary.yaml',
      /^--out: expected the name of a release file, .*"vocabulary\.yaml"$/,
    ],
    ['banner extra', /^too many arguments for 'banner'/],
    ['serve extra', /^too many arguments for 'serve'/],
    ['banner --at', /^option '--at <instant>' argument missing/],
    ['banner --at yesterday', `--at: expected ${wantedAt}, found "yesterday"`],
    ['banner --at 2026-02-30', `--at: expected ${wantedAt}, found "2026-02-30"`],
    ['banner --at 2026-11-23 --at x', `--at: expected ${wantedAt}, found "x"`],
    ['banner --now x', /^--now: expected a day or an instant, such as .*found "x"$/],
    ['check --now x', /^--now: expected .*found "x"$/],
    ['serve --now x', /^--now: expected .*found "x"$/],
    ['banner --format mdd', '--format: expected md, html, txt, json or svg, found "mdd"; did you mean "md"?'],
    ['banner --format ics', '--format: expected md, html, txt, json or svg, found "ics"'],
    ['section --format htm', '--format: expected md, html, txt or json, found "htm"; did you mean "html"?'],
    ['feed --format isc', '--format: expected json or ics, found "isc"; did you mean "ics"?'],
    ['check --format jsn', '--format: expected text, json or github, found "jsn"; did you mean "json"?'],
    [
      'feed --release 1.38 --deadlines',
      'expected only one of --release, --deadlines and --role, found --release and --deadlines',
    ],
  ];
  for (const [call, says] of calls)
    it(`ends with 2 and one line on standard error: ${String(call)}`, async () => {
      const outcome = await runHere(call);

      assert.equal(outcome.code, 2);
      if (typeof says === 'string') assert.equal(refused(outcome), says);
      else assert.match(refused(outcome), says);
    });

  for (const call of [[], ['--quiet'], ['--now', '2026-11-23'], ['--calendars=calendars']])
    it(`without a command ends with 2 and says which commands there are: ${call.join(' ')}`, async () => {
      const { code, stdout, stderr } = await runHere(call);

      assert.equal(code, 2);
      assert.equal(stdout, '');
      for (const name of ['serve', 'banner', 'section', 'feed', 'check'])
        assert.match(stderr, new RegExp(`\\b${name}\\b`));
    });

  it('leaves no folder where it was called, for an account without a home', () =>
    inFolder({}, async (cwd) => {
      await spawned(['--version'], { cwd, env: { HOME: '', NODE_COMPILE_CACHE: undefined } });

      assert.deepEqual(readdirSync(cwd), []);
    })).timeout(60_000);

  it('ends the program itself with 2', async () => {
    const outcome = await spawned(['banner', '--fromat', 'md']);

    assert.equal(outcome.code, 2);
    assert.equal(refused(outcome), "unknown option '--fromat'; did you mean --format?");
  });
});

describe('a right call for what is not there', function () {
  const calls: [call: string, says: string][] = [
    ['banner --calendar kubernets', 'no calendar "kubernets"; did you mean "kubernetes"?'],
    ['section --calendar kubernets', 'no calendar "kubernets"; did you mean "kubernetes"?'],
    ['feed --calendar x', 'no calendar "x"; try kubernetes'],
    ['feed --calendar __proto__', 'no calendar "__proto__"; try kubernetes'],
    ['banner --style lwdk', 'no style "lwdk"; did you mean "lwkd"?'],
    ['section --style fancy', 'no style "fancy"; try plain, lwkd'],
    ['feed --release 1.83', 'no release "1.83"; did you mean "1.38"? (calendar kubernetes)'],
    ['readme --release 1.83', 'no release "1.83"; did you mean "1.38"? (calendar kubernetes)'],
    ['letters fill a.md --release 1.83', 'no release "1.83"; did you mean "1.38"? (calendar kubernetes)'],
    ['banner --calendars /no/such', '/no/such: expected a folder of calendars, found nothing'],
    ['feed --calendars /no/such', '/no/such: expected a folder of calendars, found nothing'],
    ['serve --calendars /no/such', '/no/such: expected a folder of calendars, found nothing'],
    ['banner --calendars package.json', 'package.json: expected a folder of calendars, found a file'],
    ['banner --calendars templates/txt', 'templates/txt: expected a folder for each calendar, found none'],
  ];
  for (const [call, says] of calls)
    it(`ends with 1 and the nearest right value in one line: ${call}`, async () => {
      const outcome = await runHere(call, { env: { LOG_LEVEL: 'silent' } });

      assert.equal(outcome.code, 1);
      assert.equal(refused(outcome), says);
    });

  it('ends with 1 and one line when TEMPLATES_DIR names no folder', async () => {
    const outcome = await runHere('banner', { env: { TEMPLATES_DIR: '/no/such' } });

    assert.equal(outcome.code, 1);
    assert.match(refused(outcome), /\/no\/such/);
  });
});

describe('help', () => {
  const calls: [call: string, says: RegExp][] = [
    ['--help', /serve .*\n.*banner .*\n.*section .*\n.*show .*\n.*feed .*\n.*check /],
    ['help', /serve .*\n.*banner .*\n.*section .*\n.*show .*\n.*feed .*\n.*check /],
    ['banner --help', /--calendar <id>[^]*--at <instant>[^]*--format <name>[^]*--style <name>/],
    ['help banner', /--calendar <id>[^]*--at <instant>[^]*--format <name>[^]*--style <name>/],
    ['help issue fill', /<post\.\.\.>[^]*--section[^]*--dry-run/],
    ['help --quiet', /banner .*\n.*section /],
    ['check --help', /\[path\.\.\.\][^]*--strict/],
  ];
  for (const [call, says] of calls)
    it(`is printed for ${call}, which ends with 0`, async () => {
      const { code, stdout, stderr } = await runHere(call);

      assert.equal(code, 0);
      assert.match(stdout, says);
      assert.equal(stderr, '');
    });
});
