import { rename, writeFile } from 'node:fs/promises';
import { listObjects } from '../../../kernel/root-json/index.js';
import { DerivedWriter } from './derived-writer.js';
import { log } from './device-context.js';
import { readMessages } from './message-stream.js';
import { report } from './report.js';
import { resultsFile, type TrainPlan } from '../../../kernel/sandbox/train-plan.js';

/** The last device: writes histograms and derived tables, under their names only when they are whole. */
export const runWriter = async (plan: TrainPlan): Promise<void> => {
  const derived = new DerivedWriter(plan);
  let frames = 0;
  let files = 0;
  for await (const message of readMessages(process.stdin)) {
    if (message.kind === 'file') files += 1;
    if (message.kind === 'frame') {
      await derived.frame({ run: message.frame.run, tf: message.frame.tf, file: files - 1 }, message.tables);
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
