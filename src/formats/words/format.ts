import type { Banner } from '../../domain/banner/banner.ts';
import type { Cycle } from '../../domain/cycle/cycle.ts';
import type { Feed } from '../../domain/feed/feed.ts';
import type { Section } from '../../domain/banner/section.ts';
import type { ReminderEntry } from '../../domain/reminders/reminderentry.ts';
import type { Calendar, Milestone, Release, Style } from '../../domain/calendar/calendar.ts';
import type { Comparison } from '../../domain/history/change.ts';
import type { Move } from '../../domain/history/move.ts';
import type { State } from '../../domain/banner/state.ts';

/** A way to write a feed, banner or section. What it cannot write it has not got. */
export interface Format {
  /** The extension of its addresses and the word after `--format`. */
  readonly name: string;
  /** Its media type, for HTTP. */
  readonly media: string;
  readonly banner?: (banner: Banner, style: Style) => string;
  /** As `banner`, with room for the cutoff. */
  readonly card?: (banner: Banner, style: Style) => string;
  /** A release cycle as a picture, for a wide screen or a tall one. */
  readonly timeline?: (cycle: Cycle, shape: 'wide' | 'tall') => string;
  readonly section?: (section: Section, style: Style) => string;
  /** `source` is the address at which the feed is served. */
  readonly feed?: (feed: Feed, source: string) => string;
  /** A feed as a part of a letter. */
  readonly part?: (feed: Feed, source: string) => string;
  /** A whole release as its keeper would write it; `remarks` is what to tell people who edit it. */
  readonly release?: (release: Release, remarks?: (milestone: Milestone) => string | undefined) => string;
  /** One of its milestones, to be put into a file that is there. */
  readonly milestone?: (milestone: Milestone) => string;
  /** What moved, newest first; `self` is the address at which it is served. */
  readonly changes?: (calendar: Calendar, found: readonly Move[], self: string) => string;
  /** Reminders for readers without an address, newest first. */
  readonly bulletins?: (calendar: Calendar, found: readonly ReminderEntry[], self: string) => string;
  /** What differs between two revisions of calendars. */
  readonly compared?: (found: readonly Comparison[]) => string;
  /** Which freezes are in force. */
  readonly state?: (state: State) => string;
  /** Each answer is one line of output when several are asked for. */
  readonly lines?: boolean;
}

/** A template is missing or does not parse: an editor's mistake, told when formats are opened. */
export class TemplateError extends Error {}
