import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Args } from './kernel/args.js';
import { startEmptyNest } from './kernel/empty-nest.js';
import { loadOf, type Ask, type Load } from './kernel/http-load.js';
import { signIn, startProduct } from './kernel/product.js';
import { writeResult } from './kernel/result.js';
import { inScratch } from './kernel/scratch.js';
import { alternating, median, percentile } from './kernel/statistics.js';
import { tableOf, whole } from './kernel/table.js';

// P2 of figures.md: what is left of the rate of an empty Nest endpoint once a request is a whole command: session, limits,
// contract, policy, decider, append to the synced log, answer.

const GOAL_SHARE = 0.5;
const GOAL_P99_MS = 50;
const CONNECTIONS = 64;
const MOST_COMMANDS = '10000000';

const headersOf = (cookie: string, key: string): string =>
  `Cookie: ${cookie}\r\nSec-Fetch-Site: same-origin\r\nIdempotency-Key: ${key}\r\n`;

const post = async (address: string, cookie: string, name: string, data: unknown): Promise<{ stream: string }> => {
  const answer = await fetch(`${address}/api/commands/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', 'idempotency-key': randomUUID(), cookie },
    body: JSON.stringify(data),
  });
  if (!answer.ok) throw new Error(`${name} was answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as { stream: string };
};

/** Each connection works on an analysis of its own, as people do: somebody joins, somebody leaves, over and over. */
const commandsOn = (analyses: readonly string[], cookie: string): Ask => {
  // A connection that comes again later begins with leaving or joining, whatever is not so yet.
  const joined = new Map<string, boolean>();
  return (connection) => {
    const analysisId = analyses[connection % analyses.length] ?? '';
    const member = joined.get(analysisId) ?? false;
    joined.set(analysisId, !member);
    return {
      path: `/api/commands/${member ? 'RemoveAnalyzer' : 'AddAnalyzer'}`,
      headers: headersOf(cookie, randomUUID()),
      body: JSON.stringify({ analysisId, personId: 'mrossi' }),
    };
  };
};

const cpuSecondsOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

export const run = async ({ quick }: Args): Promise<void> => {
  const seconds = quick ? 1.5 : 10;
  await inScratch(async (dir) => {
    const product = await startProduct(dir, { COMMANDS_PER_MINUTE: MOST_COMMANDS });
    const empty = await startEmptyNest();
    try {
      const cookie = await signIn(product.address);
      const analyses: string[] = [];
      for (let n = 0; n < CONNECTIONS; n += 1) {
        const opened = { name: `Analysis ${n}`, jiraKey: `PWGLF-${n}`, pwg: 'PWGLF', service: false };
        analyses.push((await post(product.address, cookie, 'OpenAnalysis', opened)).stream.slice('analysis-'.length));
      }
      const ask = commandsOn(analyses, cookie);
      const loads: Load[] = [];
      const measured = async (address: string, what: Ask, keep: boolean): Promise<number> => {
        const load = await loadOf(address, { connections: CONNECTIONS, seconds, ask: what });
        if (load.refused[0] !== undefined) throw new Error(`${load.refused.length} requests were refused, first: ${load.refused[0]}`);
        if (keep) loads.push(load);
        return load.perSecond;
      };
      const nothing: Ask = () => ({
        path: '/api/empty',
        headers: headersOf(cookie, randomUUID()),
        body: JSON.stringify({ analysisId: '1', personId: 'mrossi' }),
      });
      const cpuBefore = cpuSecondsOf(product.pid);
      const seen = await alternating(quick ? 1 : 5, {
        limit: () => measured(empty.address, nothing, false),
        ours: () => measured(product.address, ask, true),
      });
      const cpu = cpuSecondsOf(product.pid) - cpuBefore;
      const millis = loads.slice(1).flatMap((load) => load.millis);
      const ratio = median(seen.ours.map((value, round) => value / (seen.limit[round] ?? NaN)));
      const [p50, p99] = [percentile(millis, 0.5), percentile(millis, 0.99)];
      const met = ratio >= GOAL_SHARE && p99 <= GOAL_P99_MS;
      const goal = `at least ${GOAL_SHARE} of an empty Nest endpoint, p99 at most ${GOAL_P99_MS} ms`;
      console.log(`\nP2 command: whole commands over HTTP, ${CONNECTIONS} connections (medians of ${seen.ours.length})\n`);
      console.log(
        tableOf(
          ['', 'ours', 'empty endpoint', 'ratio', 'p50 ms', 'p99 ms', 'goal', 'met'],
          [
            [
              'requests/s',
              whole(median(seen.ours)),
              whole(median(seen.limit)),
              ratio.toFixed(2),
              p50.toFixed(1),
              p99.toFixed(1),
              goal,
              met ? 'yes' : 'no',
            ],
          ],
        ),
      );
      console.log(
        `\nCPU of the product: ${((1e6 * cpu) / loads.reduce((sum, load) => sum + load.millis.length * 1.25, 0)).toFixed(0)} µs a command`,
      );
      const file = await writeResult(
        {
          name: 'command',
          ours: { commandsPerSecond: median(seen.ours), p50Ms: p50, p99Ms: p99 },
          limit: { requestsPerSecond: median(seen.limit) },
          peers: {},
          ratios: { limit: ratio },
          goal,
          met,
        },
        { quick },
      );
      console.log(`written to ${file}${quick ? ' (quick: proves nothing)' : ''}`);
    } finally {
      await empty.stop();
      await product.stop();
    }
  });
};
