import type { Request, RequestHandler } from 'express';

/** The fields of a form or JSON body, as text; lists are comma-separated. */
export type Fields = Readonly<Record<string, string | undefined>>;

const mostFields = 50;

/** Reads a form or JSON object, else `undefined`. With `form=1`, missing fields mean "not chosen". */
export function fieldsIn(request: Request): Fields | undefined {
  const body: unknown = request.body;
  if (body === undefined || body === '') return {};
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const entries: readonly (readonly [string, unknown])[] = Object.entries(body);
  if (entries.length > mostFields) return undefined;
  const fields: Record<string, string> = {};
  for (const [name, value] of entries) {
    const text = textOf(value);
    if (text === undefined) return undefined;
    fields[name] = text;
  }
  if (fields['form'] !== '1') return fields;
  // a browser sends nothing of what is not ticked
  return { calendar: 'none', kind: '', role: '', lead: 'none', changes: 'no', ...fields };
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (!Array.isArray(value)) return undefined;
  const texts = value.map((one) => (typeof one === 'object' ? undefined : textOf(one)));
  return texts.every((one) => one !== undefined) ? texts.join(',') : undefined;
}

/** At most this many bytes of an unsubscribe form are read. */
const mostOctets = 16_384;

/** Reads the form of `POST /subscriptions/unsubscribe` in any type, charset or coding; never fails. */
export const anyForm: RequestHandler = (request, _response, next) => {
  if (request.method !== 'POST' || request.path !== '/unsubscribe') return next();
  const parts: Buffer[] = [];
  let length = 0;
  request.on('data', (part: Buffer) => {
    length += part.length;
    if (length <= mostOctets) parts.push(part);
  });
  request.once('error', next);
  request.once('end', () => {
    const fields = new URLSearchParams(Buffer.concat(parts).toString('latin1'));
    request.body = Object.fromEntries(fields.get('how') === 'page' ? [['how', 'page']] : []);
    next();
  });
};
