import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { EventFileHeader, TimeFrame } from '../../../kernel/collisions/event-file.js';
import { log } from './device-context.js';
import { finish, writeMessage } from './message-stream.js';
import { report } from './report.js';
import type { TrainPlan } from '../../../kernel/sandbox/train-plan.js';

const headerOf = (line: string, path: string): EventFileHeader => {
  const parsed: unknown = JSON.parse(line);
  const format = typeof parsed === 'object' && parsed !== null && 'format' in parsed ? parsed.format : undefined;
  if (format !== 'hyperloop-sample-aod') throw new Error(`${path} is no sample event file`);
  return parsed as EventFileHeader; // the format was just checked
};

/** Keeps the pace: as in the field, a rate limit stops the reader from running far ahead of the analyses. */
class Pace {
  private readonly startedAt = performance.now();
  private frames = 0;
  constructor(private readonly framesPerSecond: number) {}

  async next(): Promise<void> {
    this.frames += 1;
    if (this.framesPerSecond <= 0) return;
    const early = (this.frames / this.framesPerSecond) * 1000 - (performance.now() - this.startedAt);
    if (early > 2) await delay(early);
  }
}

const totals = { bytes: 0, frames: 0, events: 0, files: 0 };

const readFileInto = async (path: string, pace: Pace): Promise<void> => {
  let header: EventFileHeader | undefined;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    totals.bytes += Buffer.byteLength(line) + 1;
    if (!header) {
      header = headerOf(line, path);
      log.info(
        `Opened file ${path}: run ${String(header.run)}, ${String(header.events)} collisions in ${String(header.timeFrames)} timeframes`,
      );
      await writeMessage(process.stdout, { kind: 'file', header });
      continue;
    }
    const frame = JSON.parse(line) as TimeFrame; // a line of a file whose header was checked
    totals.frames += 1;
    totals.events += frame.collisions.z.length;
    await pace.next();
    await writeMessage(process.stdout, { kind: 'frame', frame, tables: {} });
    report('aod-bytes-read-uncompressed', totals.bytes);
    report('total-timeframes-read', totals.frames);
  }
  if (!header) throw new Error(`${path} is empty`);
  totals.files += 1;
};

/** The first device: streams the input files, time frame by time frame. */
export const runReader = async (plan: TrainPlan): Promise<void> => {
  const pace = new Pace(plan.timeFramesPerSecond);
  await writeMessage(process.stdout, { kind: 'start', files: plan.inputFiles.length });
  for (const path of plan.inputFiles) {
    const { size } = await stat(path);
    await readFileInto(path, pace);
    report('aod-files-read', totals.files);
    report('aod-events-read', totals.events);
    log.info(
      `Finished file ${String(totals.files)} of ${String(plan.inputFiles.length)}, ${String(totals.frames)} timeframes, ${String(size)} bytes`,
    );
  }
  await writeMessage(process.stdout, { kind: 'end', results: {} });
  await finish(process.stdout);
};
