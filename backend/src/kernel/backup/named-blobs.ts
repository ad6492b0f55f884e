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
export const blobsNamed = ({ text }: EventText): readonly string[] =>
  [...text.matchAll(/"sha256":"([0-9a-f]{64})"/g)].map((match) => match[1] ?? '');

/** Each blob that an event names is there and has the bytes of its name; the first that does not is named with the event. */
export const insistOnBlobs = async (texts: Iterable<EventText> | AsyncIterable<EventText>, root: string): Promise<number> => {
  const seen = new Set<string>();
  for await (const event of texts)
    for (const sha256 of blobsNamed(event)) {
      if (seen.has(sha256)) continue;
      seen.add(sha256);
      const found = await entryOf(blobFile(root, sha256)).catch(() => undefined);
      if (found === undefined)
        throw new BadCopy(`the blob ${sha256}, named by the event at position ${event.position}, is missing in ${root}`);
      if (found.sha256 !== sha256)
        throw new BadCopy(`the blob ${sha256}, named by the event at position ${event.position}, is damaged in ${root}`);
    }
  return seen.size;
};
