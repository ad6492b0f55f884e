import { problem } from '../http/problem.js';

const EXPORTS_EACH = 2;

/** A file is written as long as its reader takes: a person has two at once at most. */
export class ExportTurns {
  readonly #running = new Map<string, number>();

  async take(personId: string, write: () => Promise<void>): Promise<void> {
    const running = this.#running.get(personId) ?? 0;
    if (running >= EXPORTS_EACH)
      throw problem(429, 'too-many-exports', 'Too many exports', `${EXPORTS_EACH} exports are running for you: wait until one has ended`);
    this.#running.set(personId, running + 1);
    try {
      await write();
    } finally {
      const left = (this.#running.get(personId) ?? 1) - 1;
      if (left > 0) this.#running.set(personId, left);
      else this.#running.delete(personId);
    }
  }
}
