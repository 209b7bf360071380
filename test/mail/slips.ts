import assert from 'node:assert/strict';
import type { Files } from '../service/folder.ts';
import type { Instant } from '../../src/domain/time/time.ts';
import type { Milestone, Release, PublishedState } from '../../src/domain/calendar/calendar.ts';
import type { Office, Post } from './office.ts';
import { announcedDay, endOf, isDated } from '../../src/domain/when/when.ts';
import { instantOf, millis, plus } from '../../src/domain/time/time.ts';
import { withoutYear } from '../../src/formats/words/briefwhen.ts';
import { watch } from '../service/replica.ts';
import { wired } from '../service/wired.ts';
import { writeWhen } from '../../src/domain/when/writewhen.ts';
import { inOffice } from './office.ts';

/** What was public of a milestone at an instant; `undefined` before it was. */
function publicAt(
  { history = [], when, status }: Milestone,
  now: Instant,
): Pick<PublishedState, 'when' | 'status'> | undefined {
  if (history.length === 0) return { when, status: status === 'cancelled' ? 'cancelled' : 'planned' };
  const known = history.filter(({ since }) => since <= now);
  const last = known.at(-1);
  const told = known.findLast((one) => one.status)?.status ?? 'planned';
  return last && told !== 'gone' ? { when: last.when, status: told } : undefined;
}

/** The release's file as it was public at an instant. */
function filesAt({ version, milestones }: Release, now: Instant): Files {
  const rows = milestones.flatMap((milestone) => {
    const told = publicAt(milestone, now);
    if (!told) return [];
    const { id, name, kind, banner } = milestone;
    const off = told.status === 'cancelled' || told.status === 'postponed' ? `, status: ${told.status}` : '';
    return [
      `  - { id: ${id}, name: ${JSON.stringify(name)}, kind: ${kind}, banner: ${String(banner)}, when: ${JSON.stringify(writeWhen(told.when))}${off} }`,
    ];
  });
  return {
    'kubernetes/calendar.yaml': 'id: kubernetes\ntitle: Kubernetes\nzone: UTC\n',
    [`kubernetes/${version}.yaml`]: [`release: "${version}"`, 'milestones:', ...rows, ''].join('\n'),
  };
}

const zones = [
  'UTC',
  'Asia/Kathmandu',
  'America/Los_Angeles',
  'Pacific/Auckland',
  'Europe/Berlin',
  'Pacific/Kiritimati',
  'Pacific/Honolulu',
];
const leads = ['7,1', '14,7,3,1,0', '7', '1', '0', '3,1', 'none'];

/** Fifty people who want different things. */
function people(): readonly { readonly address: string; readonly wish: Readonly<Record<string, string>> }[] {
  return Array.from({ length: 50 }, (_, index) => ({
    address: `reader-${index}@example.org`,
    wish: {
      lead: leads[index % leads.length] ?? '7,1',
      tz: zones[index % zones.length] ?? 'UTC',
      hour: String((index * 5) % 24),
      changes: index % 3 === 0 && index % leads.length !== leads.length - 1 ? 'no' : 'yes',
      ...(index % 10 === 4 && { kind: 'freeze' }),
    },
  }));
}

interface Sent extends Post {
  readonly at: Instant;
}

/** Lives through a cycle as its dates became public; what is held because it moves much is approved by a maintainer. */
async function replay(
  release: Release,
): Promise<{ readonly sent: readonly Sent[]; readonly served: Released }> {
  const news = release.milestones.flatMap(({ history = [] }) => history.map(({ since }) => since));
  const ends = release.milestones.flatMap(({ when }) => (isDated(when) ? [endOf(when)] : []));
  const begin = plus(news.toSorted()[0] ?? instantOf(0), 'PT1M');
  const end = ends.toSorted().at(-1) ?? begin;
  const clock = watch('2020-01-01');
  clock.set(begin);
  const served: Released = [{ since: begin, release: filesOf(release, begin) }];
  const sent: Sent[] = [];
  await inOffice({ files: filesAt(release, begin), clock }, async (office) => {
    for (const { address, wish } of people()) await office.welcome(address, wish);
    const steps = [...new Set(news.filter((since) => since > begin && since < end))].toSorted();
    for (const [index, next] of [...steps, end].entries()) {
      for (const quiet of ['PT0S', 'PT31M'])
        await ringUntil(office, next < end ? plus(clock.now(), quiet) : clock.now(), sent);
      await ringUntil(office, next, sent);
      if (index === steps.length) break;
      served.push({ since: next, release: filesOf(release, next) });
      await office.edit(filesAt(release, next));
      for (const held of (await office.service.store?.held()) ?? [])
        await office.service.store?.approve(held.revision);
      await office.edit({});
    }
  });
  return { sent, served };
}

type Released = { readonly since: Instant; readonly release: ReadonlyMap<string, string> }[];

/** The announced days of a release's milestones, as letters say them. */
function filesOf({ milestones }: Release, now: Instant): ReadonlyMap<string, string> {
  return new Map(
    milestones.flatMap((milestone) => {
      const told = publicAt(milestone, now);
      const on =
        told && told.status === 'planned' && isDated(told.when) ? withoutYear(announcedDay(told.when)) : '';
      return told ? [[milestone.name, on]] : [];
    }),
  );
}

async function ringUntil(office: Office, end: Instant, sent: Sent[]): Promise<void> {
  for (;;) {
    const next = plus(office.clock.now(), 'PT12H');
    office.clock.set(next < end ? next : end);
    await office.ring();
    for (const one of await office.post()) sent.push({ ...one, at: office.clock.now() });
    if (office.clock.now() >= end) return;
  }
}

interface Line {
  readonly kind: 'moved' | 'off' | 'again' | 'due';
  readonly name: string;
  readonly day: string;
}

const label =
  /^(MOVED|CANCELED|POSTPONED|DATE WITHDRAWN|BACK ON THE SCHEDULE|TODAY|TOMORROW|IN \d+ DAYS|STILL OPEN|NOW): (.+) \(Kubernetes [\d.]+\)\n(.+)\n?(.*)/gm;
/** Where a block names the announced day; that of a reader's clock comes last. */
const places = [
  /to (\w+ \d+ \w+) \d{4}, [^,]+ (?:later|earlier)/,
  /(?:Still on|planned for|now on) (\w+ \d+ \w+) \d{4}/,
  /announced as (?:the end of )?(\w+ \d+ \w+)/,
  /^(\w+day \d+ \w+) \d{4}/,
  /^Closes (?:at the end of )?(\w+ \d+ \w+)/,
];

/** What a letter tells, by its plain text; days as `Wed 2 Dec`. */
function linesOf({ text }: Post): readonly Line[] {
  return [...text.matchAll(label)].flatMap(([, word = '', names = '', first = '', second = '']) => {
    const found = places.map((place) => place.exec(first) ?? place.exec(second)).find(Boolean)?.[1] ?? '';
    const day = found.replaceAll(/([A-Z]\w\w)\w*/g, '$1');
    const kind = word === 'MOVED' ? 'moved' : word.startsWith('BACK') ? 'again' : kindOf(word);
    return names.split(/, | and /).map((name) => ({ kind, name, day }));
  });
}

function kindOf(word: string): 'off' | 'due' {
  return /^(CANCELED|POSTPONED|DATE)/.test(word) ? 'off' : 'due';
}

/** Defines a test for each release. */
export function slips(versions: readonly string[]): void {
  for (const version of versions)
    it(`of ${version}: one notice for each change and person, no date that does not count any more, and everybody ends with the last`, async () => {
      const { publish } = await wired();
      const found = publish.release({ calendar: 'kubernetes', release: version });
      assert.ok('value' in found);
      const { release } = found.value;

      const { sent, served } = await replay(release);

      assert.ok(sent.length > 50, `${sent.length} letters`);
      const byPerson = Map.groupBy(sent, ({ to }) => to);
      for (const [who, letters] of byPerson) {
        for (const [name, lines] of Map.groupBy(letters.flatMap(linesOf), (line) => line.name)) {
          const notices = lines.filter(({ kind }) => kind !== 'due').map(({ kind, day }) => `${kind} ${day}`);
          assert.ok(notices.length <= changesOf(name, served), `${who}: ${name}: ${notices.join('; ')}`);
          assert.ok(
            notices.every((one, index) => one !== notices[index - 1]),
            `${who}: ${name}: ${notices.join('; ')}`,
          );
        }
        for (const [day, [, ...more]] of Map.groupBy(letters, ({ at, to }) => localDay(at, to)))
          for (const one of more)
            assert.ok(
              linesOf(one).some(({ kind }) => kind !== 'due'),
              `${who} had two letters on ${day}: ${one.subject}`,
            );
      }
      for (const letter of sent)
        for (const { kind, name, day } of linesOf(letter)) {
          const now = served.findLast(({ since }) => since <= letter.at)?.release.get(name) ?? '';
          if (kind === 'off') assert.equal(now, '', `${letter.at} ${letter.subject}`);
          else assert.equal(day, now, `${letter.at} ${letter.to} ${letter.subject}`);
        }
      for (const [who, letters] of byPerson) {
        const last = new Map(
          letters.flatMap((one) =>
            linesOf(one).map(({ kind, name, day }) => [name, kind === 'off' ? '' : day]),
          ),
        );
        for (const [name, day] of last)
          assert.equal(day, served.at(-1)?.release.get(name), `${who}: ${name}`);
      }
    });
}

/** How often what was public of a milestone changed. */
function changesOf(name: string, served: Released): number {
  const days = served.map(({ release }) => release.get(name) ?? '');
  return days.filter((day, index) => index > 0 && day !== days[index - 1]).length;
}

function localDay(at: Instant, to: string): string {
  const index = Number(/\d+/.exec(to)?.[0] ?? 0);
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zones[index % zones.length] ?? 'UTC' }).format(
    millis(at),
  );
}
