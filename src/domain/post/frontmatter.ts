import type { Finding } from '../problem/rule.ts';
import type { Instant } from '../time/time.ts';
import type { TextLine, Range } from '../markdown/textline.ts';
import { linesOf } from '../markdown/textline.ts';
import { quote } from '../problem/suggestion.ts';
import { instant, plainDate } from '../time/time.ts';
import { expected } from '../problem/expected.ts';

/** What stands between the two `---` at the beginning of a Jekyll post. */
export interface FrontMatter {
  /** Where the text of the post begins. */
  readonly end: number;
  /** Where the value of `date:` stands. */
  readonly date?: Range;
}

/** A text whose front matter never ends has none. */
export function frontMatter(text: string): FrontMatter {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  let date: Range | undefined;
  for (const line of linesOf(text, start)) {
    const said = text.slice(line.from, line.to);
    if (line.from === start) {
      if (!/^---\s*$/.test(said)) break;
    } else if (/^(---|\.\.\.)\s*$/.test(said)) {
      return { end: line.next, ...(date && { date }) };
    } else {
      date ??= valueOf(said, line);
    }
  }
  return { end: start };
}

/** In characters; no date is longer. */
const longest = 200;

function valueOf(said: string, line: TextLine): Range | undefined {
  const [, key, quoted = '', rest] = /^(date[ \t]*:[ \t]*)(["']?)(.*)$/.exec(said.slice(0, longest)) ?? [];
  if (key === undefined || rest === undefined) return undefined;
  const value = (quoted === '' ? rest.split(/(?:^|\s)#/)[0] : rest.split(quoted)[0]) ?? '';
  const from = line.from + key.length + quoted.length;
  return value.trim() === '' ? undefined : { from, to: from + value.trimEnd().length };
}

const form =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d)(:\d\d(?:\.\d+)?)?[ \t]*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?$/i;

/** Reads the dates that Jekyll accepts. A day is its 00:00 UTC, and a time without an offset is UTC. */
export function readDate(said: string): Instant | Finding {
  const [whole, year = '', month = '', date = '', hours = '0', minutes = '00', seconds = ':00', zone = 'Z'] =
    form.exec(said) ?? [];
  if (whole === undefined) {
    const wanted = 'the instant of publication, such as 2024-01-09 16:00:00 +0000';
    return { rule: 'unreadable-when', says: `date: ${expected(wanted, quote(said))}` };
  }
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const at = instant(`${day}T${hours.padStart(2, '0')}:${minutes}${seconds}${offset(zone)}`);
  if (plainDate(day) && at) return at;
  const what = plainDate(day) ? 'a time and an offset that exist' : 'a day that exists';
  return { rule: 'impossible-date', says: `date: ${expected(what, quote(said))}` };
}

/** `+0100`, `+01` and `UTC` in the form of ISO 8601. */
function offset(zone: string): string {
  if (!/^[+-]/.test(zone)) return 'Z';
  return `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
}
