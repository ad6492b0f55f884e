import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

/** A copy that is damaged, incomplete or not what was asked for; the sentence says which and what to do. */
export class BadCopy extends Error {
  override readonly name = 'BadCopy';
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const FileEntry = z.object({ sha256, size: z.number().int().nonnegative() });
export type FileEntry = z.infer<typeof FileEntry>;

/** Which program made a copy. */
export const Program = z.object({ hyperloop: z.string(), node: z.string(), sqlite: z.string() });

export const thisProgram = (): z.infer<typeof Program> => ({
  hyperloop: (JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }).version,
  node: process.versions.node,
  sqlite: process.versions['sqlite'] ?? 'unknown',
});

const Manifest = z.object({
  format: z.literal(1),
  made: z.iso.datetime(),
  program: Program,
  log: z.discriminatedUnion('kind', [
    /** `first` is the chain hash of the first event: no other log has it. */
    z.object({ kind: z.literal('sqlite'), position: z.number().int().nonnegative(), hash: sha256, first: sha256 }),
    /** The event store backs up its events itself. */
    z.object({ kind: z.literal('eventstoredb') }),
  ]),
  files: z.record(z.string().regex(/^[a-z.]+$/), FileEntry),
  blobs: z.object({ count: z.number().int(), bytes: z.number().int() }),
});
/** What a backup says of itself, in `manifest.json` beside its files. */
export type Manifest = z.infer<typeof Manifest>;

export const MANIFEST = 'manifest.json';

export const readManifest = async (folder: string): Promise<Manifest> => {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw new BadCopy(`${folder} is no backup: it has no ${MANIFEST}`);
  });
  try {
    return Manifest.parse(JSON.parse(text));
  } catch {
    throw new BadCopy(`${join(folder, MANIFEST)} cannot be read: it is damaged or of another version; take another backup`);
  }
};

export const entryOf = async (file: string): Promise<FileEntry> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return { sha256: hash.digest('hex'), size: (await stat(file)).size };
};

/** Throws `BadCopy` when the file is not, byte for byte, the one that the manifest names. */
export const insistOnFile = async (file: string, { sha256: expected, size }: FileEntry): Promise<void> => {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) throw new BadCopy(`${file} is missing`);
  if (found.size !== size) throw new BadCopy(`${file} has ${found.size} bytes, not ${size}: the copy is damaged or was cut off`);
  if ((await entryOf(file)).sha256 !== expected)
    throw new BadCopy(`${basename(file)} is not what was copied (its sha256 differs): ${file} is damaged`);
};

/** Puts the bytes of a file, or the names of a folder, on disk. */
export const sync = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
