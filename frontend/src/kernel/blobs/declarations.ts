import { inject, Injectable } from '@angular/core';
import type { WorkflowDeclaration } from '@hyperloop/contracts/packages';
import { FETCH } from '../live/view-door';

/** What workflows declare. A declaration never changes under its hash, so each is read once. */
@Injectable({ providedIn: 'root' })
export class Declarations {
  readonly #fetch = inject(FETCH);
  readonly #read = new Map<string, Promise<WorkflowDeclaration>>();

  of({ sha256 }: { readonly sha256: string }): Promise<WorkflowDeclaration> {
    const known = this.#read.get(sha256);
    if (known !== undefined) return known;
    const reading = this.#ask(sha256);
    this.#read.set(sha256, reading);
    // A failed reading is asked again next time.
    reading.catch(() => this.#read.delete(sha256));
    return reading;
  }

  async #ask(sha256: string): Promise<WorkflowDeclaration> {
    const answer = await this.#fetch(`/api/blobs/${sha256}`, { headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(`The declaration of the workflow could not be read: the server answered ${String(answer.status)}.`);
    return (await answer.json()) as WorkflowDeclaration;
  }
}
