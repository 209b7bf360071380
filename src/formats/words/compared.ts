import type { Change, Comparison } from '../../domain/history/change.ts';
import type { Milestone } from '../../domain/calendar/calendar.ts';
import { announcedDay, isDated } from '../../domain/when/when.ts';
import { printed } from '../../domain/banner/printed.ts';
import { daysBetween, utc } from '../../domain/time/time.ts';
import { changeLines } from './changelines.ts';
import { longDayOf, longWhen } from './longwhen.ts';

/** One line per change, under the calendar's title when there are several calendars. */
export function comparedText(found: readonly Comparison[]): string {
  const some = found.filter(({ changes }) => changes.length > 0);
  const lines = some.map(
    ({ title, changes }) => `${found.length > 1 ? `${title}:\n` : ''}${changeLines(changes)}`,
  );
  return lines.join('\n');
}

/** A Markdown table per release, for a pull request comment; `escape` escapes plain text. */
export function comparedMarkdown(found: readonly Comparison[], escape: (text: string) => string): string {
  const tables = found.flatMap(({ title, changes }) =>
    [...Map.groupBy(changes, ({ release }) => release)].map(([release, own]) => {
      const rows = own.map((change) => `| ${cells(change).map(escape).join(' | ')} |\n`).join('');
      return `### ${escape(`${title} ${release}`)}\n\n| milestone | change | was | is |\n|---|---|---|---|\n${rows}`;
    }),
  );
  return tables.length === 0 ? 'No dates or names differ.\n' : tables.join('\n');
}

function cells({ kind, name, before, after }: Change): readonly string[] {
  const by = `${kind}${howFar({ before, after })}`;
  if (kind === 'renamed') return [name, by, before?.name ?? '', name];
  const [was, is] = [shown(before), shown(after)];
  if (kind === 'cancelled' || kind === 'postponed') return [name, by, was, ''];
  const isOtherDay = dayOnly(before) !== dayOnly(after);
  if (isOtherDay || kind === 'restored') return [name, by, was, is];
  // show the exact time when both fall on the same day
  const [exact = '', other = ''] = [before, after].map((one) => one && longWhen(one.when));
  return [name, by, exact, other];
}

function dayOnly(milestone: Milestone | undefined): string {
  return milestone ? longDayOf(milestone.when) : '';
}

/** `Wednesday 2nd December 2026 (AoE)` */
function shown(milestone: Milestone | undefined): string {
  const day = dayOnly(milestone);
  const isAoe = milestone !== undefined && printed(milestone.when, utc).aoe;
  return isAoe && !day.endsWith('(AoE)') ? `${day} (AoE)` : day;
}

/** ` 7 days later`; empty unless both sides are dated. */
function howFar({ before, after }: Pick<Change, 'before' | 'after'>): string {
  if (!before || !after || !isDated(before.when) || !isDated(after.when)) return '';
  const days = daysBetween(announcedDay(before.when), announcedDay(after.when));
  if (days === 0) return '';
  const count = Math.abs(days);
  return ` ${count} ${count === 1 ? 'day' : 'days'} ${days > 0 ? 'later' : 'earlier'}`;
}

/** JSON data; its schema is published. */
export function comparedData(found: readonly Comparison[]): object {
  const data = found.flatMap(({ calendar, changes }) =>
    changes.map(({ kind, release, id, name, before, after }) => ({
      ...{ calendar, release, id, name, kind },
      ...{ before: side(before), after: side(after) },
    })),
  );
  return { changes: data };
}

function side(milestone: Milestone | undefined): object | undefined {
  if (!milestone) return undefined;
  const { id, name, status, when } = milestone;
  return { id, name, status, when };
}
