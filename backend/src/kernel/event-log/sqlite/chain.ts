import { hash } from 'node:crypto';

/** What the first event is linked to. */
export const GENESIS = '0'.repeat(64);

export type Link = { position: number; id: string; stream: string; revision: number; type: string; data: string; meta: string };

/**
 * The chain hash of an event (hex): sha256 over the previous hash and the stored texts, one per line, UTF-8. No field
 * can hold a newline: JSON escapes it and names are refused with one, so no two histories have the same bytes.
 */
export const linkHash = (previous: string, { position, id, stream, revision, type, data, meta }: Link): string =>
  hash('sha256', `${previous}\n${position}\n${id}\n${stream}\n${revision}\n${type}\n${data}\n${meta}`, 'hex');
