import { comparePositions } from '@hyperloop/contracts/kernel';
import { inScratch } from '../kernel/scratch.js';
import { percentile } from '../kernel/statistics.js';
import type { Fault } from './kernel/fault.js';
import { Product } from '../kernel/product.js';

const WITHIN_MS = 300;
const SHARE = 0.99;
/** Others who write meanwhile, each one command after the other. */
const WRITERS = 8;

type Seen = { position: string; stale?: boolean; rows: readonly Readonly<Record<string, unknown>>[] };

/** What one reading after one's own write may be: the write is there, or the answer says that it is behind. */
const judged = (seen: Seen, token: string): 'shown' | 'stale' | 'wrong' => {
  const isThere = comparePositions(seen.position, token) >= 0 && seen.rows.length === 1;
  return isThere ? 'shown' : seen.stale === true ? 'stale' : 'wrong';
};

/** The judge must find these guilty. */
const seesFaults = (): boolean =>
  judged({ position: '9', rows: [{}] }, '10') === 'wrong' &&
  judged({ position: '10', rows: [] }, '10') === 'wrong' &&
  judged({ position: '9', stale: true, rows: [] }, '10') === 'stale' &&
  judged({ position: '11', rows: [{}] }, '10') === 'shown';

let keys = 0;
const open = async (product: Product, name: string): Promise<{ position: string; id: string }> => {
  const { position, stream } = await product.must('OpenAnalysis', {
    name,
    jiraKey: `PWGLF-${1_000 + (keys += 1)}`,
    pwg: 'PWGLF',
    service: false,
  });
  return { position, id: stream.slice(stream.indexOf('-') + 1) };
};

export const fault: Fault = {
  id: 'G17',
  title: 'read own write',
  promise: `what one wrote is read back within ${WITHIN_MS} ms in ${SHARE * 100} % of all cases, and never an older state unless the answer says stale`,
  run: ({ depth, say }) =>
    inScratch(async (scratch) => {
      const rounds = depth === 'quick' ? 150 : 2_000;
      const product = new Product(scratch, { DEV_SIGN_IN: 'true' });
      try {
        await product.start();
        await product.ready(30_000);
        await product.signIn('admin');
        let isOver = false;
        let others = 0;
        const writer = async (w: number): Promise<void> => {
          for (let n = 0; !isOver; n += 1, others += 1) await open(product, `Other ${w} ${n}`);
        };
        const load = Array.from({ length: WRITERS }, (_, w) => writer(w));
        const took: number[] = [];
        const verdicts = { shown: 0, stale: 0, wrong: 0 };
        let without = 0;
        for (let n = 0; n < rounds; n += 1) {
          const { position, id } = await open(product, `Own ${n}`);
          const path = `/api/views/analyses?key=${encodeURIComponent(id)}`;
          // Every tenth is also read without the token: only to know whether there is anything to wait for.
          if (n % 10 === 0) without += judged(JSON.parse((await product.get(path)).text) as Seen, position) === 'shown' ? 0 : 1;
          const { status, text, ms } = await product.get(path, { 'if-position': position });
          if (status !== 200) throw new Error(`reading was answered ${status}: ${text.slice(0, 300)}`);
          verdicts[judged(JSON.parse(text) as Seen, position)] += 1;
          took.push(ms);
        }
        isOver = true;
        await Promise.all(load);
        say(`read at once and without the token, ${without} of ${Math.ceil(rounds / 10)} were not there yet`);
        const inTime = took.filter((ms) => ms <= WITHIN_MS).length - verdicts.stale;
        const kept = seesFaults() && verdicts.wrong === 0 && inTime / rounds >= SHARE;
        return {
          rounds,
          kept,
          result: `${((inTime / rounds) * 100).toFixed(1)} % read back within ${WITHIN_MS} ms (p50 ${percentile(took, 0.5).toFixed(0)}, p99 ${percentile(took, 0.99).toFixed(0)} ms) beside ${others} writes of others; ${verdicts.stale} said stale, ${verdicts.wrong} were older without saying so`,
          figures: { p50Ms: percentile(took, 0.5), p99Ms: percentile(took, 0.99), stale: verdicts.stale, wrong: verdicts.wrong },
        };
      } finally {
        await product.kill();
      }
    }),
};
