import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { conditionsFile } from '../../../kernel/collisions/event-file.js';
import {
  fill1,
  fill2,
  fillProfile,
  makeProfile,
  makeTh1,
  makeTh2,
  putObject,
  type AxisSpec,
  type ResultsFolder,
} from '../../../kernel/root-json/index.js';
import type { TaskConfiguration } from './task-configuration.js';

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Written at once and whole: a device that spams the log waits for its reader instead of filling memory with lines. */
const writeLine = (line: string): void => {
  let rest = Buffer.from(`${line}\n`);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(2, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return; // nobody reads any more
      Atomics.wait(pause, 0, 0, 1);
    }
  }
};

/** Speaks as O2 does, on stderr: stdout carries the data to the next device. */
export const log = {
  info: (text: string): void => writeLine(`[INFO] ${text}`),
  warn: (text: string): void => writeLine(`[WARN] ${text}`),
  error: (text: string): void => writeLine(`[ERROR] ${text}`),
  fatal: (text: string): void => writeLine(`[FATAL] ${text}`),
};

/** The output objects of one device; everything lies in the folder `<task><suffix>` (rule 48). */
export class HistogramRegistry {
  readonly results: ResultsFolder = {};

  constructor(private readonly folder: string) {}

  private path(name: string): { folder: string[]; name: string } {
    const parts = [this.folder, ...name.split('/')];
    return { folder: parts.slice(0, -1), name: parts.at(-1) ?? name };
  }

  th1(name: string, title: string, x: AxisSpec): (x: number, w?: number) => void {
    const at = this.path(name);
    const h = makeTh1(at.name, title, x);
    putObject(this.results, at.folder, h);
    return (value, w) => fill1(h, value, w);
  }

  th2(name: string, title: string, axes: { x: AxisSpec; y: AxisSpec }): (x: number, y: number, w?: number) => void {
    const at = this.path(name);
    const h = makeTh2(at.name, title, axes);
    putObject(this.results, at.folder, h);
    return (x, y, w) => fill2(h, x, y, w);
  }

  profile(name: string, title: string, axes: { x: AxisSpec; yTitle: string }): (x: number, y: number, w?: number) => void {
    const at = this.path(name);
    const h = makeProfile(at.name, title, axes);
    putObject(this.results, at.folder, h);
    return (x, y, w) => fillProfile(h, x, y, w);
  }
}

/** The conditions database: local files stand for the network, each look-up is a call and is counted (rule 120). */
export class Conditions {
  calls = 0;
  bytes = 0;
  private readonly kept = new Map<string, unknown>();
  private warned = false;

  constructor(private readonly dir: string | null) {}

  /** Asks anew each time; a workflow that does so per event is what the warning is about. */
  fetch(path: string, run: number): unknown {
    this.calls += 1;
    if (this.dir === null) return this.missing(path, run);
    try {
      const text = readFileSync(join(this.dir, conditionsFile(run, path)), 'utf8');
      this.bytes += Buffer.byteLength(text);
      return JSON.parse(text);
    } catch {
      return this.missing(path, run);
    }
  }

  /** Asks once per run and keeps the object, as it should be. */
  get(path: string, run: number): unknown {
    const key = `${String(run)}/${path}`;
    if (!this.kept.has(key)) this.kept.set(key, this.fetch(path, run));
    return this.kept.get(key);
  }

  number(path: string, at: { run: number; field: string; otherwise: number }): number {
    const object = this.get(path, at.run);
    const value = typeof object === 'object' && object !== null ? (object as Record<string, unknown>)[at.field] : undefined;
    return typeof value === 'number' ? value : at.otherwise;
  }

  private missing(path: string, run: number): undefined {
    if (!this.warned) log.warn(`No CCDB object ${path} for run ${String(run)}, going on with built-in values`);
    this.warned = true;
    return undefined;
  }
}

/** What a workflow gets to work with. */
export interface DeviceContext {
  config: TaskConfiguration;
  histograms: HistogramRegistry;
  ccdb: Conditions;
}
