import { inject, Injectable } from '@angular/core';
import { FETCH } from '../../kernel/live/view-door';
import type { OutputFolder } from './output-tree';

/** Kept ready: going back and forth between two outputs reads neither again. */
const KEPT = 3;

/** Merged outputs by their hash; what a hash names never changes. */
@Injectable({ providedIn: 'root' })
export class OutputFiles {
  readonly #fetch = inject(FETCH);
  readonly #kept = new Map<string, Promise<OutputFolder>>();

  read(sha256: string): Promise<OutputFolder> {
    const kept = this.#kept.get(sha256);
    if (kept !== undefined) return kept;
    const reading = this.#ask(sha256);
    this.#kept.set(sha256, reading);
    for (const old of [...this.#kept.keys()].slice(0, -KEPT)) this.#kept.delete(old);
    reading.catch(() => this.#kept.delete(sha256));
    return reading;
  }

  async #ask(sha256: string): Promise<OutputFolder> {
    const answer = await this.#fetch(`/api/blobs/${sha256}?name=AnalysisResults.json`).catch(() => {
      throw new Error('The server did not answer.');
    });
    if (!answer.ok)
      throw new Error(
        answer.status === 404 ? 'The file of this output is not in the store any more.' : `The server answered ${String(answer.status)}.`,
      );
    return (await answer.json()) as OutputFolder;
  }
}
