import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HttpDoor } from './http-door.js';

const program = fileURLToPath(new URL('../../backend/dist/main.js', import.meta.url));

/** A product of one's own, as its own process on its own data, to be killed and started again; spoken to over HTTP. */
export class Product extends HttpDoor {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'hl-product-'));
  private child: ChildProcess | undefined;

  constructor(private readonly env: Readonly<Record<string, string>> = {}) {
    super();
  }

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
}
