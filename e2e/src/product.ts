import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../backend/dist/main.js', import.meta.url));
type Row = Record<string, unknown>;
type Answer = { position: string; stream: string; revision: number };

/** A product of one's own, as its own process on its own data, to be killed and started again; spoken to over HTTP. */
export class Product {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'hl-product-'));
  private child: ChildProcess | undefined;
  private address = '';
  private cookie = '';

  constructor(private readonly env: Readonly<Record<string, string>> = {}) {}

  async start(): Promise<void> {
    const child = spawn(process.execPath, [program], {
      env: {
        PATH: process.env['PATH'] ?? '',
        PORT: '0',
        DATA_DIR: this.dataDir,
        LOG_LEVEL: 'warn',
        COMMANDS_PER_MINUTE: '100000',
        SIGN_INS_PER_MINUTE: '1000',
        ...this.env,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    this.address = await new Promise<string>((resolve, reject) => {
      let told = '';
      child.stdout.on('data', (chunk: Buffer) => {
        told += chunk.toString();
        const found = /listens at (\S+)/.exec(told);
        if (found?.[1] !== undefined) resolve(found[1]);
      });
      child.once('exit', (code) => reject(new Error(`the product ended with ${String(code)}: ${told}`)));
    });
  }

  /** No goodbye: what is not in the log is lost. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    if (child?.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.removeAllListeners('exit');
    child.once('exit', () => undefined);
    const gone = new Promise((resolve) => child.once('close', resolve));
    child.kill(signal);
    await Promise.race([ended, gone]);
  }

  async signIn(personId: string): Promise<void> {
    const response = await fetch(`${this.address}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ personId }),
    });
    if (!response.ok) throw new Error(`${personId} could not sign in: ${await response.text()}`);
    this.cookie = response.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; ');
  }

  async command(name: string, data: Row, key: string = randomUUID()): Promise<Answer> {
    const response = await fetch(`${this.address}/api/commands/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', 'idempotency-key': key, cookie: this.cookie },
      body: JSON.stringify(data),
    });
    const body = (await response.json()) as Answer & { detail?: string };
    if (!response.ok) throw new Error(`${name}: ${body.detail ?? response.statusText}`);
    return body;
  }

  async rows(view: string, query: string): Promise<Row[]> {
    const response = await fetch(`${this.address}/api/views/${view}?${query}`, { headers: { cookie: this.cookie } });
    if (!response.ok) throw new Error(`${view}: ${await response.text()}`);
    return ((await response.json()) as { rows: Row[] }).rows;
  }

  /** Waits until the first row is as wanted; says what it saw last when that never happens. */
  async until(view: string, query: string, wanted: (row: Row) => boolean, seconds = 120): Promise<Row> {
    let last: Row | undefined;
    for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
      [last] = await this.rows(view, query);
      if (last !== undefined && wanted(last)) return last;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`${view}?${query} never became what was waited for; last seen ${JSON.stringify(last)?.slice(0, 1500) ?? 'nothing'}`);
  }
}
