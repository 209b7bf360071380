import type { Component, Property } from './octets.ts';
import { readStream } from './octets.ts';

type Type = 'text' | 'texts' | 'uri' | 'date' | 'date or instant' | 'instant' | 'number' | RegExp;
interface Rule {
  readonly type: Type;
  readonly times: 'once' | 'at most once';
}

const once = (type: Type): Rule => ({ type, times: 'once' });
const atMostOnce = (type: Type): Rule => ({ type, times: 'at most once' });

/** Everything that a feed of ours may say, and nothing else: no METHOD, no TZID, no VTIMEZONE. */
const calendarRules: Readonly<Record<string, Rule>> = {
  VERSION: once(/^2\.0$/),
  PRODID: once(/^-\/\/[^/]+\/\/[^/]+\/\/EN$/),
  CALSCALE: once(/^GREGORIAN$/),
  NAME: once('text'),
  'X-WR-CALNAME': once('text'),
  DESCRIPTION: once('text'),
  'X-WR-CALDESC': once('text'),
  'LAST-MODIFIED': once('instant'),
  SOURCE: once('uri'),
  URL: atMostOnce('uri'),
  'REFRESH-INTERVAL': once(/^PT6H$/),
  'X-PUBLISHED-TTL': once(/^PT6H$/),
  COLOR: once(/^[a-z]+$/),
  'X-APPLE-CALENDAR-COLOR': once(/^#[0-9A-F]{6}$/),
};
const eventRules: Readonly<Record<string, Rule>> = {
  UID: once(/^[a-z0-9-]+\.[A-Za-z0-9._-]+\.[a-z0-9-]+@[a-z0-9.-]+$/),
  SEQUENCE: once('number'),
  DTSTAMP: once('instant'),
  CREATED: once('instant'),
  'LAST-MODIFIED': once('instant'),
  DTSTART: once('date or instant'),
  DTEND: once('date or instant'),
  SUMMARY: once('text'),
  DESCRIPTION: once('text'),
  CATEGORIES: once('texts'),
  URL: atMostOnce('uri'),
  STATUS: once(/^(TENTATIVE|CONFIRMED|CANCELLED)$/),
  TRANSP: once(/^TRANSPARENT$/),
  CLASS: once(/^PUBLIC$/),
  'X-MICROSOFT-CDO-ALLDAYEVENT': atMostOnce(/^TRUE$/),
  'X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT': atMostOnce(/^TRUE$/),
};
const alarmRules: Readonly<Record<string, Rule>> = {
  ACTION: once(/^DISPLAY$/),
  DESCRIPTION: once('text'),
  TRIGGER: once(/^-?P(\d+D)?(T(\d+H)?(\d+M)?(0S)?)?$/),
};
/** What RFC 5545 and RFC 7986 let stand without a value type of its own, and what ours writes beside it. */
const valueTypes: Readonly<Record<string, string>> = {
  SOURCE: 'URI',
  URL: 'URI',
  'REFRESH-INTERVAL': 'DURATION',
  DTSTART: 'DATE',
  DTEND: 'DATE',
};

/** Everything in a feed's octets that is not as strictly as we promise; empty when nothing is. */
export function grammarProblems(octets: Buffer | string): readonly string[] {
  const { components, problems } = readStream(Buffer.from(octets));
  const [calendar, ...more] = components;
  if (calendar?.name !== 'VCALENDAR' || more.length > 0) return [...problems, 'wanted one VCALENDAR'];
  const events = calendar.inside;
  return [
    ...problems,
    ...follow(calendar, calendarRules),
    ...twins(calendar, 'NAME', 'X-WR-CALNAME'),
    ...twins(calendar, 'DESCRIPTION', 'X-WR-CALDESC'),
    ...events.flatMap(eventProblems),
    ...unlike(events),
  ];
}

function eventProblems(event: Component): readonly string[] {
  if (event.name !== 'VEVENT') return [`${event.name} has no place in a feed`];
  const late = valueOf(event, 'DTEND') > valueOf(event, 'DTSTART');
  const inOrder = valueOf(event, 'CREATED') <= valueOf(event, 'LAST-MODIFIED');
  return [
    ...follow(event, eventRules),
    ...event.inside.flatMap((alarm) => alarmProblems(alarm, event)),
    ...(event.inside.length > 2 ? [`${valueOf(event, 'UID')}: has more than two alarms`] : []),
    ...(late ? [] : [`${valueOf(event, 'UID')}: DTEND is not later than DTSTART`]),
    ...(inOrder ? [] : [`${valueOf(event, 'UID')}: CREATED is later than LAST-MODIFIED`]),
    ...twins(event, 'DTSTAMP', 'LAST-MODIFIED'),
  ];
}

/** An all-day event rings by its start, one with a time by its end. */
function alarmProblems(alarm: Component, event: Component): readonly string[] {
  if (alarm.name !== 'VALARM') return [`${alarm.name} has no place in an event`];
  const allDay = !valueOf(event, 'DTSTART').includes('T');
  const related = alarm.properties.find(({ name }) => name === 'TRIGGER')?.parameters['RELATED'];
  const uid = valueOf(event, 'UID');
  const cancelled = valueOf(event, 'STATUS') === 'CANCELLED';
  return [
    ...follow(alarm, alarmRules),
    ...(related === (allDay ? undefined : 'END') ? [] : [`${uid}: an alarm relates to ${String(related)}`]),
    ...(cancelled ? [`${uid}: has an alarm and is cancelled`] : []),
  ];
}

function follow({ name, properties }: Component, rules: Readonly<Record<string, Rule>>): readonly string[] {
  const counted = Object.entries(rules).flatMap(([property, { times }]) => {
    const count = properties.filter((one) => one.name === property).length;
    const fits = count === 1 || (count === 0 && times === 'at most once');
    return fits ? [] : [`${name} has ${property} ${count} times, wanted ${times}`];
  });
  const valued = properties.flatMap((property) => {
    const rule = rules[property.name];
    if (!rule) return [`${property.name} has no place in ${name}`];
    return isValue(property, rule.type) ? [] : [`${name}: ${property.name} is ${property.value}`];
  });
  return [...counted, ...valued];
}

function isValue({ name, value, parameters }: Property, type: Type): boolean {
  const { VALUE: given, RELATED: related, ...others } = parameters;
  if (related !== undefined && name !== 'TRIGGER') return false;
  if (Object.keys(others).length > 0 || (given !== undefined && given !== valueTypes[name])) return false;
  if (type instanceof RegExp) return type.test(value);
  switch (type) {
    case 'text':
      return /^(?:[^\\;,]|\\[\\;,n])+$/u.test(value);
    case 'texts':
      return /^(?:[^\\;,]|\\[\\;,n])+(?:,(?:[^\\;,]|\\[\\;,n])+)*$/u.test(value);
    case 'uri':
      return /^[a-z]+:[^\s\\"<>]+$/.test(value) && URL.canParse(value);
    case 'number':
      return /^\d+$/.test(value);
    case 'date or instant':
      return isValue({ name, value, parameters }, value.includes('T') ? 'instant' : 'date');
    case 'date':
      return given === 'DATE' && isDay(value);
    case 'instant':
      return (
        given === undefined &&
        /^\d{8}T([01]\d|2[0-3])[0-5]\d[0-5]\dZ$/.test(value) &&
        isDay(value.slice(0, 8))
      );
  }
}

function isDay(text: string): boolean {
  const iso = text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  return !Number.isNaN(Date.parse(iso)) && new Date(iso).toISOString().startsWith(iso);
}

function twins(component: Component, one: string, other: string): readonly string[] {
  const [left, right] = [valueOf(component, one), valueOf(component, other)];
  return left === right ? [] : [`${component.name}: ${one} is ${left} and ${other} is ${right}`];
}

/** vdirsyncer takes events that are equal but for their UID for one. */
function unlike(events: readonly Component[]): readonly string[] {
  const uids = events.map((event) => valueOf(event, 'UID'));
  const looks = events.map(({ properties }) =>
    properties
      .filter(({ name }) => name !== 'UID')
      .map(({ name, value }) => `${name}:${value}`)
      .toSorted()
      .join('\n'),
  );
  return [
    ...doubled(uids).map((uid) => `the UID ${uid} stands twice`),
    ...doubled(looks).map((look) => `two events are equal but for their UID: ${look}`),
  ];
}

function doubled(texts: readonly string[]): readonly string[] {
  return texts.filter((text, index) => texts.indexOf(text) !== index);
}

function valueOf({ properties }: Component, name: string): string {
  return properties.find((property) => property.name === name)?.value ?? '';
}
