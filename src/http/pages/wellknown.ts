import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Handler, Route } from '../answers/handler.ts';
import type { Instant } from '../../domain/time/time.ts';
import type { Service } from '../../service/service.ts';
import { addDays, dayIn, startOfDay, utc } from '../../domain/time/time.ts';
import { granted } from '../answers/handler.ts';
import { passing } from '../answers/formatted.ts';
import { refuse } from '../../service/ports/refusal.ts';

/** What programs look for at an address that everybody knows. */
export function wellKnownRoutes(service: Service): readonly Route[] {
  const hasContact = contactsOf(service).length > 0;
  return [
    {
      path: '/.well-known/security.txt',
      handler: security(service),
      ...(hasContact && { files: 'one' as const }),
    },
    { path: '/llms.txt', handler: llms(service), files: 'one' },
  ];
}

/** In days; RFC 9116 2.5.5 advises less than a year. */
const validDays = 180;

/** RFC 9116. */
function security(service: Service): Handler {
  return () => {
    const contacts = contactsOf(service);
    if (contacts.length === 0) {
      const says = 'no security contact: neither SECURITY_CONTACT nor the homepage of a calendar is set';
      return granted(refuse('unknown-feed', says));
    }
    const today = dayIn(service.clock(), utc);
    const lines = [
      ...contacts.map((contact) => `Contact: ${contact}`),
      `Expires: ${startOfDay(addDays(today, validDays), utc)}`,
      'Preferred-Languages: en',
      `Canonical: ${service.publicUrl}/.well-known/security.txt`,
    ];
    return text(lines, startOfDay(addDays(today, 1), utc));
  };
}

function contactsOf({ securityContact, publish }: Service): readonly string[] {
  if (securityContact !== undefined) return [securityContact];
  const homepages = publish.calendars().flatMap(({ homepage }) => homepage ?? []);
  return [...new Set(homepages)].filter((one) => one.startsWith('https:'));
}

function text(lines: readonly string[], until?: Instant): ReturnType<typeof passing> {
  return passing('text/plain; charset=utf-8', `${lines.join('\n')}\n`, until);
}

/** What a language model is told of the service: where dates are that need no guessing. */
function llms({ publish, publicUrl }: Service): Handler {
  return () =>
    text([
      '# Release calendars',
      '',
      '> Release schedules: milestones with their exact cutoffs, as pages, JSON, iCalendar and text. No API key is needed.',
      '',
      '- A cutoff is the first instant that is too late. `AoE` (anywhere on Earth) is UTC-12.',
      '- Dates may move: fetch them again instead of relying on memory, and say when you fetched them.',
      '',
      ...publish.calendars().flatMap((calendar) => aboutCalendar(calendar, publicUrl)),
      '## API',
      '',
      `- [OpenAPI 3.1](${publicUrl}/openapi.json)`,
      `- [API documentation](${publicUrl}/docs)`,
    ]);
}

function aboutCalendar({ id, title, description }: Calendar, url: string): readonly string[] {
  const own = `${url}/${id}`;
  return [
    `## ${title}`,
    '',
    ...(description === '' ? [] : [description, '']),
    `- [Next deadline](${own}/next-deadline.txt): one line of text; \`?at=YYYY-MM-DD\` for another day`,
    `- [Freezes in force](${own}/state.json): whether a change may be merged now`,
    `- [All milestones](${own}.json): JSON; filter it by \`?release=\`, \`?kind=\` and \`?from=\``,
    `- [Dates that moved](${own}/changes.json)`,
    `- [Page](${own}/)`,
    '',
  ];
}
