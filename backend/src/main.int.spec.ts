import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtUrl } from './kernel/built-url.js';

const dir = mkdtempSync(join(tmpdir(), 'main-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const run = (env: Record<string, string>, ...args: string[]) => {
  const program = spawn(process.execPath, [fileURLToPath(builtUrl(import.meta.url, './main.js')), ...args], {
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dir, PORT: '0', WORKERS: 'false', SAMPLE_DATA: 'false', ...env },
  });
  let text = '';
  for (const stream of [program.stdout, program.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | null>((done) => program.on('close', done));
  const says = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = pattern.exec(text);
      if (found !== null) return found[1] ?? '';
      if (program.exitCode !== null) throw new Error(`it ended with ${program.exitCode}: ${text}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  };
  return { program, ended, says, text: () => text };
};

describe('the server program', () => {
  it('says a clear sentence and ends when a setting does not fit', async () => {
    const { ended, text } = run({ PORT: 'http' });
    expect(await ended).toBe(2);
    expect(text().trim()).toBe('The settings do not fit: PORT must be a whole number from 0 to 65535.');
  });

  it('prints its settings without passwords and ends', async () => {
    const { ended, text } = run({ EVENTSTORE_URL: 'esdb://admin:hidden@store:2113' }, '--print-config');
    expect(await ended).toBe(0);
    expect(JSON.parse(text())).toMatchObject({ eventLog: 'eventstoredb', eventStoreUrl: 'esdb://***@store:2113' });
  });

  it('says its address, answers, and ends with 0 when told to; no cookie or body stands in what it wrote', async () => {
    const { program, ended, says, text } = run({ LOG_LEVEL: 'trace' });
    const address = await says(/listens at (http:\S+)/);
    const signedIn = await fetch(`${address}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"personId":"admin"}',
    });
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
    const asked = await fetch(`${address}/api/commands/OpenAnalysis?token=seeded-secret-1`, {
      method: 'POST',
      headers: { cookie, authorization: 'Bearer seeded-secret-2', 'Idempotency-Key': 'k', 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'seeded-secret-3', password: 'seeded-secret-4' }),
    });
    expect(asked.status).toBe(400);
    program.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(text()).toContain('/api/commands/OpenAnalysis');
    expect(text()).not.toMatch(/seeded-secret/);
    expect(text()).not.toContain(cookie.split('=')[1]);
  }, 60_000);
});
