import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { rename, writeFile } from 'node:fs/promises';
import { listObjects } from '../../../kernel/root-json/index.js';
import { log } from './device-context.js';
import { finish, readMessages } from './message-stream.js';
import type { DerivedTables } from './protocol.js';
import { report } from './report.js';
import { derivedFile, resultsFile, type TrainPlan } from '../../../kernel/sandbox/train-plan.js';

/** Keeps the asked-for tables of each time frame as one line of AO2D.json. */
class DerivedWriter {
  private out: WriteStream | undefined;
  private bytes = 0;
  constructor(private readonly labels: readonly string[]) {}

  async frame(at: { run: number; tf: number }, tables: DerivedTables): Promise<void> {
    if (this.labels.length === 0) return;
    this.out ??= createWriteStream(`${derivedFile}.partial`);
    const kept = Object.fromEntries(this.labels.flatMap((label) => (tables[label] ? [[label, tables[label]]] : [])));
    const line = `${JSON.stringify({ ...at, tables: kept })}\n`;
    this.bytes += line.length;
    for (const [label, columns] of Object.entries(kept)) report(`table-bytes-${label}-stored`, JSON.stringify(columns).length);
    if (!this.out.write(line)) await once(this.out, 'drain');
  }

  async end(): Promise<void> {
    if (!this.out) return;
    await finish(this.out);
    await rename(`${derivedFile}.partial`, derivedFile);
    report('aod-bytes-written', this.bytes);
    log.info(`Wrote ${derivedFile}: ${this.labels.join(', ')}, ${String(this.bytes)} bytes`);
  }
}

/** The last device: writes histograms and derived tables, under their names only when they are whole. */
export const runWriter = async (plan: TrainPlan): Promise<void> => {
  const derived = new DerivedWriter(plan.storeTables);
  let frames = 0;
  for await (const message of readMessages(process.stdin)) {
    if (message.kind === 'frame') {
      await derived.frame({ run: message.frame.run, tf: message.frame.tf }, message.tables);
      frames += 1;
      report('total-timeframes-consumed', frames);
    }
    if (message.kind !== 'end') continue;
    await derived.end();
    const text = JSON.stringify(message.results);
    await writeFile(`${resultsFile}.partial`, text);
    await rename(`${resultsFile}.partial`, resultsFile);
    report('histogram-bytes-written', text.length);
    log.info(`Wrote ${resultsFile}: ${String(listObjects(message.results).length)} objects, ${String(text.length)} bytes`);
  }
};
