import { Readable } from 'node:stream';
import { PackageTag, type DeclaredWorkflow } from '@hyperloop/contracts/packages';
import type { z } from 'zod';
import type { BlobStore } from '../../kernel/blob-store/blob-store.js';
import { ImportFault, parseCatalogue, type ByteSource, type ImportedWorkflow } from './index.js';

export type GatheredCatalogue = { packageTag: string; workflows: readonly z.infer<typeof DeclaredWorkflow>[]; parameters: number };

const LARGEST_DECLARATION = 16 * 1024 * 1024;
/** Each blob waits for the disk by itself; together they wait once. */
const AT_ONCE = 32;

/**
 * Reads a whole catalogue and puts its declarations into the blob store, before anything is said to the system: a file
 * with a fault in its last line changes nothing.
 */
export const gatherCatalogue = async (source: ByteSource, blobs: BlobStore, wantedTag?: string): Promise<GatheredCatalogue> => {
  let tag = '';
  const workflows: z.infer<typeof DeclaredWorkflow>[] = [];
  const storing = new Set<Promise<void>>();
  try {
    for await (const item of parseCatalogue(source)) {
      if (item.kind === 'tag') {
        tag = item.tag;
        continue;
      }
      workflows.push(declared(item));
      if (storing.size >= AT_ONCE) await Promise.race(storing);
      const stored = store(item, blobs).finally(() => storing.delete(stored));
      storing.add(stored);
    }
    await Promise.all(storing);
  } finally {
    // A fault in the file must not leave writing behind that nobody waits for.
    await Promise.allSettled(storing);
  }
  return {
    packageTag: packageTagOf(wantedTag ?? tag),
    workflows,
    parameters: workflows.reduce((sum, { parameters }) => sum + parameters, 0),
  };
};

const declared = ({
  workflow: { name, executable, pwg, tasks },
  json,
  sha256,
  parameterCount,
}: ImportedWorkflow): z.infer<typeof DeclaredWorkflow> => ({
  name,
  executable,
  pwg,
  tasks: tasks.length,
  parameters: parameterCount,
  parameterNames: [...new Set(tasks.flatMap((task) => task.parameters.map((parameter) => parameter.name)))],
  declaration: { sha256, size: Buffer.byteLength(json) },
});

const store = async ({ json, sha256, workflow }: ImportedWorkflow, blobs: BlobStore): Promise<void> => {
  if (await blobs.has(sha256)) return;
  const ref = await blobs.put(Readable.from([Buffer.from(json)]), { maxBytes: LARGEST_DECLARATION });
  if (ref.sha256 !== sha256) throw new Error(`the declaration of ${workflow.name} was stored as ${ref.sha256}, not as ${sha256}`);
};

/**
 * Extracts name a tag as the sources do, `daily-20251201-0000`. The package built of it is the first of O2Physics (rule
 * 95), unless the tag says otherwise.
 */
const packageTagOf = (tag: string): string => {
  const named = tag.includes('::') ? tag : `O2Physics::${/-[0-9]{8}(-[0-9]{4})?$/.test(tag) ? `${tag}-1` : tag}`;
  if (!PackageTag.safeParse(named).success)
    throw new ImportFault('tag', `“${named.slice(0, 80)}” is no package tag like O2Physics::daily-20251201-0000-1`);
  return named;
};
