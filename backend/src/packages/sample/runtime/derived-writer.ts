import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { derivedFileName, MOST_DERIVED_FILES, type TrainPlan } from '../../../kernel/sandbox/train-plan.js';
import { merged, unboundColumns, type DataFrame } from './data-frames.js';
import { log } from './device-context.js';
import { finish } from './message-stream.js';
import type { DerivedTables } from './protocol.js';
import { report } from './report.js';

type Waiting = { frames: [DataFrame, ...DataFrame[]]; bytes: number };

/**
 * Keeps the asked-for tables, a data frame a line, in AO2D.json. Time frames share a data frame up to its maximal size
 * (rule 73), data frames a file up to its own (rule 74); 0 keeps time frames apart, or all in one file.
 */
export class DerivedWriter {
  private out: WriteStream | undefined;
  private files = 0;
  private fileBytes = 0;
  private bytes = 0;
  private waiting: Waiting | undefined;
  private warned = false;
  private readonly tableBytes = new Map<string, number>();

  constructor(private readonly plan: Pick<TrainPlan, 'storeTables' | 'derivedOutput'>) {}

  /** `file`: which of the input files it came from, from 0. */
  async frame({ run, tf, file }: { run: number; tf: number; file: number }, all: DerivedTables): Promise<void> {
    const { storeTables, derivedOutput } = this.plan;
    if (storeTables.length === 0) return;
    const tables = Object.fromEntries(storeTables.flatMap((label) => (all[label] ? [[label, all[label]]] : [])));
    const parent = derivedOutput.parents?.[file];
    const frame: DataFrame = { run, tf, timeFrames: 1, ...(parent === undefined ? {} : { parent }), tables };
    await this.add(frame, JSON.stringify(tables).length);
  }

  async end(): Promise<void> {
    await this.flush();
    await this.close();
    if (this.files === 0) return;
    report('aod-bytes-written', this.bytes);
    log.info(`Wrote ${String(this.files)} of ${this.plan.storeTables.join(', ')}, ${String(this.bytes)} bytes`);
  }

  /** As they are written, so that the tables of a file are never more than the file. */
  private count(tables: DerivedTables): void {
    for (const [label, columns] of Object.entries(tables)) {
      const whole = (this.tableBytes.get(label) ?? 0) + JSON.stringify(columns).length;
      this.tableBytes.set(label, whole);
      report(`table-bytes-${label}-stored`, whole);
    }
  }

  private async add(frame: DataFrame, bytes: number): Promise<void> {
    const before = this.waiting;
    if (before !== undefined && this.fits(before, frame, bytes)) {
      before.frames.push(frame);
      before.bytes += bytes;
      return;
    }
    await this.flush();
    this.waiting = { frames: [frame], bytes };
  }

  private fits(before: Waiting, frame: DataFrame, bytes: number): boolean {
    const most = this.plan.derivedOutput.maxDfSizeBytes;
    if (most === 0 || frame.run !== before.frames[0].run || before.bytes + bytes > most) return false;
    const unbound = unboundColumns(frame.tables);
    if (unbound.length > 0 && !this.warned) {
      this.warned = true;
      log.warn(`${unbound.join(', ')} lead to tables that are not stored: time frames are kept apart`);
    }
    return unbound.length === 0;
  }

  private async flush(): Promise<void> {
    if (this.waiting === undefined) return;
    const frame = merged(this.waiting.frames);
    const line = `${JSON.stringify(frame)}\n`;
    this.count(frame.tables);
    this.waiting = undefined;
    const most = this.plan.derivedOutput.maxDerivedFileSizeBytes;
    if (most > 0 && this.fileBytes > 0 && this.fileBytes + line.length > most && this.files < MOST_DERIVED_FILES) await this.close();
    if (this.out === undefined) {
      this.out = createWriteStream(`${derivedFileName(this.files)}.partial`);
      this.files += 1;
    }
    this.fileBytes += line.length;
    this.bytes += line.length;
    if (!this.out.write(line)) await once(this.out, 'drain');
  }

  /** Under its name only when it is whole. */
  private async close(): Promise<void> {
    if (this.out === undefined) return;
    await finish(this.out);
    this.out = undefined;
    this.fileBytes = 0;
    const name = derivedFileName(this.files - 1);
    await rename(`${name}.partial`, name);
  }
}
