import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Program } from './program.js';

const program = fileURLToPath(new URL('../../../backend/dist/main.js', import.meta.url));

export type Answer = { position: string; stream: string; revision: number; events: number };
export type Problem = { type: string; status: number; title: string; detail: string; revision?: number };
export type Said = { status: number; body: Partial<Answer & Problem>; ms: number };
export type Row = Record<string, unknown>;
export type Health = { status: number; details: Readonly<Record<string, { status: string; value?: unknown; sentence?: string }>> };

const START_MS = 60_000;

const askedIn = async (address: string, personId: string): Promise<{ status: number; cookie: string | undefined }> => {
  const response = await fetch(`${address}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ personId }),
  });
  await response.text();
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  return { status: response.status, cookie: response.ok ? cookies.join('; ') : undefined };
};

/** The cookie of one of the people whom a development server knows. */
export const signIn = async (address: string, personId = 'admin'): Promise<string> => {
  const { status, cookie } = await askedIn(address, personId);
  if (cookie === undefined) throw new Error(`${personId} could not sign in: ${status}`);
  return cookie;
};

/** The product as it is started, a process on its own data, and somebody who speaks to it over HTTP. */
export class Product {
  address = '';
  #program: Program | undefined;
  #cookie = '';

  constructor(
    readonly dataDir: string,
    private readonly env: Readonly<Record<string, string>> = {},
  ) {}

  /** Resolves with the milliseconds until it listened. */
  async start(env: Readonly<Record<string, string>> = {}): Promise<number> {
    const since = performance.now();
    this.#program = new Program([process.execPath, program], {
      PORT: '0',
      DATA_DIR: this.dataDir,
      LOG_LEVEL: 'error',
      SAMPLE_DATA: 'false',
      WORKERS: 'false',
      COMMANDS_PER_MINUTE: '100000',
      SIGN_INS_PER_MINUTE: '1000',
      ...this.env,
      ...env,
    });
    const [, address] = await this.#program.says(/listens at (\S+)/, START_MS);
    this.address = (address ?? '').replace('[::1]', '127.0.0.1');
    return performance.now() - since;
  }

  get pid(): number {
    return this.#program?.pid ?? 0;
  }

  get said(): string {
    return this.#program?.said ?? '';
  }

  async signIn(personId: string): Promise<this> {
    const status = await this.trySignIn(personId);
    if (status >= 300) throw new Error(`${personId} could not sign in: ${status}`);
    return this;
  }

  /** The status it was answered with; who is refused stays who they were. */
  async trySignIn(personId: string): Promise<number> {
    const { status, cookie } = await askedIn(this.address, personId);
    this.#cookie = cookie ?? this.#cookie;
    return status;
  }

  /** Comes with the cookie of somebody who signed in at the same product before. */
  continueAs(other: Product): void {
    this.#cookie = other.#cookie;
  }

  get cookie(): string {
    return this.#cookie;
  }

  /** The cookie is kept, as somebody would who had stolen it. */
  async signOut(): Promise<void> {
    await fetch(`${this.address}/api/session`, { method: 'DELETE', headers: { 'sec-fetch-site': 'same-origin', cookie: this.#cookie } });
  }

  /** Says a command; rejects only when no answer came at all. */
  async say(name: string, data: unknown, key: string = randomUUID(), limitMs = 15_000): Promise<Said> {
    const since = performance.now();
    const response = await fetch(`${this.address}/api/commands/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', 'idempotency-key': key, cookie: this.#cookie },
      body: JSON.stringify(data),
      signal: AbortSignal.timeout(limitMs),
    });
    const body = (await response.json()) as Said['body'];
    return { status: response.status, body, ms: performance.now() - since };
  }

  /** Says a command that must be taken. */
  async must(name: string, data: unknown, key?: string): Promise<Answer> {
    const { status, body } = await this.say(name, data, key);
    if (status !== 200) throw new Error(`${name} was answered ${status}: ${body.detail ?? ''}`);
    return body as Answer;
  }

  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<{ status: number; text: string; ms: number }> {
    const since = performance.now();
    const response = await fetch(`${this.address}${path}`, {
      headers: { cookie: this.#cookie, ...headers },
      signal: AbortSignal.timeout(15_000),
    });
    return { status: response.status, text: await response.text(), ms: performance.now() - since };
  }

  /** Rows of a view, not before it shows the position when one is given. */
  async rows(view: string, query = '', position?: string): Promise<Row[]> {
    const { status, text } = await this.get(`/api/views/${view}?${query}`, position === undefined ? {} : { 'if-position': position });
    if (status !== 200) throw new Error(`${view} was answered ${status}: ${text.slice(0, 500)}`);
    return (JSON.parse(text) as { rows: Row[] }).rows;
  }

  async health(): Promise<Health> {
    const { status, text } = await this.get('/readyz');
    const { details = {} } = JSON.parse(text) as { details?: Health['details'] };
    return { status, details };
  }

  /** Waits until it is ready for work, or says what kept it from it. */
  async ready(limitMs: number): Promise<number> {
    const since = performance.now();
    let last: Health | undefined;
    while (performance.now() - since < limitMs) {
      last = await this.health();
      if (last.status === 200) return performance.now() - since;
      await new Promise((done) => setTimeout(done, 50));
    }
    const down = Object.entries(last?.details ?? {}).filter(([, { status }]) => status !== 'up');
    throw new Error(`not ready after ${limitMs} ms: ${down.map(([name, { sentence }]) => `${name}: ${sentence ?? ''}`).join(' ')}`);
  }

  /** No goodbye: what is not in the log is lost. */
  async kill(): Promise<void> {
    await this.#program?.end();
  }

  /** Told to end, as an orchestrator does. */
  async stop(): Promise<{ code: number | null; ms: number }> {
    const since = performance.now();
    this.#program?.kill('SIGTERM');
    const { code } = (await this.#program?.ended) ?? { code: null };
    return { code, ms: performance.now() - since };
  }

  signal(signal: NodeJS.Signals): void {
    this.#program?.kill(signal);
  }

  get ended(): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    return this.#program?.ended ?? Promise.resolve({ code: null, signal: null });
  }
}

/** One that listens already, on a free port of this machine over the data in `dir`. */
export const startProduct = async (dir: string, settings: Readonly<Record<string, string>> = {}): Promise<Product> => {
  const product = new Product(dir, { DEV_SIGN_IN: 'true', ...settings });
  await product.start();
  return product;
};
