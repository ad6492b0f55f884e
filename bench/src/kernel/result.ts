import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

export type Machine = { cpu: string; cores: number; memoryGb: number; node: string; sqlite: string; platform: string };

/** What a benchmark leaves behind. Ratios count; absolute numbers belong to the machine. */
export type Result = {
  name: string;
  machine: Machine;
  date: string;
  ours: Record<string, number>;
  limit: Record<string, number>;
  peers: Record<string, Record<string, number>>;
  ratios: Record<string, number>;
  goal: string;
  met: boolean;
};

export const machine = (): Machine => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 1024 ** 3),
  node: process.version,
  sqlite: process.versions['sqlite'] ?? '',
  platform: `${process.platform} ${process.arch}`,
});

/** Writes `bench/results/<name>.json`; a quick run is told apart, so that it never replaces a real one. */
export const writeResult = async (result: Omit<Result, 'machine' | 'date'>, { quick }: { quick: boolean }): Promise<string> => {
  const folder = new URL('../../results/', import.meta.url);
  await mkdir(folder, { recursive: true });
  const file = new URL(`${result.name}${quick ? '.quick' : ''}.json`, folder);
  const { name, ...figures } = result;
  await writeFile(file, `${JSON.stringify({ name, machine: machine(), date: new Date().toISOString(), ...figures }, undefined, 2)}\n`);
  return fileURLToPath(file);
};
