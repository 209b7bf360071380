import type { Banner } from './banner.ts';
import type { When } from '../when/when.ts';
import type { Zone } from '../time/time.ts';
import { phrases } from './phrase.ts';
import { dayWords, printed } from './printed.ts';

/** What a banner should have said, for a message: `Code Freeze and Test Freeze, Jul 22nd (AoE)`. */
export function nextLine(banner: Banner): string {
  const parts = phrases({ ...banner, both: false }).map(({ names, how, withYear }) => {
    const said = [...new Set(names.map(({ text }) => text))].join(' and ');
    return `${said}, ${words(how, withYear)}`;
  });
  return parts.length === 0 ? 'no deadline announced' : parts.join('; ');
}

/** A *when* as issues print it. `zone` is the calendar's. */
export function whenWords(when: When, zone: Zone): string {
  return words(printed(when, zone), false);
}

function words(how: ReturnType<typeof printed>, withYear: boolean): string {
  const time = how.time === '' ? '' : `, ${how.time}`;
  return `${dayWords(how, 'short', withYear)}${how.aoe ? ' (AoE)' : ''}${time}`;
}
