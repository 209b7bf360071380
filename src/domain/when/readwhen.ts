import type { Context, ReadWhen } from './whenresult.ts';
import { quote } from '../problem/suggestion.ts';
import { dateHint } from './suggestdate.ts';
import { readPlain } from './plain.ts';
import { tbd } from './when.ts';
import { good, undated, after } from './whenresult.ts';
import { expected } from '../problem/expected.ts';
import type { Clause } from './clause.ts';
import { reconcile } from './reconcile.ts';
import { halvesOf, timedByWhat } from './whattime.ts';

/** No date is longer. */
const longest = 300;

/**
 * Reads every form of `when`: the plain ones of our own files and the ones people publish.
 * What cannot be dated is `tbd` with a finding; nothing is guessed and nothing is dropped.
 */
export function readWhen(written: string, context: Context): ReadWhen {
  if (written.length > longest) {
    const says = expected(`a date of at most ${longest} characters`, String(written.length));
    return undated('unreadable-when', says);
  }
  const text = bare(written);
  if (/^(tbd|tbc|tba)?$/i.test(text)) return good(tbd);
  const found = hinted(readPlain(text, context) ?? readProse(text, context), text);
  const { kind } = found.when;
  const zoneless = kind === 'day' || kind === 'span' || kind === 'month';
  if (!zoneless || context.zone) return found;
  return undated('shape', `${quote(text)}: ${expected('a zone for bare dates, such as zone: UTC', 'none')}`);
}

/** Text that cannot be read may be a date in another notation. */
function hinted({ when, findings }: ReadWhen, text: string): ReadWhen {
  const near = when.kind === 'tbd' ? dateHint(text) : '';
  const last = findings.at(-1);
  if (near === '' || !last || last.says.includes('did you mean')) return { when, findings };
  return { when, findings: [...findings.slice(0, -1), { ...last, says: `${last.says}${near}` }] };
}

/** Without bold, links (`[text](url)` is its text) and doubled or unusual spaces and dashes. */
function bare(written: string): string {
  return (
    written
      // except the zone of RFC 9557, which follows its offset without a space
      .replace(/(?<![\dZz])\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])?/g, '$1')
      .replaceAll('*', '')
      .replace(/[\u2010-\u2015\u2212]/g, '-')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

/** The forms found in published schedules: one to three halves, separated by slashes. */
function readProse(text: string, context: Context): ReadWhen {
  const halves = halvesOf(text, context);
  const unreadable = halves.find((half) => half.unreadable)?.unreadable;
  if (unreadable) {
    const where = unreadable.says.includes(quote(text)) ? '' : `${quote(text)}: `;
    return { when: tbd, findings: [{ ...unreadable, says: `${where}${unreadable.says}` }] };
  }
  const [only] = halves;
  if (halves.length === 1 && only && isBareDay(only)) {
    const found = only.first && timedByWhat(only.first, context);
    if (found) return after(only.findings, found);
  }
  return reconcile(halves, context);
}

function isBareDay(half: Clause): boolean {
  return half.minutes === undefined && !half.aoe && half.first === half.last;
}
