/** A component of an iCalendar stream as it stands, by our own reading and no library's. */
export interface Component {
  readonly name: string;
  readonly properties: readonly Property[];
  readonly inside: readonly Component[];
}

export interface Property {
  readonly name: string;
  /** By their names, in capitals. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly value: string;
}

export interface Stream {
  readonly components: readonly Component[];
  readonly problems: readonly string[];
}

/** Reads octets by RFC 5545 3.1 and 3.4 and says everything that is not strictly so. */
export function readStream(octets: Buffer): Stream {
  const problems: string[] = [];
  const physical = physicalLines(octets, problems);
  const lines = unfolded(physical, problems).map((line) => readLine(line, problems));
  return { components: nest(lines, problems), problems };
}

function physicalLines(octets: Buffer, problems: string[]): readonly string[] {
  if (!octets.subarray(-2).equals(Buffer.from('\r\n'))) problems.push('the last line does not end in CRLF');
  const lines: string[] = [];
  let start = 0;
  for (let end = octets.indexOf('\r\n'); end >= 0; end = octets.indexOf('\r\n', start)) {
    lines.push(decode(octets.subarray(start, end), lines.length + 1, problems));
    start = end + 2;
  }
  if (start < octets.length)
    lines.push(decode(octets.subarray(start).filter(isNoBreak), lines.length + 1, problems));
  return lines;
}

function isNoBreak(octet: number): boolean {
  return octet !== 10 && octet !== 13;
}

function decode(octets: Uint8Array, number: number, problems: string[]): string {
  const say = (what: string): unknown => problems.push(`line ${number}: ${what}`);
  if (octets.length === 0) say('is blank');
  if (octets.length > 75) say(`has ${octets.length} octets`);
  const text = Buffer.from(octets).toString('utf8');
  if (!Buffer.from(text).equals(octets)) say('is not UTF-8, or a character is parted');
  // oxlint-disable-next-line no-control-regex -- just these are looked for
  if (/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text))
    say('has a control character');
  return text;
}

function unfolded(lines: readonly string[], problems: string[]): readonly string[] {
  const logical: string[] = [];
  for (const line of lines) {
    if (!/^[ \t]/.test(line)) logical.push(line);
    else {
      const before = logical.pop();
      if (before === undefined) problems.push('the first line is a continuation');
      logical.push((before ?? '') + line.slice(1));
    }
  }
  return logical;
}

function readLine(line: string, problems: string[]): Property {
  const head = /^([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):/.exec(line);
  if (!head) {
    problems.push(`"${line}" is no content line`);
    return { name: '', parameters: {}, value: line };
  }
  const [all, name = '', parameters = ''] = head;
  const pairs = [...parameters.matchAll(/;([A-Z0-9-]+)=("[^"]*"|[^";:,]*)/g)];
  return {
    name,
    parameters: Object.fromEntries(pairs.map(([, key = '', value = '']) => [key, value])),
    value: line.slice(all.length),
  };
}

interface Open {
  readonly name: string;
  readonly properties: Property[];
  readonly inside: Component[];
}

function nest(lines: readonly Property[], problems: string[]): readonly Component[] {
  const open: [Open, ...Open[]] = [{ name: '', properties: [], inside: [] }];
  for (const property of lines) {
    const current = open.at(-1) ?? open[0];
    if (property.name === 'BEGIN') {
      const component: Open = { name: property.value, properties: [], inside: [] };
      current.inside.push(component);
      open.push(component);
    } else if (property.name === 'END') {
      if (current.name !== property.value || open.length === 1)
        problems.push(`END:${property.value} ends ${current.name || 'nothing'}`);
      if (open.length > 1) open.pop();
    } else {
      if (current === open[0]) problems.push(`${property.name} stands outside a component`);
      if (current.inside.length > 0)
        problems.push(`${property.name} stands after a component of ${current.name}`);
      current.properties.push(property);
    }
  }
  for (const { name } of open.slice(1)) problems.push(`${name} is never ended`);
  return open[0].inside;
}
