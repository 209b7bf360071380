import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Effort, Figure } from './measure.ts';
import autocannon from 'autocannon';
import { inPairs, secondsOf, startServer } from './measure.ts';

const cases = [
  { path: '/kubernetes.ics', unchanged: false, atLeast: 0.85 },
  { path: '/kubernetes.ics', unchanged: true, atLeast: 0.85 },
  { path: '/kubernetes/next-deadline.json', unchanged: false, atLeast: 0.8 },
  { path: '/kubernetes/next-deadline.json', unchanged: true, atLeast: 0.8 },
  { path: '/kubernetes/', unchanged: false, atLeast: 0.5 },
] as const;

/** The service with the shipped calendar. */
export function startService(): ReturnType<typeof startServer> {
  return startServer('src/main.ts', ['serve'], {
    PORT: '0',
    HOST: '127.0.0.1',
    WATCH: 'off',
    SYNC_EVERY: 'off',
    LOG_LEVEL: 'info',
    DRAIN_SECONDS: '0',
    TRUST_PROXY: '1',
    DATA_DIR: mkdtempSync(join(tmpdir(), 'bench-')),
  });
}

/** Requests for a second of the server's processor, beside bare node:http with the same bytes and headers, 32 keep-alive connections. */
export async function httpFigures(effort: Effort): Promise<readonly Figure[]> {
  const ours = await startService();
  const figures: Figure[] = [];
  for (const { path, unchanged, atLeast } of cases) {
    const bare = await startServer('bench/bare.ts', [`${ours.url}${path}`, ...(unchanged ? ['--304'] : [])]);
    // each coding has a tag of its own
    const plain = { 'accept-encoding': 'identity' };
    const tag = (await fetch(`${ours.url}${path}`, { headers: plain })).headers.get('etag') ?? '';
    const headers = unchanged ? { ...plain, 'if-none-match': tag } : plain;
    const rate = async ({ url, pid }: { readonly url: string; readonly pid: number }): Promise<number> => {
      const before = secondsOf(pid);
      const result = await autocannon({
        url: `${url}${path}`,
        connections: 32,
        duration: effort.seconds,
        headers,
      });
      if (result.errors > 0) throw new Error(`${url}${path}: ${result.errors} errors`);
      return result.requests.total / (secondsOf(pid) - before);
    };
    const pairs = await inPairs(
      effort.rounds,
      () => rate(ours),
      () => rate(bare),
    );
    await bare.stop();
    figures.push({
      what: `GET ${path}, ${unchanged ? 304 : 200}`,
      yardstick: 'bare node:http, same bytes',
      unit: 'requests/s',
      pairs,
      wanted: { atLeast },
    });
  }
  figures.push(await queueFigure(ours.url, effort));
  await ours.stop();
  return figures;
}

/** How long the slowest of a hundred waits where 1,000 keep-alive connections ask at once. */
async function queueFigure(url: string, { rounds, seconds }: Effort): Promise<Figure> {
  const path = '/kubernetes.ics';
  const bare = await startServer('bench/bare.ts', [`${url}${path}`]);
  const slow = async (server: string): Promise<number> => {
    const plain = { 'accept-encoding': 'identity' };
    const asking = { url: `${server}${path}`, connections: 1_000, duration: seconds, headers: plain };
    const { errors, latency } = await autocannon(asking);
    if (errors > 0) throw new Error(`${server}${path}: ${errors} errors`);
    return latency.p99;
  };
  const pairs = await inPairs(
    rounds,
    () => slow(url),
    () => slow(bare.url),
  );
  await bare.stop();
  const what = `GET ${path}, p99 with 1,000 keep-alive connections`;
  return { what, yardstick: 'bare node:http, same bytes', unit: 'ms', pairs, wanted: { atMost: 1.5 } };
}
