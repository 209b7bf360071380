import type { Answer } from '../ports/refusal.ts';
import type { Instant } from '../../domain/time/time.ts';
import { expected } from '../../domain/problem/expected.ts';
import { quote } from '../../domain/problem/suggestion.ts';
import { instant, plainDate, startOfDay, utc } from '../../domain/time/time.ts';
import { refuse } from '../ports/refusal.ts';

const wanted = 'a day or an instant, such as 2026-11-23 (00:00 UTC) or 2026-11-23T18:00Z';

/** Reads an instant that somebody asks about, under this name; a day is its 00:00 UTC. */
export function readAt(text: string, name = 'at'): Answer<Instant> {
  const day = plainDate(text);
  const at = day ? startOfDay(day, utc) : instant(text);
  return at ? { value: at } : refuse('malformed-at', `${name}: ${expected(wanted, quote(text))}`);
}
