import { join } from 'node:path';

/** Where the blobs lie: in the data directory, or in the folder that nodes share (`BLOB_DIR`). */
export const blobDirOf = (dataDir: string, env: Readonly<Record<string, string | undefined>> = process.env): string =>
  env['BLOB_DIR']?.trim() || join(dataDir, 'blobs');
