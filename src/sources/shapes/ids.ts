import { slug } from '../../domain/calendar/calendar.ts';

/** Leaves room for a numeric suffix within the 80 characters allowed for an id. */
const longest = 70;

/** Makes an id from a name; never empty. */
export function idOf(name: string): string {
  return slug(name).slice(0, longest).replace(/-+$/, '') || 'row';
}

/** Unique ids within a release: a repeated one gets the next free number. */
export class Ids {
  private readonly used = new Set<string>();
  private readonly numbers = new Map<string, number>();

  unused(id: string): string {
    let found = id;
    for (let number = (this.numbers.get(id) ?? 1) + 1; this.used.has(found); number++) {
      found = `${id}-${number}`;
      this.numbers.set(id, number);
    }
    this.used.add(found);
    return found;
  }
}
