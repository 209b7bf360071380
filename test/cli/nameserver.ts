import { createSocket } from 'node:dgram';
import dns from 'node:dns/promises';
import { once } from 'node:events';

/** Records by their name and type. */
type Records = Readonly<Record<string, Partial<Record<'A' | 'TXT' | 'PTR', readonly string[]>>>>;

const types = new Map([
  [1, 'A'],
  [12, 'PTR'],
  [16, 'TXT'],
] as const);

/** Tells a story in which this process asks a DNS server on loopback that has these records. */
export async function withNames<T>(records: Records, story: () => Promise<T>): Promise<T> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    socket.send(answer(query, records), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const before = dns.getServers();
  dns.setServers([`127.0.0.1:${socket.address().port}`]);
  try {
    return await story();
  } finally {
    dns.setServers(before);
    socket.close();
  }
}

/** RFC 1035 4.1: the header, the question as it was asked, and what is known. */
function answer(query: Buffer, records: Records): Buffer {
  const { name, end } = nameAt(query, 12);
  const type = query.readUInt16BE(end);
  const known = records[name.toLowerCase()];
  const kind = [...types].find(([code]) => code === type)?.[1];
  const found = (kind && known?.[kind]) ?? [];
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(known ? 0x8180 : 0x8183, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(found.length, 6);
  const rows = found.map((value) => {
    const data = dataOf(type, value);
    const row = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 1, 0, 0]);
    row.writeUInt16BE(data.length, 10);
    return Buffer.concat([row, data]);
  });
  return Buffer.concat([header, query.subarray(12, end + 4), ...rows]);
}

function nameAt(query: Buffer, from: number): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = from;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), end: at + 1 };
}

function dataOf(type: number, value: string): Buffer {
  if (type === 1) return Buffer.from(value.split('.').map(Number));
  const parts = type === 16 ? (value.match(/.{1,255}/g) ?? ['']) : [...value.split('.'), ''];
  return Buffer.concat(parts.map((part) => Buffer.from([part.length, ...Buffer.from(part, 'latin1')])));
}
