import type { CommandModule, CommonOptions } from '../base/command.ts';
import type { Listening, Where } from '../../http/server/listen.ts';
import type { Config } from '../../runtime/config.ts';
import type { Service } from '../../service/service.ts';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import type { End } from '../../runtime/cron.ts';
import { quote } from '../../domain/problem/suggestion.ts';
import { expected } from '../../domain/problem/expected.ts';
import { everyFiveSeconds, everyMinute } from '../../runtime/cron.ts';
import { openLog } from '../../runtime/jsonlog.ts';
import { anySecond } from '../../runtime/token.ts';
import { Failure } from '../../service/ports/failure.ts';
import { openSyncer } from '../../service/publish/syncer.ts';
import { listen } from '../../http/server/listen.ts';
import { exit, NotFound, openService, sumUp, withCommon, withExamples } from '../base/command.ts';

/** `serve`: runs the service; exit code 0 after SIGTERM or SIGINT. */
export const command: CommandModule = {
  define: (command, given) => {
    withExamples(withCommon(command), 'serve', 'serve --calendars my-calendars').action(
      async (options: CommonOptions) => {
        const { config } = given;
        const logger = openLog(config.logLevel);
        const service = openService(given, options, { log: logger, remember: 'serve' });
        await service.catalog.load({ settled: false });
        refuseMissing(service);
        const server = await listenOrSay(service, { ...config, logger, rates: config.mail });
        // a stop signal may come as soon as it listens
        let stopMail = (): Promise<void> => Promise.resolve();
        const stopped = stopSignal(service, server, {
          drainSeconds: config.drainSeconds,
          // send no new letters while open requests are still answered
          first: () => void stopMail(),
        });
        // watch last: a watcher would keep the process alive when the port is taken
        const stopWatch = config.watch === 'off' ? undefined : await service.catalog.follow();
        const unsync = config.syncEvery === undefined ? undefined : keepSynced(service, config.syncEvery);
        stopMail = await keepMailing(service, config);
        const stopRefresh = everyFiveSeconds(
          () => service.catalog.look(),
          (error) => logger.error({ error: String(error) }, 'refresh failed'),
        );
        printUrls(service, server, options);
        await stopped;
        await stopMail();
        await unsync?.(config.stopSeconds);
        await stopWatch?.();
        await stopRefresh(config.stopSeconds);
        await leave(service);
        await service.store?.close();
        logger.info({}, 'stopped');
      },
    );
  },
};

/** Plans now and every minute, delivers now and every five seconds. The returned function stops both. */
async function keepMailing({ mailing, log }: Service, config: Config): Promise<() => Promise<void>> {
  try {
    const mail = await mailing?.();
    if (!mail) return () => Promise.resolve();
    log.info({ to: mail.where }, 'ready to send email');
    const failed = (event: string) => (error: unknown) => log.error({ error: reason(error) }, event);
    const ends = [
      everyMinute((...run) => mail.wake.plan(...run), failed('planning failed')),
      everyFiveSeconds((...run) => mail.wake.deliver(...run), failed('sending failed')),
    ];
    let ended: Promise<unknown> | undefined;
    return async () => void (await (ended ??= Promise.all(ends.map((end) => end(config.stopSeconds)))));
  } catch (error) {
    log.error({ error: reason(error) }, 'no email is sent');
    return () => Promise.resolve();
  }
}

/** Milliseconds before the first sync, so that startup is not slowed down. */
const firstMs = 60_000;

/** After a minute, then every `SYNC_EVERY`. */
function keepSynced({ sync, log, catalog }: Service, every: string): End {
  const begun = performance.now();
  const syncer = openSyncer({ sync, log, every, taken: () => catalog.load({ settled: false }) });
  const failed = (error: unknown): void => log.error({ error: reason(error) }, 'sync failed');
  const task = async (stop: AbortSignal): Promise<void> => {
    if (performance.now() - begun >= firstMs) await syncer(stop);
  };
  return everyMinute(task, failed, anySecond());
}

/** Tells other replicas not to wait for this one. */
async function leave({ store, log }: Service): Promise<void> {
  try {
    await store?.leave(hostname());
  } catch (error) {
    log.error({ error: reason(error) }, 'shutdown was not recorded');
  }
}

/** Bugs are logged with their stack trace. */
function reason(error: unknown): string {
  if (error instanceof Failure) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** A missing folder is a typing mistake; an empty one may be filled later. */
function refuseMissing({ catalog, where }: Service): void {
  const [problem] = catalog.problems();
  if (problem && catalog.holdings().length === 0 && !existsSync(where)) {
    throw new NotFound(`${where}: ${problem.says}`);
  }
}

async function listenOrSay(service: Service, where: Where): Promise<Listening> {
  try {
    return await listen(service, where);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const isAdmin = error instanceof Error && 'port' in error && error.port === where.adminPort;
    const [port, name] = isAdmin ? [where.adminPort, 'ADMIN_PORT'] : [where.port, 'PORT'];
    const noHost = `HOST: ${expected('an address of this machine', quote(where.host ?? ''))}`;
    const says = new Map([
      ['EADDRINUSE', `${name}: ${expected('a free port', `${port}, which another process uses`)}`],
      ['EACCES', `${name}: ${expected('a port above 1023', `${port}, which this user may not use`)}`],
      ['EADDRNOTAVAIL', noHost],
      ['ENOTFOUND', noHost],
    ]).get(code);
    throw says === undefined ? error : new NotFound(says);
  }
}

/** Logs the URLs, and on a terminal also prints them for a newcomer to try. */
function printUrls(
  { publish, log, where, mailing }: Service,
  { port, publicUrl, adminPort }: Listening,
  options: CommonOptions,
): void {
  const paths = publish.calendars().flatMap(({ id, releases }) => {
    const newest = releases.findLast(({ version }) => /^\d/.test(version))?.version;
    const one = newest === undefined ? [] : [`${id}/${newest}.ics`];
    return [`${id}/`, `${id}/next-deadline.md`, `${id}-deadlines.ics`, `${id}.ics`, `${id}.json`, ...one];
  });
  const forms = mailing ? ['subscriptions'] : [];
  const urls = [...paths, ...forms].map((path) => `${publicUrl}/${path}`);
  log.info({ port, ...(adminPort !== undefined && { adminPort }), urls }, 'listening');
  if (!process.stderr.isTTY) return;
  const list = urls.map((url) => `  ${url}\n`).join('');
  sumUp(options, `\nrelease-calendar serves ${where} at ${publicUrl}/\nTry:\n${list}Stop with Ctrl-C.\n`);
}

/** SIGTERM drains first; Ctrl-C does not, because somebody is waiting. A second signal exits at once. */
async function stopSignal(
  service: Service,
  server: Listening,
  { drainSeconds, first }: { readonly drainSeconds: number; readonly first: () => void },
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let stopping = false;
    const stop = (signal: 'SIGTERM' | 'SIGINT', drain: number): void => {
      if (stopping) process.exit(exit.good);
      stopping = true;
      service.log.info({ signal, drainSeconds: drain }, 'stopping');
      first();
      server.stop(drain).then(resolve, reject);
    };
    process.on('SIGTERM', () => stop('SIGTERM', drainSeconds));
    process.on('SIGINT', () => stop('SIGINT', 0));
  });
}
