'use strict';

// node bin/launch.cjs [--node 22|24|26] [NODE FLAGS] TARGET ARGS...
// Runs TARGET under a Node that package.json accepts, and installs one if this is not one.
// Plain JavaScript that Node 18 can read, and nothing is loaded before it is needed.
const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');

/** Knows `^a.b.c` and `>=a.b.c`, joined by `||`: all that `engines` says. */
function satisfies(version, range) {
  const have = numbers(version);
  return range.split('||').some((part) => {
    const want = numbers(part);
    return compare(have, want) >= 0 && (!part.trim().startsWith('^') || have[0] === want[0]);
  });
}

function numbers(text) {
  const found = /(\d+)\.(\d+)\.(\d+)/.exec(text);
  if (!found) throw new Error(`expected a version such as 24.1.0, found "${text.trim()}"`);
  return found.slice(1).map(Number);
}

function compare(a, b) {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** The built program, unless a source file is newer than it. */
function entry(folder) {
  const built = path.join(folder, 'dist', 'main.js');
  const source = path.join(folder, 'src', 'main.ts');
  if (!fs.existsSync(source)) return built;
  if (!fs.existsSync(built)) return source;
  return newest(path.join(folder, 'src')) <= fs.statSync(built).mtimeMs ? built : source;
}

function newest(folder) {
  let time = 0;
  for (const found of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, found.name);
    time = Math.max(time, found.isDirectory() ? newest(file) : fs.statSync(file).mtimeMs);
  }
  return time;
}

/** The file behind TARGET: a script of the project, or the binary of a package that package.json names. */
function locate(target) {
  const file = path.resolve(root, target);
  if (path.isAbsolute(target) || /\.[cm]?[jt]s$/.test(target)) return file;
  const { dependencies, devDependencies } = readJson(path.join(root, 'package.json'));
  for (const name of new Set([target, ...Object.keys({ ...dependencies, ...devDependencies })])) {
    const folder = path.join(root, 'node_modules', name);
    const { bin } = readJson(path.join(folder, 'package.json'));
    const found = typeof bin === 'string' ? name === target && bin : bin?.[target];
    if (found) return path.join(folder, found);
  }
  throw new Error(`no package here has a binary "${target}" (is "npm ci" done?)`);
}

function readJson(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
}

function isNative(file) {
  const head = Buffer.alloc(256);
  const handle = fs.openSync(file);
  const length = fs.readSync(handle, head, 0, head.length, 0);
  fs.closeSync(handle);
  return head.subarray(0, length).includes(0);
}

/** Ends with the exit code of TARGET, or with 128 and the signal that ended it. */
function launch(target, args, { major, flags = [] } = {}) {
  let start;
  try {
    start = plan(target, args, major, flags);
  } catch (problem) {
    process.stderr.write(`release-calendar: ${problem.message}\n`);
    process.exit(1);
  }
  start();
}

function plan(target, args, major, flags) {
  const { node: range } = readJson(path.join(root, 'package.json')).engines;
  const fits = satisfies(process.version, range) && (!major || process.version.startsWith(`v${major}.`));
  const node = fits ? process.execPath : require('./install.cjs').installed(root, range, major);
  const file = locate(target);
  useForChildren(node);
  if (isNative(file)) return () => run(file, args);
  if (fits && !flags.length) return () => become(file, args);
  return () => run(node, [...flags, file, ...args]);
}

/** A child process that says `node` means this one, and so does an npm that npm itself started. */
function useForChildren(node) {
  const folder = path.dirname(node);
  const others = (process.env.PATH ?? '').split(path.delimiter).filter((one) => one !== folder);
  process.env.PATH = [folder, ...others].join(path.delimiter);
  process.env.npm_node_execpath = process.env.NODE = node;
}

/** Runs the file as if Node had been started with it: no second start to wait for. */
function become(file, args) {
  process.argv = [process.argv[0], file, ...args];
  require('node:module').runMain();
}

function run(command, args) {
  const child = require('node:child_process').spawn(command, args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // Ctrl-C in a terminal reaches the child too, and a second one would tell it to hurry.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal));
  }
  child.on('error', (problem) => {
    process.stderr.write(`release-calendar: ${command} does not start: ${problem.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + require('node:os').constants.signals[signal]);
  });
}

function main(argv) {
  const flags = [];
  let major;
  while (argv[0]?.startsWith('-')) {
    const flag = argv.shift();
    if (flag === '--node') major = argv.shift();
    else flags.push(flag);
  }
  if (argv.length) return launch(argv[0], argv.slice(1), { major, flags });
  process.stderr.write('usage: node bin/launch.cjs [--node 22|24|26] [NODE FLAGS] TARGET ARGS...\n');
  process.exitCode = 2;
}

module.exports = { entry, launch, locate, root, satisfies };

if (require.main === module) main(process.argv.slice(2));
