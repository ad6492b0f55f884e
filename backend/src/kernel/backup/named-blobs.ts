import type { DatabaseSync } from 'node:sqlite';
import { blobFile } from './copy-blobs.js';
import { BadCopy, entryOf } from './manifest.js';

/** The data of events as text, with their positions. */
export type EventText = { position: string; text: string };

export function* textsOf(db: DatabaseSync): Generator<EventText> {
  const page = db.prepare(`SELECT position, data FROM events WHERE position > ? ORDER BY position LIMIT 1000`);
  for (let at = 0; ;) {
    const rows = page.all(at);
    for (const row of rows) yield { position: String(row['position']), text: String(row['data']) };
    const last = rows.at(-1);
    if (last === undefined) return;
    at = Number(last['position']);
  }
}

/** Whatever an event says is too big for it: `{ sha256, size }`, at any depth. */
export const blobsNamed = ({ text }: EventText): readonly string[] => hashes(text, 'sha256');
/** What is kept no longer, as an event says: `{ deletedBlob, size }`. */
export const blobsDeleted = ({ text }: EventText): readonly string[] => hashes(text, 'deletedBlob');
const hashes = (text: string, field: string): string[] =>
  [...text.matchAll(new RegExp(`"${field}":"([0-9a-f]{64})"`, 'g'))].map((match) => match[1] ?? '');

/**
 * Each blob that an event names is there and has the bytes of its name; the first that does not is named with the event.
 * One that a later event says was deleted may be missing, but not damaged: the same bytes may be kept for others.
 */
export const insistOnBlobs = async (texts: Iterable<EventText> | AsyncIterable<EventText>, root: string): Promise<number> => {
  /** Each blob with the position of the event that named it first, undefined once it was deleted. */
  const named = new Map<string, string | undefined>();
  for await (const event of texts) {
    for (const sha256 of blobsDeleted(event)) named.set(sha256, undefined);
    for (const sha256 of blobsNamed(event)) named.set(sha256, named.get(sha256) ?? event.position);
  }
  let there = 0;
  for (const [sha256, position] of named) {
    const found = await entryOf(blobFile(root, sha256)).catch(() => undefined);
    if (found === undefined) {
      if (position === undefined) continue;
      throw new BadCopy(`the blob ${sha256}, named by the event at position ${position}, is missing in ${root}`);
    }
    if (found.sha256 !== sha256)
      throw new BadCopy(
        `the blob ${sha256}, ${position === undefined ? 'deleted since' : `named by the event at position ${position}`}, is damaged in ${root}`,
      );
    there += 1;
  }
  return there;
};
