import type { Effort, Figure } from './measure.ts';
import { Agent, get } from 'node:http';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { startService } from './http.ts';
import { quantile } from './measure.ts';

const crowds = [5, 50].flatMap((rate) => [1, 50].map((addresses) => ({ rate, addresses })));

/** How long `/livez` takes while so many feeds a second are asked for that nobody asked for before. */
export async function crowdFigures({ rounds, seconds }: Effort): Promise<readonly Figure[]> {
  const ours = await startService();
  const agent = new Agent({ keepAlive: true });
  let asked = 0;
  const ask = async (path: string, from = 0): Promise<number> => {
    const began = performance.now();
    const forwarded = { 'x-forwarded-for': `192.0.2.${from}` };
    const [answer] = await once(get(`${ours.url}${path}`, { agent, headers: forwarded }), 'response');
    await once(answer.resume(), 'end');
    // 429 is the budget at work, where the machine cannot write so many
    if (![200, 429].includes(answer.statusCode)) throw new Error(`${path}: ${answer.statusCode}`);
    return performance.now() - began;
  };
  const fresh = (): string => {
    const day = new Date(Date.UTC(2014, 0, ++asked)).toISOString().slice(0, 10);
    return `/kubernetes.ics?from=${day}&deadlines=both&alarms=${asked % 50}d`;
  };
  const under = async (rate: number, addresses: number): Promise<readonly number[]> => {
    const [probes, others]: [Promise<number>[], Promise<number>[]] = [[], []];
    const end = performance.now() + seconds * 1000;
    const began = performance.now();
    while (performance.now() < end) {
      probes.push(ask('/livez'));
      while (others.length < ((performance.now() - began) / 1000) * rate)
        others.push(ask(fresh(), others.length % addresses));
      await setTimeout(10);
    }
    await Promise.all(others);
    return Promise.all(probes);
  };
  // the first feed writes the events of all
  await ask(fresh());
  const times = crowds.map((): { none: number[]; many: number[] }[] => []);
  for (let round = 0; round < rounds; round++)
    for (const [index, { rate, addresses }] of crowds.entries())
      times[index]?.push({ none: [...(await under(0, 1))], many: [...(await under(rate, addresses))] });
  agent.destroy();
  await ours.stop();
  return crowds.flatMap(({ rate, addresses }, index) =>
    [0.5, 0.99].map((part) => ({
      what: `/livez, p${part * 100}, with ${rate} feeds a second not asked for before, from ${addresses === 1 ? 'one address' : `${addresses} addresses`}`,
      yardstick: 'with none',
      unit: 'ms',
      pairs: (times[index] ?? []).map(({ none, many }) => ({
        ours: quantile(many, part),
        theirs: quantile(none, part),
      })),
    })),
  );
}
