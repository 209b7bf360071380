import type { Banner } from '../../domain/banner/banner.ts';
import type { Cycle } from '../../domain/cycle/cycle.ts';
import type { Feed } from '../../domain/feed/feed.ts';
import type { Section } from '../../domain/banner/section.ts';
import type { ReminderEntry } from '../../domain/reminders/reminderentry.ts';
import type { Calendar, Milestone, Release, Style } from '../../domain/calendar/calendar.ts';
import type { Comparison } from '../../domain/history/change.ts';
import type { Move } from '../../domain/history/move.ts';
import type { State } from '../../domain/banner/state.ts';

/** An output format. Methods that a format does not support are absent. */
export interface Format {
  /** The extension of its URLs and the value of `--format`. */
  readonly name: string;
  /** The media type for HTTP. */
  readonly media: string;
  readonly banner?: (banner: Banner, style: Style) => string;
  /** A larger banner that shows the cutoff. */
  readonly card?: (banner: Banner, style: Style) => string;
  /** A release cycle as a picture. */
  readonly timeline?: (cycle: Cycle, shape: 'wide' | 'tall') => string;
  readonly section?: (section: Section, style: Style) => string;
  /** `source` is the URL of the feed. */
  readonly feed?: (feed: Feed, source: string) => string;
  /** Writes what a feed is put together of, a piece at each step; `feed` writes what of it is not there yet. */
  readonly pieces?: (feed: Feed) => Iterable<unknown>;
  /** The feed attached to a letter. */
  readonly part?: (feed: Feed, source: string) => string;
  /** A whole release as its maintainer would write it; `remarks` are comments for its editors. */
  readonly release?: (release: Release, remarks?: (milestone: Milestone) => string | undefined) => string;
  /** One milestone, to insert into an existing file. */
  readonly milestone?: (milestone: Milestone) => string;
  /** Changed dates, newest first; `self` is the URL of the feed. */
  readonly changes?: (calendar: Calendar, found: readonly Move[], self: string) => string;
  /** Reminders for feed readers, newest first. */
  readonly bulletins?: (calendar: Calendar, found: readonly ReminderEntry[], self: string) => string;
  /** The differences between two revisions of calendars. */
  readonly compared?: (found: readonly Comparison[]) => string;
  /** Which freezes are in force now. */
  readonly state?: (state: State) => string;
  /** Set when each answer is exactly one line of output. */
  readonly lines?: boolean;
}

/** A template is missing or does not parse; thrown when formats are opened. */
export class TemplateError extends Error {}
