import { monthNames } from '../time/datewords.ts';
import { dateOf } from '../time/time.ts';

/** `; did you mean "2027-02-07"?` for dates in other notations, or nothing. */
export function dateHint(text: string): string {
  const found = isoOf(text) ?? spanOf(text) ?? monthIn(text);
  return found === undefined ? '' : `; did you mean "${found}"?`;
}

const yearFirst = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d))$/;
const dayFirst = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})$/;

function isoOf(text: string): string | undefined {
  const [, year, , month, day, tightMonth, tightDay] = yearFirst.exec(text) ?? [];
  if (year !== undefined) return dateOf(Number(year), Number(month ?? tightMonth), Number(day ?? tightDay));
  const [, first, sign, second, last] = dayFirst.exec(text) ?? [];
  // 03/04/2027 is March in one country and April in another
  if (sign === '/' && Number(first) <= 12) return undefined;
  return last === undefined ? undefined : dateOf(Number(last), Number(second), Number(first));
}

function spanOf(text: string): string | undefined {
  const [, first, last] = /^(\d{4}-\d\d-\d\d)\s*(?:to|until|-)\s*(\d{4}-\d\d-\d\d)$/i.exec(text) ?? [];
  return first === undefined || last === undefined ? undefined : `${first}..${last}`;
}

function monthIn(text: string): string | undefined {
  const [, name = '', year] = /^([A-Za-z]{3,9})\.? (\d{4})$/.exec(text) ?? [];
  const index = monthNames.findIndex((month) => month.toLowerCase().startsWith(name.toLowerCase()));
  return year === undefined || index < 0 ? undefined : `${year}-${String(index + 1).padStart(2, '0')}`;
}
