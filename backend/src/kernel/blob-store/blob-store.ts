import type { Readable } from 'node:stream';

/** What an event carries of something too big for it. */
export type BlobRef = { sha256: string; size: number };

/** Where logs, metrics, outputs and profiles are kept: under the hash of their own bytes, so nothing is kept twice. */
export interface BlobStore {
  /** Keeps what the stream gives; throws `BlobTooLarge` beyond the cap, and then keeps nothing. */
  put(content: Readable, options: { maxBytes: number }): Promise<BlobRef>;
  /** The bytes, or a part of them (`end` inclusive); throws `BlobMissing`. */
  get(sha256: string, range?: { start?: number; end?: number }): Promise<Readable>;
  has(sha256: string): Promise<boolean>;
  /** In bytes; throws `BlobMissing`. */
  size(sha256: string): Promise<number>;
}

export class BlobTooLarge extends Error {
  override readonly name = 'BlobTooLarge';
  constructor(readonly maxBytes: number) {
    super(`more than the ${maxBytes} bytes that are allowed`);
  }
}
export class BlobMissing extends Error {
  override readonly name = 'BlobMissing';
  constructor(readonly sha256: string) {
    super(`there is no blob ${sha256}`);
  }
}
