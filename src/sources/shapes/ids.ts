import { slug } from '../../domain/calendar/calendar.ts';

/** Leaves room for a number within the 80 characters that an id of our own shape may have. */
const longest = 70;

/** The id of what has only a name; never empty. */
export function idOf(name: string): string {
  return slug(name).slice(0, longest).replace(/-+$/, '') || 'row';
}

/** The ids of one release: a repeated one gets the next number that no other has. */
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
