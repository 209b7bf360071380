// npm run test:matrix: the suite once under each Node that package.json accepts. Arguments name fewer: 22 26, and files.
import { join } from 'node:path';
import { conclude, counted } from './tally.ts';

const root = join(import.meta.dirname, '..');
const given = process.argv.slice(2);
const named = given.filter((arg) => /^\d+$/.test(arg));
const files = given.filter((arg) => !named.includes(arg));
const majors = named.length > 0 ? named : ['22', '24', '26'];

// beside each other, where there is more than one core
conclude(
  await Promise.all(
    majors.map((major) =>
      counted(
        [join(root, 'bin/launch.cjs'), '--node', major, join(root, 'test/run.ts'), ...files],
        {},
        { minutes: 60, apart: true },
      ),
    ),
  ),
);
