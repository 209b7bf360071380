import type { Entry } from './expected.ts';
import ICAL from 'ical.js';

/** An entry with all that ical.js reads of it. */
export interface ReadEntry extends Entry {
  readonly description: string;
  readonly status: string;
  readonly sequence: number;
  readonly url: string;
  readonly categories: readonly string[];
}

/** Reads a feed with ical.js, a library that has nothing of ours. */
export function readWithIcalJs(ics: string): readonly ReadEntry[] {
  return new ICAL.Component(ICAL.parse(ics) as unknown[]).getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      summary: event.summary,
      start: event.startDate.toString(),
      end: event.endDate.toString(),
      description: event.description,
      status: String(component.getFirstPropertyValue('status')),
      sequence: event.sequence,
      url: String(component.getFirstPropertyValue('url')),
      categories: component.getFirstProperty('categories')?.getValues().map(String) ?? [],
    };
  });
}
