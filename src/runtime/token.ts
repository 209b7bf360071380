import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

interface Said {
  readonly subscription: string;
  readonly round: number;
}

const bytes = { key: 4, id: 16, round: 4, until: 6, mac: 20 };
const bodyLength = bytes.key + bytes.id + bytes.round + bytes.until;

/**
 * Signs with the first (newest) secret and verifies with any. A token is the id of its secret, the
 * subscription and its round, the expiry in seconds (0: never), and 160 bits of HMAC-SHA-256 over these and
 * its purpose.
 */
export function openTokens(secrets: readonly [string, ...string[]]) {
  const keys = secrets.map((secret) => {
    const key = createHash('sha256').update(`release-calendar links ${secret}`).digest();
    return { key, name: createHash('sha256').update(key).digest().subarray(0, bytes.key) };
  });
  const [newest = { key: Buffer.alloc(0), name: Buffer.alloc(0) }] = keys;
  const oldest = keys.at(-1) ?? newest;
  const mac = (key: Buffer, purpose: string, body: Buffer): Buffer =>
    createHmac('sha256', key).update(purpose).update('\0').update(body).digest().subarray(0, bytes.mac);
  return {
    id: newId,
    chance: (): number => randomBytes(4).readUInt32BE() / 2 ** 32,
    sign: (purpose: string, { subscription, round }: Said, until: number): string => {
      const body = Buffer.alloc(bodyLength);
      newest.name.copy(body);
      Buffer.from(subscription, 'hex').copy(body, bytes.key);
      body.writeUInt32BE(round, bytes.key + bytes.id);
      body.writeUIntBE(Math.ceil(until / 1000), bytes.key + bytes.id + bytes.round, bytes.until);
      return Buffer.concat([body, mac(newest.key, purpose, body)]).toString('base64url');
    },
    read: (purpose: string, token: string, now: number): Said | undefined => {
      const all = Buffer.from(token, 'base64url');
      // reject non-canonical base64url that decodes to the same bytes
      if (all.length !== bodyLength + bytes.mac || all.toString('base64url') !== token) return undefined;
      const [body, given] = [all.subarray(0, bodyLength), all.subarray(bodyLength)];
      const known = keys.find(({ name }) => name.equals(body.subarray(0, bytes.key)));
      const isOurs = timingSafeEqual(given, mac((known ?? newest).key, purpose, body));
      const until = body.readUIntBE(bytes.key + bytes.id + bytes.round, bytes.until) * 1000;
      if (!known || !isOurs || (until !== 0 && until <= now)) return undefined;
      return {
        subscription: body.subarray(bytes.key, bytes.key + bytes.id).toString('hex'),
        round: body.readUInt32BE(bytes.key + bytes.id),
      };
    },
    // the oldest key, so that existing hashes stay valid when a newer secret is put before it
    hash: (text: string): string =>
      createHmac('sha256', oldest.key).update('address\0').update(text).digest('base64url'),
    fingerprint: createHash('sha256').update(oldest.key).digest('hex').slice(0, 16),
  };
}

export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** A new id: 128 random bits in hex. */
export function newId(): string {
  return randomBytes(bytes.id).toString('hex');
}

/** A random second of the minute, so that not everybody does something at the same time. */
export function anySecond(): number {
  return randomInt(60);
}
