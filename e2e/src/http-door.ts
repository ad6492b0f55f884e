import { randomUUID } from 'node:crypto';

export type Row = Record<string, unknown>;
export type Answer = { position: string; stream: string; revision: number };
export type Problem = { status: number; title: string; detail: string };
type Said = { status: number; body: Answer & Problem };

/** Somebody who speaks to a product over HTTP alone, as a script would: for what no screen does, and to set a scene. */
export class HttpDoor {
  protected address: string;
  private cookie = '';

  constructor(address = '') {
    this.address = address;
  }

  async signIn(personId: string): Promise<this> {
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
    return this;
  }

  /** Says a command; a refusal is an error of the test. */
  async command(name: string, data: Row, key: string = randomUUID()): Promise<Answer> {
    const { status, body } = await this.say(name, JSON.stringify(data), key);
    if (status >= 300) throw new Error(`${name}: ${body.detail}`);
    return body;
  }

  /** Says a command, as text, and gives what came back, refusals too. */
  async say(name: string, body: string, key: string = randomUUID()): Promise<Said> {
    const response = await fetch(`${this.address}/api/commands/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', 'idempotency-key': key, cookie: this.cookie },
      body,
    });
    return { status: response.status, body: (await response.json()) as Answer & Problem };
  }

  async rows(view: string, query: string): Promise<Row[]> {
    return (await this.view(view, query)).rows;
  }

  async view(view: string, query: string): Promise<{ rows: Row[]; position: string }> {
    const response = await fetch(`${this.address}/api/views/${view}?${query}`, { headers: { cookie: this.cookie } });
    if (!response.ok) throw new Error(`${view}: ${await response.text()}`);
    return (await response.json()) as { rows: Row[]; position: string };
  }

  /** Waits until the views show what was answered with this position. */
  async seen(position: string): Promise<void> {
    const response = await fetch(`${this.address}/api/views/people?limit=1`, { headers: { cookie: this.cookie, 'if-position': position } });
    if (!response.ok) throw new Error(`the views did not come to ${position}: ${await response.text()}`);
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
