import type { AllAnnounced } from '../ports/plans.ts';
import type { Catalog } from '../publish/catalog.ts';
import type { ReminderSchedule } from '../../domain/reminders/reminderplan.ts';

/** What there is to tell: the served calendars and their announcements. */
export function scheduleOf(catalog: Catalog, announced: AllAnnounced): ReminderSchedule {
  return { calendars: new Map(catalog.calendars().map((one) => [one.id, one])), announced };
}
