import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BlobRef } from '@hyperloop/contracts/kernel';
import type { BlobStore } from '../kernel/blob-store/blob-store.js';
import { builtUrl } from '../kernel/built-url.js';
import { keepFile } from '../kernel/worksite/blobs.js';

const run = promisify(execFile);
const MERGE_TIMEOUT_MS = 600_000;

/** Merges outputs of the blob store into one, in a process of its own. Throws with the reason when they do not fit together. */
export const mergeOutputs = async (
  inputs: readonly BlobRef[],
  { blobs, workDir, name }: { blobs: BlobStore; workDir: string; name: string },
): Promise<{ output: BlobRef; objects: number }> => {
  const dir = join(workDir, `merge-${name}`);
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  try {
    const paths: string[] = [];
    for (const [index, { sha256 }] of inputs.entries()) {
      const path = join(dir, `${index}.json`);
      await pipeline(await blobs.get(sha256), createWriteStream(path));
      paths.push(path);
    }
    const list = join(dir, 'inputs.txt');
    const merged = join(dir, 'merged.json');
    await writeFile(list, paths.join('\n'));
    const program = fileURLToPath(builtUrl(import.meta.url, './merge.process.js'));
    const { stdout } = await run(process.execPath, [program, list, merged], { timeout: MERGE_TIMEOUT_MS, env: {} }).catch(
      (fault: unknown) => {
        throw new Error(reasonIn((fault as { stderr?: string }).stderr ?? ''));
      },
    );
    const output = await keepFile(blobs, merged);
    if (output === undefined) throw new Error('The merged file was not written.');
    return { output, objects: Number(stdout) };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
};
/** The line of a stack trace that says what went wrong. */
const reasonIn = (stderr: string): string => /^(?:\w*(?:Error|Conflict)): (.+)$/m.exec(stderr)?.[1] ?? 'Merging ended with an error.';
