import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { BlobRef, BlobStore } from './blob-store/blob-store.js';

const MAX_BYTES = 64 * 1024 * 1024;
const KEPT = 64;
const KEPT_BYTES = 2 * 1024 * 1024;

/** JSON in the blob store. What a hash names never changes, so small documents are kept parsed. */
export class Documents {
  readonly #kept = new Map<string, unknown>();

  constructor(private readonly blobs: BlobStore) {}

  async json({ sha256, size }: BlobRef): Promise<unknown> {
    if (this.#kept.has(sha256)) return this.#kept.get(sha256);
    const value: unknown = JSON.parse(await text(await this.blobs.get(sha256)));
    if (size <= KEPT_BYTES) this.#keep(sha256, value);
    return value;
  }

  async putJson(value: unknown): Promise<BlobRef> {
    return this.blobs.put(Readable.from([Buffer.from(JSON.stringify(value))]), { maxBytes: MAX_BYTES });
  }

  #keep(sha256: string, value: unknown): void {
    this.#kept.set(sha256, value);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) return;
      this.#kept.delete(oldest);
    }
  }
}
