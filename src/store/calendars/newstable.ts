import type { Kysely, Selectable, Transaction } from 'kysely';
import type { News } from '../../service/ports/store.ts';
import type { Schema } from '../database/schema.ts';
import type { PublishedState } from '../../domain/calendar/calendar.ts';
import type { When } from '../../domain/when/when.ts';
import { chunks } from '../database/database.ts';
import { sameWords } from '../../domain/when/writewhen.ts';

type NewsRow = Selectable<Schema['news']>;

/** By milestone, in the order of recording. */
export async function newsOf(db: Kysely<Schema>, calendar: string): Promise<News> {
  const rows = await db
    .selectFrom('news')
    .selectAll()
    .where('calendar', '=', calendar)
    .orderBy('key')
    .orderBy('position')
    .execute();
  return new Map([...Map.groupBy(rows, ({ key }) => key)].map(([key, told]) => [key, told.map(toldIn)]));
}

function toldIn({ when, since, name, status, actual }: NewsRow): PublishedState {
  const said = {
    ...(name !== null && { name }),
    ...(status !== null && { status }),
    ...(actual !== null && { actual: JSON.parse(actual) as When }),
  };
  return { when: JSON.parse(when) as When, since, ...said };
}

/** Must run in the transaction that locked the calendar. Skips what is already recorded. */
export async function addNews(trx: Transaction<Schema>, calendar: string, more: News): Promise<void> {
  if (more.size === 0) return;
  const known = await newsOf(trx, calendar);
  const rows = [...more].flatMap(([key, told]) => {
    const before = known.get(key) ?? [];
    return fresh(before, told).map((one, index) => rowOf(calendar, key, before.length + index, one));
  });
  for (const some of chunks(rows)) await trx.insertInto('news').values(some).execute();
}

function rowOf(calendar: string, key: string, position: number, told: PublishedState): NewsRow {
  const { when, since, name, status, actual } = told;
  return {
    calendar, key, position, when: JSON.stringify(when), since,
    name: name ?? null, status: status ?? null, actual: actual ? JSON.stringify(actual) : null,
  };
}

/** Those not yet recorded word for word. */
function fresh(known: readonly PublishedState[], told: readonly PublishedState[]): readonly PublishedState[] {
  return told.filter((one) => !known.some((other) => isSame(one, other)));
}

function isSame(one: PublishedState, other: PublishedState): boolean {
  const [is, was] = [one.actual, other.actual];
  const happened = is === was || (is !== undefined && was !== undefined && sameWords(is, was));
  const said = one.name === other.name && one.status === other.status && happened;
  return said && one.since === other.since && sameWords(one.when, other.when);
}
