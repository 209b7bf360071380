import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { load } from 'js-yaml';
import type { Draft } from '../../src/domain/calendar/draft.ts';
import type { Milestone, Release } from '../../src/domain/calendar/calendar.ts';
import type { When } from '../../src/domain/when/when.ts';
import { milestoneStatuses, releaseStatuses } from '../../src/domain/calendar/calendar.ts';
import { kinds } from '../../src/domain/calendar/kind.ts';
import { monthOf, utc } from '../../src/domain/time/time.ts';
import { yaml } from '../../src/formats/yamlfile.ts';
import { releaseShape } from '../../src/sources/shapes/release.ts';
import { Document } from '../../src/sources/yaml/yaml.ts';
import { anyDated, anyDay, anyInstant } from '../domain/any.ts';
import { dayWhen, milestone, release, where } from '../domain/build.ts';
import { field } from '../vocabulary.ts';

/** Words and signs that mean something to a reader of YAML, alone and within other text. */
const awkward = [
  ...['yes', 'No', 'on', 'OFF', 'true', 'False', 'null', 'Null', '~', 'y', 'N', '1.20', '0x1F', '0o17'],
  ...['1e3', '1_000', '.inf', '-1', '+1', '12:30:45', '2024-02-01', '2001-12-14t21:59:43.10-05:00'],
  ...['2024-02-01 02:00:00', 'a: b', 'a:', ':a', 'a #b', '#a', 'a#b', '- a', '-', '--- a', '...', '? a'],
  ...['! a', '!!int 1', '&a', '*a', '[a', 'a]', '{a}', 'a, b', 'a"b, c', '"a"', "'a'", "it's", '|', '>'],
  ...['%a', '@a', '`a`', 'a\\nb', 'a\\', '=', '<<', '__proto__', 'constructor', '(a)'],
  ...['🎉 party', 'تجميد الكود', '冻结', 'é', 'e\u0301'],
];

/** One line, as a file may say it: without what would be folded or refused. */
const anyLine: fc.Arbitrary<string> = fc
  .oneof(
    fc.constantFrom(...awkward),
    fc.array(fc.constantFrom(...awkward), { minLength: 2, maxLength: 4 }).map((parts) => parts.join(' ')),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom(...' :#-,[]{}"\'\\|>&*!%@`?a1'.split('')),
      minLength: 1,
      maxLength: 12,
    }),
  )
  .map((text) => text.replace(/\s+/g, ' ').trim())
  .filter((text) => text !== '');

const anyProse: fc.Arbitrary<string> = fc
  .array(anyLine, { minLength: 1, maxLength: 4 })
  .chain((lines) => fc.constantFrom('\n', '\n\n', '\r\n', '\n  ', '\t').map((sign) => lines.join(sign)));

const anyId = fc.oneof(
  fc.constantFrom('code-freeze', 'prr-freeze', 'release', 'exceptions-due', 'kubecon', 'steering-election'),
  fc.constantFrom('1', '2024-02-01', '1e3', '0x1f', 'null', 'yes', 'no', 'y', 'true', '007', 'proto'),
);

const anyWhen: fc.Arbitrary<When> = fc.oneof(
  anyDated(anyDay, anyInstant).map((when): When => {
    // a bare date is one of the file's zone, or AoE where it says so
    return when.kind === 'day' || when.kind === 'span' ? { ...when, zone: utc } : { ...when };
  }),
  anyDay.map((day): When => ({ kind: 'month', month: monthOf(day) })),
  fc.constant<When>({ kind: 'tbd' }),
);

const links = ['https://example.org/', 'https://example.org/a?b=c:d,e#f-(g)', 'mailto:a@example.org'];

const anyMilestone: fc.Arbitrary<Milestone> = fc
  .record(
    {
      id: anyId,
      name: anyLine,
      short: anyLine,
      kind: fc.constantFrom(...kinds),
      when: anyWhen,
      role: fc.array(anyLine, { maxLength: 3 }),
      key: fc.boolean(),
      banner: fc.boolean(),
      status: fc.constantFrom(...milestoneStatuses),
      aliases: fc.array(anyId, { maxLength: 3 }),
      week: fc.nat({ max: 60 }),
      link: fc.constantFrom(...links),
      note: anyProse,
      raw: anyProse,
      actual: anyWhen,
    },
    { requiredKeys: ['id', 'name', 'short', 'kind', 'when', 'role', 'key', 'banner', 'status', 'aliases'] },
  )
  .map((more) => milestone(more.id, 'TBD', more));

const anyRelease: fc.Arbitrary<Release> = fc
  .record({
    milestones: fc.array(anyMilestone, { maxLength: 5 }),
    title: anyLine,
    homepage: fc.option(fc.constantFrom(...links), { nil: undefined }),
    status: fc.constantFrom(...releaseStatuses),
  })
  .map(({ milestones, homepage, ...more }) =>
    release('1.30', milestones, { ...more, ...(homepage !== undefined && { homepage }) }),
  );

function write(one: Release, remarks?: (milestone: Milestone) => string | undefined): string {
  return yaml.release?.(one, remarks) ?? '';
}

interface Back {
  readonly drafts: readonly Draft[];
  readonly title: string | undefined;
  readonly homepage: string | undefined;
  readonly zone: string | undefined;
  readonly status: string | undefined;
}

/** What our own reader makes of a text, which must have nothing wrong in it. */
function readBack(text: string, zone = utc): Back {
  const document = new Document({ name: '1.30.yaml', path: '1.30.yaml', text });
  const parts = releaseShape.read(document, { zone, counts: undefined, vocabulary: field });
  assert.deepEqual(document.problems, [], text);
  const [part] = parts;
  assert.ok(part && parts.length === 1, text);
  const { drafts, title, homepage, zone: own, status } = part;
  return { drafts: drafts.map(({ draft }) => draft), title, homepage, zone: own, status };
}

/** What a file tells of a milestone; its release and its history stand elsewhere. */
function told({ release, sequence, created, changed, ...draft }: Milestone): Draft {
  assert.ok(release === '1.30' && sequence === 0 && created === changed);
  return draft;
}

/** What every reader of YAML must find in a text of ours, beside its dates. */
function loaded(text: string): readonly Record<string, unknown>[] {
  const found = load(text);
  assert.ok(typeof found === 'object' && found !== null && 'milestones' in found, text);
  const { milestones } = found;
  assert.ok(Array.isArray(milestones), text);
  return milestones.map((one: unknown) => {
    assert.ok(typeof one === 'object' && one !== null);
    return Object.fromEntries(Object.entries(one));
  });
}

describe('a release in our own shape', function () {
  it('reads back as the same milestones, title, homepage and status, and nothing is wrong in it', () => {
    fc.assert(
      fc.property(anyRelease, (one) => {
        const back = readBack(write(one));

        const isUsual = one.title.endsWith(' 1.30') || one.title === '1.30';
        assert.deepEqual(back.drafts, one.milestones.map(told), write(one));
        assert.equal(back.title, isUsual ? undefined : one.title);
        assert.deepEqual([back.homepage, back.status], [one.homepage, one.status]);
      }),
    );
  });

  it('reads the same with another reader, which takes no text for anything else', () => {
    fc.assert(
      fc.property(anyRelease, (one) => {
        const texts = one.milestones.map(({ id, name, short, role, aliases, link, note, raw }) => ({
          ...{ id, name, short: short === name ? undefined : short, link, note, raw },
          role: role.length === 0 ? undefined : role,
          aliases: aliases.length === 0 ? undefined : aliases,
        }));
        const same = loaded(write(one)).map(({ id, name, short, role, aliases, link, note, raw }) => {
          return { id, name, short, link, note, raw, role, aliases };
        });
        assert.deepEqual(same, texts, write(one));
      }),
    );
  });

  it('leaves unsaid what is understood', () => {
    const usual = milestone('code-freeze', '2026-11-18 AoE', { name: 'Code Freeze' });

    const text = write(release('1.38', [usual], { title: 'Kubernetes 1.38' }));

    assert.equal(
      text,
      [
        ...['release: "1.38"', 'zone: UTC', 'milestones:', '  - id: code-freeze', '    name: Code Freeze'],
        ...['    kind: freeze', '    when: 2026-11-18 AoE', ''],
      ].join('\n'),
    );
  });

  it('says a role that has a comma as one', () => {
    const one = milestone('thaw', 'TBD', { role: ['Lead, Docs', 'Comms', 'Docs?'] });

    assert.match(write(release('1.38', [one])), /^ {4}role: \["Lead, Docs", Comms, "Docs\?"\]$/m);
  });

  it('keeps days where they are by naming their zone', () => {
    const tokyo = where('Asia/Tokyo');
    const one = release('1.38', [milestone('release', 'TBD', { when: dayWhen('2026-12-16', tokyo) })], {
      zone: tokyo,
    });

    const back = readBack(write(one), where('America/Los_Angeles'));

    assert.equal(back.zone, 'Asia/Tokyo');
    assert.deepEqual(back.drafts[0]?.when, dayWhen('2026-12-16', tokyo));
  });

  it('says AoE, as its authors do', () => {
    const text = write(release('1.38', [], { zone: where('AoE') }));

    assert.match(text, /^zone: AoE$/m);
    assert.equal(readBack(text).zone, 'Etc/GMT+12');
  });

  it('writes nothing that its reader refuses, whatever a README had in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }), (dirt) => {
        const name = `A${dirt}\u0000\u001b\u0085\u2028\ufeff\ud800B`;
        const one = milestone('thaw', 'TBD', { name, note: name, role: [name] });

        const [back] = readBack(write(release('1.38', [one]))).drafts;

        assert.ok(back?.name.startsWith('A') && back.name.endsWith('B'), JSON.stringify(back?.name));
      }),
    );
  });
});

describe('a remark', function () {
  const two = release('1.38', [milestone('code-freeze', 'TBD'), milestone('thaw', 'TBD')]);

  it('stands above its milestone, and milestones without one have none', () => {
    const text = write(two, ({ id }) => (id === 'thaw' ? 'lies inside KubeCon' : undefined));

    assert.match(text, /^ {2}# lies inside KubeCon\n {2}- id: thaw$/m);
    assert.equal(text.match(/#/g)?.length, 1);
  });

  it('is a comment whatever is in it: readers see the same file', () => {
    const breaks = [
      ...['\n', '\r', '\r\n', '\u0085', '\u2028', '\u2029', '\u000b', '\u0000', '- id: x', '"', ' #'],
    ];
    const remark = fc.array(fc.oneof(fc.constantFrom(...breaks), anyLine)).map((parts) => parts.join(''));
    fc.assert(
      fc.property(remark, (said) => {
        const text = write(two, () => said);

        assert.deepEqual(readBack(text), readBack(write(two)));
        assert.deepEqual(load(text), load(write(two)));
        assert.equal(text.split(/[\n\r\u0085\u2028\u2029]/).length, write(two).split('\n').length + 2);
      }),
    );
  });
});

describe('one milestone', function () {
  it('is written as it stands in its release', () => {
    fc.assert(
      fc.property(anyMilestone, (one) => {
        const whole = write(release('1.30', [one], { title: 'Kubernetes 1.30' }));

        assert.equal(`release: "1.30"\nzone: UTC\nmilestones:\n${yaml.milestone?.(one) ?? ''}`, whole);
      }),
    );
  });
});
