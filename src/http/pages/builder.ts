import type { HandlerRequest } from '../answers/handler.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Service } from '../../service/service.ts';
import { kindsOf, rolesOf } from '../../domain/calendar/calendar.ts';
import { filterNames } from '../../domain/feed/filter.ts';
import { queryOf } from '../answers/handler.ts';
import { shows } from '../answers/operation.ts';
import { feedAddress } from '../../service/publish/feedname.ts';

/** The form that builds a feed URL: the choices made, and the resulting URL or an error. */
export interface Builder {
  readonly address: string;
  /** Without the scheme, for `webcal:` links. */
  readonly rest: string;
  readonly says: string | undefined;
  readonly asked: boolean;
  readonly choices: object;
}

/** The field names of the form. */
const known = ['what', ...filterNames];

const leads = [0, 1, 2, 3, 7, 14];

/** Reads the form as submitted without JavaScript: with repeated and empty fields. */
export function builderOf(service: Service, calendar: Calendar, asked: HandlerRequest): Builder {
  const joined = Object.entries(asked.query).flatMap(([name, value]) => {
    const text = textOf(value);
    return text === '' && known.includes(name) ? [] : [[name, text] as const];
  });
  const query = queryOf({ ...asked, query: Object.fromEntries(joined) }, known);
  const { what = 'deadlines', ...filters } = query;
  const name = what === 'all' ? calendar.id : `${calendar.id}-deadlines`;
  const found = service.publish.feedNamed(name, filters);
  const plain = `${service.publicUrl}/${name}.ics`;
  const address = 'value' in found ? feedAddress(found.value, service.publicUrl, 'ics') : plain;
  return {
    address,
    rest: address.replace(/^https?:\/\//, ''),
    says: 'refusal' in found ? found.refusal.says : undefined,
    asked: joined.length > 0,
    choices: choicesOf(calendar, { ...query, what }),
  };
}

function textOf(value: unknown): unknown {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!all.every((one) => typeof one === 'string')) return value;
  const parts = all.flatMap((one) => one.split(',')).map((one) => one.trim());
  return [...new Set(parts)].filter((one) => one !== '').join(',');
}

function choicesOf(calendar: Calendar, values: Readonly<Record<string, string>>): object {
  const chosen = (name: string): readonly string[] => (values[name] ?? '').split(',');
  const [first, second] = chosen('alarms');
  return {
    all: values['what'] === 'all',
    releases: calendar.releases
      .map(({ version }) => ({ id: version, chosen: chosen('release').includes(version) }))
      .toReversed(),
    kinds: kindsOf(calendar).map((id) => ({ id, chosen: chosen('kind').includes(id) })),
    roles: rolesOf(calendar).map(({ id, name }) => ({ id, name, chosen: chosen('role').includes(id) })),
    shows: shows.map((id) => ({ id, chosen: (values['deadlines'] ?? 'allday') === id })),
    alarms: [first, second].map((alarm) => leads.map((days) => ({ days, chosen: alarm === `${days}d` }))),
    drop: values['cancelled'] === 'drop',
    milestone: values['milestone'] ?? '',
    from: values['from'] ?? '',
    to: values['to'] ?? '',
  };
}
