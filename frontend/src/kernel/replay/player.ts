import { computed, signal } from '@angular/core';
import type { ReplayStep } from '@hyperloop/contracts/kernel';

/** Times real time; `max` goes through any run in about ten seconds. */
export const speeds = [1, 60, 600, 'max'] as const;
export type Speed = (typeof speeds)[number];
const WHOLE_RUN_MS = 10_000;

/** Where a tape stands and how it moves; knows no clock: whoever draws says how much time went by. */
export class Player {
  readonly #step = signal(0);
  readonly #playing = signal(false);
  readonly #speed = signal<Speed>(60);
  /** The moment between two events, and for `max` the place between two steps. */
  #clock = 0;
  #place = 0;

  readonly step = this.#step.asReadonly();
  readonly playing = this.#playing.asReadonly();
  readonly speed = this.#speed.asReadonly();
  readonly atEnd = computed(() => this.#step() >= this.steps.length - 1);

  constructor(readonly steps: readonly ReplayStep[]) {}

  seek(step: number): void {
    this.#step.set(Math.max(0, Math.min(this.steps.length - 1, step)));
    this.#clock = this.#time(this.#step());
    this.#place = this.#step();
  }

  toggle(): void {
    if (!this.#playing() && this.atEnd()) this.seek(0);
    else this.seek(this.#step());
    this.#playing.update((playing) => !playing);
  }
  pause(): void {
    this.#playing.set(false);
  }
  setSpeed(speed: Speed): void {
    this.seek(this.#step());
    this.#speed.set(speed);
  }

  /** The next event with which something went wrong; false: there is none after this one. */
  nextFailure(): boolean {
    const found = this.steps.findIndex(({ failures }, step) => step > this.#step() && failures !== undefined);
    if (found < 0) return false;
    this.pause();
    this.seek(found);
    return true;
  }

  /** So much real time went by. */
  elapse(ms: number): void {
    if (!this.#playing()) return;
    const speed = this.#speed();
    if (speed === 'max') {
      this.#place += (ms / WHOLE_RUN_MS) * this.steps.length;
      this.#step.set(Math.min(this.steps.length - 1, Math.floor(this.#place)));
    } else {
      this.#clock += ms * speed;
      let step = this.#step();
      while (step + 1 < this.steps.length && this.#time(step + 1) <= this.#clock) step++;
      this.#step.set(step);
    }
    if (this.atEnd()) this.#playing.set(false);
  }

  /** The last event at or before a moment: a time, or a position of the log. */
  stepAt(at: string): number {
    const isPosition = /^\d+$/.test(at);
    const wanted = isPosition ? BigInt(at) : BigInt(Date.parse(at) || 0);
    const found = this.steps.findLastIndex((step) => (isPosition ? BigInt(step.position) : BigInt(Date.parse(step.at))) <= wanted);
    return Math.max(0, found);
  }

  #time(step: number): number {
    return Date.parse(this.steps[step]?.at ?? '');
  }
}
