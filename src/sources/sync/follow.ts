import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { CalendarReading } from '../../service/ports/source.ts';
import type { SourceAddress } from './ask.ts';
import type { Change } from '../../domain/history/change.ts';
import type { FetchedText, Texts } from '../../service/ports/texts.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Origins } from '../../service/ports/origin.ts';
import type { Problem } from '../../domain/problem/rule.ts';
import type { Shapes } from '../shapes/part.ts';
import type { Synced, SyncedFile, SyncWish } from '../../service/ports/sync.ts';
import { isDeepStrictEqual } from 'node:util';
import { allMilestones } from '../../domain/calendar/calendar.ts';
import { changes, isHistory, isMassChange } from '../../domain/history/change.ts';
import { expected } from '../../domain/problem/expected.ts';
import { Report, topOf } from '../../domain/problem/rule.ts';
import { instantOf, millis } from '../../domain/time/time.ts';
import { addressesOf, askFor } from './ask.ts';
import { readCalendar } from '../calendar/readcalendar.ts';
import { fileOf } from '../calendar/fetched.ts';
import type { Files } from '../files/files.ts';
import { readFiles } from '../files/files.ts';
import { readParts } from '../shapes/reader.ts';
import { milestoneKey } from '../../domain/calendar/milestonekey.ts';
import { contextOf, endingsOf } from '../shapes/part.ts';

interface Following extends SyncWish {
  readonly calendars: string;
  readonly shapes: Shapes;
  readonly fetcher: Origins;
  readonly texts: Texts;
  readonly at: Instant;
}

/** The result of fetching one file. */
interface FetchedTextResult {
  readonly told: SyncedFile;
  /** The text to keep; `undefined` if nothing was fetched. */
  readonly text?: FetchedText | undefined;
  /** Why it is refused. */
  readonly problems?: readonly Problem[];
}

/**
 * Fetches a calendar's sources and keeps new texts beside its files; their dates are merged at the next
 * reading. A text without milestones, or an unreadable one, is refused; the others are taken.
 */
export async function follow(
  { folder, id = '', ...reading }: CalendarReading,
  following: Following,
): Promise<Synced> {
  const { calendars, shapes, texts, at, dryRun, every } = following;
  // runs are some seconds early or late: none may be skipped
  const minute = instantOf(Math.floor(millis(at) / 60_000) * 60_000);
  const addresses = addressesOf({ ...reading, folder, id }, at);
  if (addresses.length === 0 || (every !== undefined && !(await texts.claim(id, minute, every))))
    return { folder, files: [], changes: [], problems: [] };
  const files = await readFiles(folder, { mount: calendars, endings: endingsOf(shapes) });
  const known = await texts.of(id);
  const keeping = { ...following, calendar: id, known, files, others: reading.calendar };
  const come = await Promise.all(addresses.map((address) => ask(address, keeping)));
  const around = { folder, files, shapes };
  const fresh = come.flatMap(({ text }) => text ?? []);
  const told = come.map((one) => one.told);
  const old = read(around, known);
  const next = kept(around, known, fresh);
  const now = read(around, next);
  const { found, isHeld } = weighed(old, now, following);
  const answer = { folder, changes: found, problems: come.flatMap(({ problems }) => problems ?? []) };
  if (isHeld)
    return {
      ...answer,
      files: told.map((one) => (one.outcome === 'taken' ? { ...one, outcome: 'held' } : one)),
    };
  if (!dryRun && fresh.length > 0) await texts.save(id, next);
  return { ...answer, files: told, isRenewed: !dryRun && isOther(old, now) };
}

/** What a fetch changes in a calendar, and whether that is too much at once to be taken. */
export function weighed(
  old: CalendarReading,
  next: CalendarReading,
  { at, accept }: Pick<Following, 'at' | 'accept'>,
): { readonly found: readonly Change[]; readonly isHeld: boolean } {
  const all = old.calendar && next.calendar ? changes(old.calendar, next.calendar) : [];
  const found = all.filter((one) => !isHistory(one, at));
  return { found, isHeld: !accept && old.calendar !== undefined && isMassChange(found, old.calendar, at) };
}

/** Also compares the days of the sources' last answers. */
function isOther(old: CalendarReading, now: CalendarReading): boolean {
  return old.revision !== now.revision || !isDeepStrictEqual(old.calendar?.origins, now.calendar?.origins);
}

interface Keeping extends Following {
  readonly calendar: string;
  /** The calendar's own files. */
  readonly files: Files;
  readonly known: readonly FetchedText[];
  /** The calendar as it is. */
  readonly others: Calendar | undefined;
}

async function ask(address: SourceAddress, keeping: Keeping): Promise<FetchedTextResult> {
  const { calendar, known, files, at } = keeping;
  const { name, url } = address;
  const last = known.findLast((one) => one.name === name && one.url === url);
  const answer = await askFor(address, { label: name, known: last ?? {} }, keeping);
  if ('told' in answer) return answer;
  const unchanged = { name, url, outcome: 'unchanged' } as const;
  if (answer.kind === 'same') return { told: unchanged, text: last && { ...last, checked: at } };
  const { bytes, validators } = answer;
  const isLast = last && Buffer.from(last.bytes).equals(bytes);
  // the same bytes get the server's current validators
  const since = isLast ? last.since : at;
  const text = { calendar, name, url, bytes, since, checked: at, ...validators };
  const own = files.files.find((one) => one.name === name);
  if (isLast || own?.text === fileOf(text).text) return { told: unchanged, text };
  const problems = stopping(text, keeping);
  return problems.length > 0
    ? { told: { name, url, outcome: 'refused' }, problems }
    : { told: { name, url, outcome: 'taken' }, text };
}

/** Problems that make a text unusable: no milestones, or errors that block a file of ours too. */
function stopping(text: FetchedText, { others, shapes }: Keeping): readonly Problem[] {
  const report = new Report();
  const file = fileOf(text);
  const around = contextOf(others);
  const parts = readParts([file], { ...shapes, around, report, others: others?.releases ?? [] });
  if (!report.isBlocked && parts.every(({ drafts }) => drafts.length === 0))
    report.stop(topOf(file.path), 'unreadable', expected('a schedule with milestones', 'none'));
  return report.problems.filter(({ blocks }) => blocks);
}

interface FolderContext {
  readonly folder: string;
  readonly files: Files;
  readonly shapes: Shapes;
}

function read({ folder, files, shapes }: FolderContext, texts: readonly FetchedText[]): CalendarReading {
  return readCalendar(folder, files, { shapes, fetched: texts.map(fileOf) });
}

/**
 * The texts to keep when some are new: the newest of each file, and those older ones without which past
 * milestones that their source has removed would be lost.
 */
function kept(
  around: FolderContext,
  known: readonly FetchedText[],
  fresh: readonly FetchedText[],
): readonly FetchedText[] {
  const names = new Map(fresh.map((one) => [`${one.name} ${one.since}`, one]));
  const before = known.map((one) => names.get(`${one.name} ${one.since}`) ?? one);
  const added = fresh.filter(
    (one) => !known.some(({ name, since }) => name === one.name && since === one.since),
  );
  const inOrder = (texts: readonly FetchedText[]): readonly FetchedText[] =>
    texts.toSorted((a, b) => (a.since === b.since ? (a.name < b.name ? -1 : 1) : a.since < b.since ? -1 : 1));
  let all = inOrder([...before, ...added]);
  const keys = (texts: readonly FetchedText[]): string => {
    const { calendar } = read(around, texts);
    return calendar ? allMilestones(calendar).map(milestoneKey).toSorted().join() : '';
  };
  const whole = added.length > 0 ? keys(all) : '';
  for (const old of before) {
    if (!added.some(({ name }) => name === old.name)) continue;
    const rest = all.filter((one) => one !== old);
    if (keys(rest) === whole) all = rest;
  }
  return all;
}
