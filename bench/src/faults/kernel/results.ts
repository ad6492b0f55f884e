import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { machine } from '../../kernel/result.js';
import type { Depth, FaultResult, Skipped } from './fault.js';

export type FaultOutcome = { id: string; title: string; promise: string; seconds: number } & (FaultResult | Skipped);

/**
 * Keeps what was seen in `bench/results/faults.json` (`.quick` for a quick run), one entry a fault: a run of a few
 * replaces only theirs.
 */
export const writeFaults = async (depth: Depth, seed: number, outcomes: readonly FaultOutcome[]): Promise<void> => {
  const folder = new URL('../../../results/', import.meta.url);
  await mkdir(folder, { recursive: true });
  const file = new URL(`faults${depth === 'quick' ? '.quick' : ''}.json`, folder);
  const known = await readFile(file, 'utf8').then(
    (text) => (JSON.parse(text) as { faults: readonly (FaultOutcome & { date: string })[] }).faults,
    () => [],
  );
  const date = new Date().toISOString();
  const ours = outcomes.map((outcome) => ({ ...outcome, depth, seed, date }));
  const faults = [...known.filter(({ id }) => !outcomes.some((outcome) => outcome.id === id)), ...ours].sort(
    (a, b) => a.id.charCodeAt(0) - b.id.charCodeAt(0) || Number(a.id.slice(1)) - Number(b.id.slice(1)),
  );
  await writeFile(file, `${JSON.stringify({ name: 'faults', machine: machine(), faults }, undefined, 2)}\n`);
};
