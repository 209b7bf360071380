import assert from 'node:assert/strict';
import type { Seen } from './folder.ts';
import { announcedDay, isDated } from '../../src/domain/when/when.ts';
import { read } from './folder.ts';

/** As Cluster API keeps its cycles: no Summary, dashes for nothing, one row again and again. */
const cluster = `# Fleet API v3.4

## Timeline

The following table shows the preliminary dates for the \`v3.4\` cycle.

| **What**                                           | **Who**      | **When**                  | **Week** |
|----------------------------------------------------|--------------|---------------------------|----------|
| Start of Release Cycle                             | Release Lead | Monday 4th January 2027   | week 1   |
| Schedule finalized                                 | Release Lead | Friday 8th January 2027   | week 1   |
| *v3.2.x & v3.3.x released*                         | Release Lead | Tuesday 19th January 2027 | week 3   |
| Fleet idle week                                    | ---          | ---                       | week 5   |
| *v3.2.x & v3.3.x released*                         | Release Lead | Tuesday 16th February 2027 | week 7  |
| v3.4.0-beta.0 released                             | Release Lead | Tuesday 23rd February 2027 | week 8  |
| Communicate beta to providers                      | Comms Lead   | Tuesday 23rd February 2027 | week 8  |
| release-3.4 branch created (**Begin Code Freeze**) | Release Lead | Tuesday 9th March 2027    | week 10  |
| v3.4.0-rc.0 released                               | Release Lead | Tuesday 9th March 2027    | week 10  |
| **v3.4.0 released**                                | Release Lead | Tuesday 23rd March 2027   | week 12  |
| Organize release retrospective                     | Release Lead | TBC                       | week 12  |

## Team

| **Role**     | **Lead** | **Members** |
|--------------|----------|-------------|
| Release Lead | TBD      | TBD         |
`;

/** As Kubeflow keeps its own: the date first, weeks from 0, its Summary under another name. */
const flow = `# Pipeflow 2.7

### TL;DR

- **Thursday, Sep 2nd 2027**: Week 1 - Release Cycle Begins
- **Thursday, Nov 4th 2027**: Week 10 - Feature Freeze
- **Wednesday, Dec 15th 2027**: Week 16 - Pipeflow v2.7 Released

## Timeline

| **When** | **Week** | **Who** | **What** |
| -------- | -------- | ------- | -------- |
| Mon Aug 23rd 2027 | | Release Manager | [Preparation](../handbook.md#preparation) |
| Thu Sep 2nd 2027 | Week 1 | Release Manager | Start of Release Cycle |
| Thu Nov 4th 2027 | Week 10 | Release Team | [Feature Freeze](https://flow.example/handbook#freeze) |
| Thu Nov 4th 2027 | Week 10 | Manifest WG | [v2.7-rc.0 Released](../handbook.md) |
| Fri Nov 26th 2027 | Week 13 | Docs Lead | End of Feature Freeze |
| Wed Dec 15th 2027 | Week 16 | Release Manager | Pipeflow v2.7 Released |
`;

function rowsOf({ calendar }: Seen): readonly string[] {
  return (calendar?.releases[0]?.milestones ?? []).map(({ id, kind, when, banner }) =>
    [id, kind, isDated(when) ? announcedDay(when) : when.kind, ...(banner ? ['counts'] : [])].join(' '),
  );
}

describe('a README of another project', () => {
  it('is read as Cluster API keeps its own', async () => {
    const seen = await read({ 'release-3.4.md': cluster });

    assert.deepEqual(seen.problems, []);
    assert.deepEqual(rowsOf(seen), [
      'cycle-start start 2027-01-04 counts',
      'schedule-finalized task 2027-01-08',
      'v3-2-x-v3-3-x-released task 2027-01-19',
      'fleet-idle-week task tbd',
      'v3-2-x-v3-3-x-released-2 task 2027-02-16',
      'beta-0 prerelease 2027-02-23',
      'communicate-beta-to-providers task 2027-02-23',
      'code-freeze freeze 2027-03-09 counts',
      'rc-0 prerelease 2027-03-09',
      'release release 2027-03-23 counts',
      'retro event tbd',
    ]);
  });

  it('is read as Kubeflow keeps its own', async () => {
    const seen = await read({ 'release-2.7.md': flow });

    assert.deepEqual(seen.problems, []);
    assert.deepEqual(rowsOf(seen), [
      'preparation task 2027-08-23',
      'cycle-start start 2027-09-02 counts',
      'feature-freeze freeze 2027-11-04 counts',
      'rc-0 prerelease 2027-11-04',
      'end-of-feature-freeze task 2027-11-26',
      'release release 2027-12-15 counts',
    ]);
  });
});
