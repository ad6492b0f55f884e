import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type Product = { address: string; process: ChildProcess; stop(): Promise<void> };

const STARTS_WITHIN_MS = 60_000;
const main = fileURLToPath(new URL('../../../backend/dist/main.js', import.meta.url));

/** The product as it is started, a process of its own on a free port of this machine, over the data in `dir`. */
export const startProduct = async (dir: string, settings: Readonly<Record<string, string>> = {}): Promise<Product> => {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      DATA_DIR: dir,
      LOG_LEVEL: 'error',
      DEV_SIGN_IN: 'true',
      SAMPLE_DATA: 'false',
      WORKERS: 'false',
      COMMANDS_PER_MINUTE: '100000',
      SIGN_INS_PER_MINUTE: '1000',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const stop = async (): Promise<void> => {
    const impatient = setTimeout(() => child.kill('SIGKILL'), 15_000);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(impatient);
  };
  const late = setTimeout(() => child.kill('SIGKILL'), STARTS_WITHIN_MS);
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /listens at (http:\S+)/.exec(line)?.[1];
    if (address === undefined) continue;
    clearTimeout(late);
    child.stdout.resume();
    return { address: address.replace(/\/$/, '').replace('[::1]', '127.0.0.1'), process: child, stop };
  }
  clearTimeout(late);
  throw new Error('the product ended before it listened');
};

/** The cookie of one of the people whom a development server knows. */
export const signIn = async (address: string, personId = 'admin'): Promise<string> => {
  const answer = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ personId }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (answer.status !== 204 || cookie === undefined) throw new Error(`${personId} could not sign in: ${String(answer.status)}`);
  return cookie;
};
