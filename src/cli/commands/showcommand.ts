import type { CommandModule, CommonOptions } from '../base/command.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Overview } from '../../domain/cycle/overview.ts';
import type { Paint } from '../../formats/overviewtable.ts';
import { styleText } from 'node:util';
import { expected } from '../../domain/problem/expected.ts';
import { releaseOf, rolesOf } from '../../domain/calendar/calendar.ts';
import { withExpected } from '../../domain/calendar/expectedtrains.ts';
import { patchTrain } from '../../domain/calendar/patch.ts';
import { cycleAt } from '../../domain/cycle/cycle.ts';
import { overview } from '../../domain/cycle/overview.ts';
import { overviewData } from '../../formats/json.ts';
import { overviewTable } from '../../formats/overviewtable.ts';
import { dayIn, utc } from '../../domain/time/time.ts';
import { sayUnknown } from '../../service/ports/refusal.ts';
import {
  choose,
  formatOption,
  instantOption,
  NotFound,
  openLoaded,
  theCalendar,
  valueOf,
  withCommon,
  withExamples,
} from '../base/command.ts';

interface ShowOptions extends CommonOptions {
  readonly calendar?: string;
  readonly release?: string;
  readonly role?: string;
  readonly at?: string;
  readonly format: string;
}

/** In color on a terminal, unless `NO_COLOR`; elsewhere only with `FORCE_COLOR`. */
const paint: Paint = (style, text) => styleText(style, text, { stream: process.stdout });

const formats = [
  { name: 'txt', write: (found: Overview) => overviewTable(found, paint) },
  { name: 'json', write: overviewData },
];

/** `show`: what is next, what is frozen until when, and the cycle as a table. */
export const command: CommandModule = {
  define: (command, given) => {
    withExamples(withCommon(command), 'show', 'show --release 1.38 --role docs-lead --at 2026-11-01')
      .option('--calendar <id>', 'a calendar id; needed when there are several')
      .option('--release <version>', 'the release (default: the one whose cycle is running or comes next)')
      .option('--role <role>', 'only what concerns a role, such as docs-lead')
      .option('--at <instant>', 'as of a day (00:00 UTC) or an instant (default: now)')
      .addOption(formatOption('txt', 'json'))
      .action(async ({ release: version, role, ...options }: ShowOptions) => {
        const format = choose('--format', options.format, formats);
        const asked = instantOption('--at', options.at);
        const service = await openLoaded(given, options);
        const at = asked ?? service.clock();
        const calendar = valueOf(service.publish.calendar(theCalendar(service, options.calendar)));
        // what a rule expects is shown, but is never next
        const rowsFrom = version === patchTrain ? withExpected(calendar, dayIn(at, utc)) : calendar;
        const release = version === undefined ? cycleAt(calendar, at) : releaseOf(rowsFrom, version);
        if (!release) throw notThere(calendar, version);
        const wish = { release, isOnly: version !== undefined, role: roleNamed(role, calendar), at };
        process.stdout.write(format.write(overview(calendar, wish)));
      });
  },
};

function notThere({ id, releases }: Calendar, version: string | undefined): NotFound {
  const known = releases.map((one) => one.version).toReversed();
  if (version !== undefined) return new NotFound(`${sayUnknown('release', version, known)} (calendar ${id})`);
  return new NotFound(`calendar ${id}: ${expected('a release with dates', 'none')}`);
}

function roleNamed(id: string | undefined, calendar: Calendar): Overview['role'] {
  const roles = rolesOf(calendar);
  const found = roles.find((one) => one.id === id);
  if (id === undefined || found) return found;
  const known = roles.map((one) => one.id);
  throw new NotFound(`${sayUnknown('role', id, known)} (calendar ${calendar.id})`);
}
