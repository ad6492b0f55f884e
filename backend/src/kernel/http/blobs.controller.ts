import { pipeline } from 'node:stream/promises';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { BlobMissing, type BlobStore } from '../blob-store/blob-store.js';
import { safeHeaders } from '../blob-store/safe-headers.js';
import { BLOB_STORE } from '../tokens.js';
import { problem } from './problem.js';

const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json; charset=utf-8',
  log: 'text/plain; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

/** `GET /api/blobs/<sha256>?name=…`: logs, metrics and outputs, by their hash. */
@Controller('api/blobs')
export class BlobsController {
  constructor(@Inject(BLOB_STORE) private readonly blobs: BlobStore) {}

  @Get(':sha256')
  async download(@Param('sha256') sha256: string, @Query('name') name: unknown, @Res() response: Response): Promise<void> {
    const file = typeof name === 'string' && name !== '' ? name : sha256;
    try {
      const size = await this.blobs.size(sha256);
      const content = await this.blobs.get(sha256);
      for (const [header, value] of Object.entries(safeHeaders(file, TYPES[/\.(\w+)$/.exec(file)?.[1] ?? ''])))
        response.setHeader(header, value);
      response.setHeader('Content-Length', size);
      // What a hash names never changes; only the one who may read it may keep it.
      response.setHeader('Cache-Control', 'private, max-age=31536000, immutable');
      await pipeline(content, response);
    } catch (error) {
      if (error instanceof BlobMissing)
        throw problem(
          404,
          'no-blob',
          'Nothing there',
          'There is no file of this hash. Tables of slim trains are deleted when their time is over.',
        );
      // A download that the reader broke off is no fault of ours.
      if (!response.headersSent) throw error;
      response.destroy();
    }
  }
}
