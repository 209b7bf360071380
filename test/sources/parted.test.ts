import assert from 'node:assert/strict';
import { milestone, read } from './folder.ts';
import { lineOf, readmeOf, start } from './readmes.ts';

const rows = [
  start,
  'Code Freeze | Lead | Thursday 5th March 2026 | ',
  'v1.38.0 released | Lead | Friday 1st May 2026 | ',
];

/** The README with a blank line above its last row. */
const parted = readmeOf(rows).replace('\n| v1.38.0', '\n\n| v1.38.0');

describe('a row that a blank line parts from its table', () => {
  it('is read, and told where it stands: Markdown would show no row', async () => {
    const seen = await read({ '1.38.md': parted });

    assert.equal(milestone(seen, '1.38/release').when.kind, 'day');
    const says =
      'a blank line parts this row from its table, and Markdown shows no row; wanted it right below the others';
    assert.deepEqual(seen.problems, [`1.38.md:${lineOf(rows.length) + 1}:1 error shape: ${says}`]);
  });
});

describe('a README of a draft', () => {
  it('says so in its front matter, and none of it counts for a banner', async () => {
    const seen = await read({ '1.38.md': `---\nstatus: tentative\n---\n\n${readmeOf(rows)}` });

    assert.equal(seen.calendar?.releases[0]?.status, 'tentative');
  });
});
