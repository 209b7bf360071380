import type { CommandModule, CommonOptions } from './command.ts';
import type { Logger } from 'pino';
import type { Listening } from '../http/listen.ts';
import type { Service } from '../service/service.ts';
import { existsSync } from 'node:fs';
import { openLog } from '../runtime/log.ts';
import { listen } from '../http/listen.ts';
import { exit, NotFound, open, withCommon } from './command.ts';

/** `serve`: what `npm start` runs. Ends with 0 after SIGTERM or SIGINT. */
export const command: CommandModule = {
  define: (command, surroundings, done) => {
    withCommon(command).action(async (options: CommonOptions) => {
      const { config } = surroundings;
      const logger = openLog(config.logLevel);
      const service = open(surroundings, options, logger);
      await service.catalog.load({ settled: false });
      refuseMissing(service);
      const unfollow = config.watch === 'off' ? undefined : await service.catalog.follow();
      const server = await listenOrSay(service, config, logger);
      welcome(service, server.port);
      await stopSignal(service, server, config.drainSeconds);
      await unfollow?.();
      service.log.info({}, 'stopped');
      done(exit.good);
    });
  },
};

/** A folder that is not there is a typing mistake; one that is still empty may be filled later. */
function refuseMissing({ catalog, where }: Service): void {
  const [problem] = catalog.problems();
  if (problem && catalog.entries().length === 0 && !existsSync(where)) {
    throw new NotFound(`${where}: ${problem.says}`);
  }
}

async function listenOrSay(
  service: Service,
  where: { readonly port: number; readonly host: string | undefined },
  logger: Logger,
): Promise<Listening> {
  try {
    return await listen(service, { ...where, logger });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EADDRINUSE')
      throw new NotFound(`port ${where.port} is taken; wanted a free one (set PORT)`);
    if (code === 'EACCES')
      throw new NotFound(`port ${where.port} may not be used by this user; wanted one above 1023 (set PORT)`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new NotFound(`HOST ${where.host ?? ''} is no address of this machine`);
    throw error;
  }
}

/** On a terminal: what a newcomer wants to try. In a pipe one log line says the same. */
function welcome(service: Service, port: number): void {
  const urls = service.publish.calendars().flatMap(({ id, releases }) => {
    const newest = releases.findLast(({ version }) => /^\d/.test(version))?.version;
    return [
      `${id}/next-deadline.md`,
      `${id}-deadlines.ics`,
      `${id}.ics`,
      `${id}.json`,
      ...(newest === undefined ? [] : [`${id}/${newest}.ics`]),
    ];
  });
  const all = urls.map((path) => `${service.publicUrl}/${path}`);
  service.log.info({ port, urls: all }, 'listening');
  if (!process.stderr.isTTY) return;
  process.stderr.write(
    `\nrelease-calendar serves ${service.where} at ${service.publicUrl}/\nTry:\n${all.map((url) => `  ${url}\n`).join('')}Stop with Ctrl-C.\n\n`,
  );
}

/** SIGTERM drains first; Ctrl-C has somebody waiting, so it does not. A second signal ends at once. */
async function stopSignal(service: Service, server: Listening, drainSeconds: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    let stopping = false;
    const stop = (signal: 'SIGTERM' | 'SIGINT', drain: number): void => {
      if (stopping) process.exit(exit.good);
      stopping = true;
      service.log.info({ signal, drainSeconds: drain }, 'stopping');
      server.stop(drain).then(resolve, reject);
    };
    process.on('SIGTERM', () => stop('SIGTERM', drainSeconds));
    process.on('SIGINT', () => stop('SIGINT', 0));
  });
}
