import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { serveScreens } from './screens.js';

const { Module } = await import('@nestjs/common');
const { NestFactory } = await import('@nestjs/core');

@Module({})
class Empty {}

describe('the built screens', () => {
  const folder = mkdtempSync(join(tmpdir(), 'screens-'));
  let app: NestExpressApplication;
  let server: Server;
  beforeAll(async () => {
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Hyperloop</title>');
    for (const name of ['main-5OJYEYKR.js', 'chunk-D5WJBd5_.js', 'settings-standard.js']) writeFileSync(join(folder, name), 'export {};');
    writeFileSync(join(folder, 'chunk-D5WJBd5_.js.br'), brotliCompressSync('export {};'));
    writeFileSync(join(folder, 'chunk-D5WJBd5_.js.gz'), gzipSync('export {};'));
    app = await NestFactory.create<NestExpressApplication>(Empty, { logger: false });
    serveScreens(app, folder);
    await app.listen(0, '127.0.0.1');
    server = app.getHttpServer() as Server;
  });
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  it.each(['/', '/train-run/7', '/wagon/3?tab=history'])(
    'answer the deep link %s with the page, which is asked for anew each time',
    async (path) => {
      const { text, headers } = await request(server).get(path).set('Accept', 'text/html').expect(200);
      expect(text).toContain('<title>Hyperloop');
      expect(headers['cache-control']).toBe('no-cache');
    },
  );

  it('let a file be asked for anew each time when its name stays the same', async () => {
    expect((await request(server).get('/settings-standard.js').expect(200)).headers['cache-control']).toBe('no-cache');
  });

  it.each(['/main-5OJYEYKR.js', '/chunk-D5WJBd5_.js'])(
    'let %s be kept for ever, because its name changes with its content',
    async (path) => {
      const { headers } = await request(server).get(path).expect(200);
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(headers['content-type']).toContain('javascript');
    },
  );

  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['gzip, br;q=0', 'gzip'],
    ['identity', undefined],
  ])('go to a browser that takes %s in the smallest form it knows', async (takes, coding) => {
    const { headers, body } = await request(server)
      .get('/chunk-D5WJBd5_.js')
      .set('Accept-Encoding', takes)
      .buffer()
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks).toString()));
      })
      .expect(200);
    expect(headers['content-encoding']).toBe(coding);
    expect(headers['vary']).toContain('Accept-Encoding');
    expect(headers['content-type']).toContain('javascript');
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    if (coding !== 'br') expect(body).toBe('export {};'); // superagent opens gzip by itself
  });

  it('let a file without a small form go out as it is, whatever the browser takes', async () => {
    const { headers, text } = await request(server).get('/settings-standard.js').set('Accept-Encoding', 'br, gzip').expect(200);
    expect([headers['content-encoding'], text]).toEqual([undefined, 'export {};']);
  });

  it.each(['/main-OLDOLDOL.js', '/styles.css', '/api/nothing', '/socket.io', '/healthz', '/%2e%2e%2fpackage.json'])(
    'never answer %s with the page',
    async (path) => {
      const { status, text } = await request(server).get(path).set('Accept', 'text/html');
      expect([status, text.includes('<title>Hyperloop')]).toEqual([404, false]);
    },
  );
});
