import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** A Postfix of its own, on loopback, with TLS, that keeps whatever is sent to example.org. */
export interface Postfix {
  readonly port: number;
  /** The certificate of who signed its own: itself. */
  readonly ca: string;
  /** Letters that have arrived, once there are so many. */
  arrived(count: number): Promise<readonly string[]>;
}

/** Fails at once, and says what to install, where a part is missing. */
export function needPostfix(): void {
  const missing = [
    ...(existsSync('/usr/sbin/postfix') ? [] : ['postfix']),
    ...(existsSync('/usr/bin/openssl') ? [] : ['openssl']),
  ];
  if (missing.length > 0)
    throw new Error(
      `test:system needs ${missing.join(' and ')}: apt-get install --no-install-recommends ${missing.join(' ')}`,
    );
  if (process.geteuid?.() !== 0)
    throw new Error('test:system starts a Postfix of its own, which only root may');
}

const nobody = 65_534;

const services = (port: number): string =>
  [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'pickup unix n - n 60 1 pickup',
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'tlsmgr unix - - n 1000? 1 tlsmgr',
    'rewrite unix - - n - - trivial-rewrite',
    'bounce unix - - n - 0 bounce',
    'defer unix - - n - 0 bounce',
    'trace unix - - n - 0 bounce',
    'proxymap unix - - n - - proxymap',
    'error unix - - n - - error',
    'retry unix - - n - - error',
    'discard unix - - n - - discard',
    'virtual unix - n n - - virtual',
    'anvil unix - - n - 1 anvil',
    'postlog unix-dgram n - n - 1 postlogd',
    '',
  ].join('\n');

const settings = (folder: string): string =>
  [
    'compatibility_level = 3.6',
    `queue_directory = ${folder}/queue`,
    `data_directory = ${folder}/state`,
    'command_directory = /usr/sbin',
    'daemon_directory = /usr/lib/postfix/sbin',
    'mail_owner = postfix',
    'maillog_file = /dev/stdout',
    'inet_interfaces = 127.0.0.1',
    'inet_protocols = ipv4',
    'myhostname = mx.example.org',
    'mydestination =',
    'mynetworks = 127.0.0.0/8',
    'smtpd_peername_lookup = no',
    'smtpd_recipient_restrictions = permit_mynetworks, reject',
    'virtual_mailbox_domains = example.org',
    `virtual_mailbox_base = ${folder}/mail`,
    'virtual_mailbox_maps = static:all/',
    'virtual_minimum_uid = 1',
    `virtual_uid_maps = static:${nobody}`,
    `virtual_gid_maps = static:${nobody}`,
    'smtpd_tls_security_level = may',
    `smtpd_tls_cert_file = ${folder}/cert.pem`,
    `smtpd_tls_key_file = ${folder}/key.pem`,
    'alias_maps =',
    '',
  ].join('\n');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export async function withPostfix<T>(story: (postfix: Postfix) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'postfix-'));
  const port = await freePort();
  const etc = join(folder, 'etc');
  for (const name of ['etc', 'queue', 'state', 'mail']) mkdirSync(join(folder, name), { mode: 0o755 });
  execFileSync('chmod', ['755', folder]);
  const uid = Number(execFileSync('id', ['-u', 'postfix'], { encoding: 'utf8' }));
  chownSync(join(folder, 'state'), uid, 0);
  chownSync(join(folder, 'mail'), nobody, nobody);
  writeFileSync(join(etc, 'main.cf'), settings(folder));
  writeFileSync(join(etc, 'master.cf'), services(port));
  const subject = ['-subj', '/CN=mx.example.org', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...files],
    { stdio: 'ignore' },
  );
  // where Debian keeps it, which not everybody's PATH has
  const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };
  const command = (word: string): void =>
    void execFileSync('postfix', ['-c', etc, word], { stdio: 'ignore', env });
  command('start');
  const inbox = join(folder, 'mail', 'all', 'new');
  try {
    return await story({
      port,
      ca: readFileSync(join(folder, 'cert.pem'), 'utf8'),
      arrived: async (count) => {
        for (const late = Date.now() + 15_000; ; await setTimeout(20)) {
          const names = existsSync(inbox) ? readdirSync(inbox).toSorted() : [];
          if (names.length >= count) return names.map((name) => readFileSync(join(inbox, name), 'utf8'));
          assert.ok(Date.now() < late, `${names.length} letters arrived, wanted ${count}`);
        }
      },
    });
  } finally {
    command('stop');
    rmSync(folder, { recursive: true });
  }
}
