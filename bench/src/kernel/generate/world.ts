import type { z } from 'zod';
import { Dice } from '../dice.js';
import { Schedule } from './schedule.js';

export type Made = { stream: string; type: string; data: unknown; at: string; by: string };

export const GB = 1e9;
/** Of an input file (numbers.md: 8.8 TB in 7,911 files). */
export const FILE_BYTES = 1_100_000_000;
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const AUTOMATION = 'alihyperloop';

export type Run = { run: number; jobs: number };
export type Dataset = {
  datasetId: string;
  datasetName: string;
  kind: 'DATA' | 'MC' | 'HY';
  runs: readonly Run[];
  bytes: number;
  storage: string;
  /** Wagons tested well and waiting for a train. */
  ready: Enrolled[];
  /** How many an operator waits for before composing the next train. */
  wanted: number;
};
export type Wagon = {
  wagonId: string;
  name: string;
  workflowName: string;
  analysisId: string;
  analysisName: string;
  owner: string;
  dependencies: readonly Wagon[];
  /** Datasets on which it is enabled now. */
  enabledOn: Set<string>;
};
export type Enrolled = { wagon: Wagon; testRunId: string; enabledBy: string; cpuDays: number };
export type Analysis = { analysisId: string; analysisName: string; members: string[] };

type EventOf = { message: string; data: z.ZodType };

/** Everything that exists at a moment of the made history, and the clock. */
export class World {
  readonly dice: Dice;
  readonly schedule = new Schedule();
  readonly people: string[] = [];
  readonly analyses: Analysis[] = [];
  readonly datasets: Dataset[] = [];
  readonly services: Wagon[] = [];
  readonly wagons: Wagon[] = [];
  packageTag = '';
  now = Date.parse('2025-01-06T06:00:00Z');
  told: Made[] = [];
  #count = 0;
  #number = 0;
  /** A real hash costs more than all else of an event; what stands here is as long and as random. */
  readonly #hashes: readonly string[];

  constructor(
    seed: number,
    readonly events: number,
  ) {
    this.dice = new Dice(seed);
    this.#hashes = Array.from({ length: 2_000 }, () => this.dice.hex(64));
  }

  /** Told and owed together. */
  get promised(): number {
    return this.#count + this.schedule.owed;
  }

  /** Whether so many more events still have room. */
  fits(events: number): boolean {
    return this.promised + events <= this.events;
  }

  get full(): boolean {
    return this.#count >= this.events;
  }

  /** Typed by the contract, not parsed by it: the spec parses every kind, and ten million would take an hour. */
  tell<E extends EventOf>(event: E, stream: string, data: z.infer<E['data']>, by = AUTOMATION): void {
    this.#count += 1;
    this.told.push({ stream, type: event.message, data, at: new Date(this.now).toISOString(), by });
  }

  /** Tests and trains share one sequence (rule 99). */
  nextNumber(): string {
    this.#number += 1;
    return String(this.#number);
  }

  blob(size: number): { sha256: string; size: number } {
    return { sha256: this.dice.pick(this.#hashes), size };
  }
}
