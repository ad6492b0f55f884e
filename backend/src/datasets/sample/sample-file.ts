import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { EventFileHeader } from '../../kernel/collisions/event-file.js';
import { CollisionGenerator, systems } from './collision-generator.js';
import { Random } from './random.js';
import { TimeFrameBuilder } from './time-frame-builder.js';

export interface SampleFileOptions {
  seed: string;
  run: number;
  file: number;
  events: number;
  system?: 'pp' | 'PbPb';
  mc?: boolean;
  timeFrames?: number;
}

function* lines(options: Required<SampleFileOptions>): Generator<string> {
  const { run, file, events, system, mc, timeFrames } = options;
  const random = new Random(`${options.seed}/${String(run)}/${String(file)}`);
  const collisions = new CollisionGenerator(random, systems[system]);
  const header: EventFileHeader = { format: 'hyperloop-sample-aod', version: 1, system, mc, run, file, events, timeFrames };
  yield `${JSON.stringify(header)}\n`;
  for (let tf = 0; tf < timeFrames; tf += 1) {
    const builder = new TimeFrameBuilder(random, run, { tf: file * timeFrames + tf, mc });
    const upTo = Math.round((events * (tf + 1)) / timeFrames);
    for (let i = Math.round((events * tf) / timeFrames); i < upTo; i += 1) collisions.addTo(builder);
    yield `${JSON.stringify(builder.frame)}\n`;
  }
}

/** Writes one file of collisions; the same options give the same bytes. It appears under its name only when whole. */
export const generateSampleFile = async (path: string, options: SampleFileOptions): Promise<void> => {
  const full = { system: 'pp', mc: false, timeFrames: 24, ...options } as const;
  await mkdir(dirname(path), { recursive: true });
  // Two nodes may make the same file at the same moment in the storage that they share.
  const partial = `${path}.${randomUUID()}.partial`;
  await pipeline(Readable.from(lines(full)), createWriteStream(partial));
  await chmod(partial, 0o644); // tests run as nobody and must read it whatever our umask is
  await rename(partial, path);
};
