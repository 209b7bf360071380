import assert from 'node:assert/strict';
import type { Calendar } from '../../../src/domain/calendar/calendar.ts';
import { kinds } from '../../../src/domain/calendar/kind.ts';
import type { Filters } from '../../../src/domain/feed/filter.ts';
import { filterQuery, matchesFilters, readFilters } from '../../../src/domain/feed/filter.ts';
import { calendar, milestone, release } from '../build.ts';

const of: Calendar = calendar([
  release('1.30', [
    milestone('code-freeze', '2024-03-06', { role: ['Branch Manager'] }),
    milestone('docs-freeze', '2024-03-26', { role: ['Docs Lead'], aliases: ['docs-complete'] }),
    milestone('retro', '2024-04-20..2024-04-22', { kind: 'event', role: ['ALL'] }),
    milestone('exceptions-due', 'TBD'),
  ]),
  release('1.31', [milestone('code-freeze', '2024-07-23')]),
]);

function read(query: string): Filters {
  const found = readFilters(Object.fromEntries(new URLSearchParams(query)), [of]);
  assert.ok('filters' in found, JSON.stringify(found));
  return found.filters;
}

function says(query: string): string {
  const found = readFilters(Object.fromEntries(new URLSearchParams(query)), [of]);
  return 'says' in found ? found.says : '';
}

function chosen(query: string): readonly string[] {
  const filters = read(query);
  return of.releases.flatMap(({ milestones }) =>
    milestones.filter((one) => matchesFilters(one, filters)).map((one) => `${one.release}/${one.id}`),
  );
}

describe('a filter', () => {
  const all = [
    ...['1.30/code-freeze', '1.30/docs-freeze', '1.30/retro', '1.30/exceptions-due', '1.31/code-freeze'],
  ];
  const cases: [query: string, wanted: readonly string[]][] = [
    ['', all],
    ['release=1.31', ['1.31/code-freeze']],
    ['release=1.30,1.31', all],
    ['kind=freeze', ['1.30/code-freeze', '1.30/docs-freeze', '1.31/code-freeze']],
    ['kind=event,deadline', ['1.30/retro', '1.30/exceptions-due']],
    ['role=docs-lead', ['1.30/docs-freeze', '1.30/retro']],
    ['role=branch-manager,docs-lead', ['1.30/code-freeze', '1.30/docs-freeze', '1.30/retro']],
    ['milestone=code-freeze', ['1.30/code-freeze', '1.31/code-freeze']],
    ['milestone=docs-complete', ['1.30/docs-freeze']],
    ['from=2024-03-26', ['1.30/docs-freeze', '1.30/retro', '1.31/code-freeze']],
    ['from=2024-04-22&to=2024-04-22', ['1.30/retro']],
    ['to=2024-03-06', ['1.30/code-freeze']],
    ['release=1.30&kind=freeze&role=docs-lead&to=2024-12-31', ['1.30/docs-freeze']],
    ['deadlines=timed&alarms=7d&cancelled=drop', all],
  ];
  for (const [query, wanted] of cases) {
    it(`${query || 'that is empty'} takes ${wanted.length} of five`, () => {
      assert.deepEqual(chosen(query), wanted);
    });
  }

  it('has one form, whatever the order of its values and of their parts', () => {
    const form = 'alarms=1d,7d&from=2024-01-01&kind=deadline,freeze';

    for (const other of [
      'kind=freeze,deadline&alarms=7d,1d&from=2024-01-01',
      'from=2024-01-01&alarms=1d,7d&kind=deadline,freeze,deadline',
    ])
      assert.equal(filterQuery(read(other)), form);
  });

  it('that is written in its one form is read as the same, and says nothing of what is so anyway', () => {
    assert.equal(filterQuery(read('deadlines=allday&cancelled=mark')), '');
    assert.equal(filterQuery(read('alarms=7d@09:00')), 'alarms=7d');
    const query =
      'alarms=1d@18:00,7d&cancelled=drop&deadlines=both&from=2024-01-01&kind=freeze&milestone=code-freeze&release=1.30&role=docs-lead&to=2024-12-31';

    assert.equal(filterQuery(read(query)), query);
  });

  const wrong: [query: string, says: string][] = [
    ['kind=freze', `kind: expected one of ${kinds.join(', ')}, found "freze"; did you mean "freeze"?`],
    ['release=1.3', 'release: expected one of 1.30, 1.31, found "1.3"; did you mean "1.30"?'],
    [
      'role=docslead',
      'role: expected one of branch-manager, docs-lead, all, found "docslead"; did you mean "docs-lead"?',
    ],
    [
      'milestone=code-freez',
      'milestone: expected one of code-freeze, docs-freeze, docs-complete, retro, exceptions-due, found "code-freez"; did you mean "code-freeze"?',
    ],
    ['from=2024-02-30', 'from: expected a day, such as 2026-11-23, found "2024-02-30"'],
    ['to=tomorrow', 'to: expected a day, such as 2026-11-23, found "tomorrow"'],
    ['from=2024-03-02&to=2024-03-01', 'from: expected a day no later than to=2024-03-01, found 2024-03-02'],
    ['deadlines=time', 'deadlines: expected one of allday, timed, both, found "time"; did you mean "timed"?'],
    ['cancelled=no', 'cancelled: expected one of mark, drop, found "no"'],
    ['alarms=7', 'alarms: expected a number of days before, such as 7d or 1d@18:00, found "7"'],
    ['alarms=7d@24:00', 'alarms: expected a number of days before, such as 7d or 1d@18:00, found "7d@24:00"'],
    ['alarms=1d,2d,3d', 'alarms: expected at most 2 alarms, found 3'],
    ['kind=', 'kind: expected names separated by commas, found an empty name in ""'],
    ['kind=freeze,', 'kind: expected names separated by commas, found an empty name in "freeze,"'],
  ];
  for (const [query, wanted] of wrong) {
    it(`${query} is told what was expected, what was found and what is near`, () => {
      assert.equal(says(query), wanted);
    });
  }

  it('knows milestones that other calendars of its field have', () => {
    assert.deepEqual(chosen('milestone=thaw'), []);
  });
});
