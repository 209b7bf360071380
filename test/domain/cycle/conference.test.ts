import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Conference } from '../../../src/domain/cycle/conference.ts';
import { clash, meetings, readConference } from '../../../src/domain/cycle/conference.ts';
import { addDays, aoe, utc } from '../../../src/domain/time/time.ts';
import { anyDay } from '../any.ts';
import { day } from '../build.ts';

/** As somebody types it. */
function conference(text: string): Conference {
  const found = readConference(text);
  assert.ok('conference' in found, text);
  return found.conference;
}

function said(text: string): string | undefined {
  const found = readConference(text);
  return 'says' in found ? found.says : undefined;
}

describe('a conference', () => {
  const read: [text: string, name: string, first: string, last: string][] = [
    [' KubeCon EU = 2027-03-15 .. 2027-03-18 ', 'KubeCon EU', '2027-03-15', '2027-03-18'],
    ['Summit=2027-03-15', 'Summit', '2027-03-15', '2027-03-15'],
    ['a=b=2027-12-30..2028-01-02', 'a=b', '2027-12-30', '2028-01-02'],
  ];
  for (const [text, name, first, last] of read) {
    it(`is a name and its days: "${text}"`, () => {
      assert.deepEqual(readConference(text), { conference: { name, first: day(first), last: day(last) } });
    });
  }

  it('is read again as it was, whatever its days are', () => {
    fc.assert(
      fc.property(anyDay, fc.nat(20), (first, more) => {
        const text = `KubeCon=${first}..${addDays(first, more)}`;

        const found = readConference(text);

        assert.deepEqual(found, { conference: { name: 'KubeCon', first, last: addDays(first, more) } });
      }),
    );
  });

  const wanted = 'expected a conference and its days, such as "Example Conf=2027-03-15..2027-03-18"';
  const refused: [string, string][] = [
    ['', `${wanted}, found ""`],
    ['KubeCon EU', `${wanted}, found "KubeCon EU"`],
    ['=2027-03-15', `${wanted}, found "=2027-03-15"`],
    ['?!=2027-03-15', `${wanted}, found "?!=2027-03-15"`],
    ['Kube\u0007Con=2027-03-15', `${wanted}, found "Kube Con=2027-03-15"`],
    ['KubeCon=', `${wanted}, found the days ""`],
    ['KubeCon=soon', `${wanted}, found the days "soon"`],
    [
      'KubeCon=2027-03-15 to 2027-03-18',
      `${wanted}, found the days "2027-03-15 to 2027-03-18"; did you mean "2027-03-15..2027-03-18"?`,
    ],
    ['KubeCon=2027-02-29', 'expected a day that exists, found 2027-02-29'],
    ['KubeCon=2027-02-28..2027-02-30', 'expected a day that exists, found 2027-02-30'],
    ['KubeCon=2027-03-18..2027-03-15', 'expected a last day no earlier than 2027-03-18, found 2027-03-15'],
  ];
  for (const [text, says] of refused) {
    it(`is refused with what was expected and what was found: ${JSON.stringify(text)}`, () => {
      assert.equal(said(text), says);
    });
  }

  it('is refused with a name that is too long for an id', () => {
    assert.match(
      said(`${'x'.repeat(71)}=2027-03-15`) ?? '',
      /^expected a conference .*, found "x+=2027-\.\.\."$/,
    );
  });
});

describe('a clash', () => {
  const freeze = (text: string, ...weeks: number[]): Parameters<typeof clash>[0] => {
    return { name: 'Code Freeze', day: day(text), weeks };
  };

  it('names the day, the conference, the weeks of the cycles before and a free workday', () => {
    const kubecon = conference('KubeCon EU=2027-03-15..2027-03-18');

    const says = clash(freeze('2027-03-17', 10, 8, 11, 10), [kubecon]);

    assert.equal(
      says,
      'Code Freeze on Wednesday 17 March 2027 is during KubeCon EU (15 to 18 March 2027); ' +
        'earlier cycles had it in weeks 8, 10 and 11; the nearest free workday of that week is Friday 19 March 2027',
    );
  });

  it('is none on the day before a conference or on the day after it', () => {
    const kubecon = conference('KubeCon EU=2027-03-15..2027-03-18');

    const days = ['2027-03-14', '2027-03-15', '2027-03-18', '2027-03-19'];
    const clashes = days.filter((text) => clash(freeze(text, 1), [kubecon]) !== undefined);

    assert.deepEqual(clashes, ['2027-03-15', '2027-03-18']);
  });

  const words: [string, string][] = [
    ['Summit=2027-03-31', '(31 March 2027)'],
    ['Summit=2027-03-30..2027-03-31', '(30 to 31 March 2027)'],
    ['Summit=2027-03-30..2027-04-02', '(30 March to 2 April 2027)'],
    ['Summit=2026-12-30..2027-04-02', '(30 December 2026 to 2 April 2027)'],
  ];
  for (const [text, days] of words) {
    it(`writes the days of a conference as people do: ${days}`, () => {
      assert.ok(clash(freeze('2027-03-31', 1), [conference(text)])?.includes(days));
    });
  }

  it('looks for a workday that is outside every conference, the earlier of two that are equally near', () => {
    const monday = conference('Summit=2027-03-15');
    const wednesday = conference('KubeCon=2027-03-17');
    const most = conference('KubeCon=2027-03-16..2027-03-20');

    assert.ok(clash(freeze('2027-03-17', 1), [monday, wednesday])?.endsWith('is Tuesday 16 March 2027'));
    assert.ok(clash(freeze('2027-03-17', 1), [monday, most])?.endsWith('; that week has no free workday'));
  });
});

describe('a conference in a cycle', () => {
  it('is an event of the days that it lasts, never a deadline or a key date', () => {
    const summit = conference('Summit=2027-03-15');
    const kubecon = conference('KubeCon EU=2027-03-15..2027-03-18');

    const [one, several] = meetings([summit, kubecon], { zone: aoe, taken: [] });

    assert.deepEqual(one?.when, { kind: 'day', day: '2027-03-15', zone: aoe });
    assert.deepEqual(several?.when, { kind: 'span', first: '2027-03-15', last: '2027-03-18', zone: aoe });
    assert.deepEqual([several.name, several.short, several.kind], ['KubeCon EU', 'KubeCon EU', 'event']);
    assert.deepEqual([several.key, several.banner, several.status], [false, false, 'planned']);
  });

  it('has an id of its own', () => {
    const found = ['Release', 'KubeCon EU', 'KubeCon EU', 'kubecon-eu'].map((name) =>
      conference(`${name}=2027-03-15`),
    );

    const ids = meetings(found, { zone: utc, taken: ['release', 'release-2'] }).map(({ id }) => id);

    assert.deepEqual(ids, ['release-3', 'kubecon-eu', 'kubecon-eu-2', 'kubecon-eu-3']);
  });
});
