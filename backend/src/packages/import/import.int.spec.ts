import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ImportCatalogue } from '@hyperloop/contracts/packages';
import type { BlobStore } from '../../kernel/blob-store/blob-store.js';
import { openDirectoryBlobs } from '../../kernel/blob-store/directory-blobs.js';
import { openEventLog, type EventLogOptions } from '../../kernel/event-log/open-event-log.js';
import { gatherCatalogue } from './gather-catalogue.js';
import { NoDoor, openDoor } from './open-door.js';
import { sayCatalogue, sayTags } from './say-in-parts.js';

const workflow = (name: string, value = 1) => ({
  name,
  executable: name,
  pwg: 'PWGLF',
  tasks: [
    { name: 'task', configurables: [{ name: 'cut', type: 'Float', kind: 0, default: value, help: '' }], processSwitches: [], outputs: [] },
  ],
});
const fileOf = (workflows: readonly unknown[]) => Readable.from([Buffer.from(JSON.stringify({ tag: 'daily-20251201-0000', workflows }))]);
const many = Array.from({ length: 450 }, (_, index) => workflow(`o2-analysis-number-${index}`));

let dataDir = '';
let log: EventLogOptions;
let blobs: BlobStore;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hl-import-'));
  log = { eventLog: 'sqlite', dataDir };
  blobs = await openDirectoryBlobs(join(dataDir, 'blobs'));
});
afterEach(async () => rm(dataDir, { recursive: true, force: true }));

describe('importing a catalogue without a server', () => {
  const imported = async (workflows: readonly unknown[], run: string) => {
    const door = await openDoor(log, blobs, { port: 1, personId: 'admin' });
    try {
      return await sayCatalogue(door, await gatherCatalogue(fileOf(workflows), blobs), 'stand-in', run);
    } finally {
      await door.close();
    }
  };

  it('declares all in parts, with every declaration in the blob store (rule 26)', async () => {
    expect(await imported(many, 'first')).toBe(5); // opened, three parts, completed
    const { packageTag, workflows, parameters } = await gatherCatalogue(fileOf(many), blobs);
    expect([packageTag, workflows.length, parameters]).toEqual(['O2Physics::daily-20251201-0000-1', 450, 450]);
    expect(await Promise.all(workflows.map(({ declaration }) => blobs.has(declaration.sha256)))).not.toContain(false);
  });
  it('changes nothing the second time', async () => {
    await imported(many, 'first');
    expect(await imported(many, 'second')).toBe(0);
  });
  it('goes on where it was cut off', async () => {
    const door = await openDoor(log, blobs, { port: 1, personId: 'admin' });
    const { packageTag, workflows } = await gatherCatalogue(fileOf(many), blobs);
    await door.say(ImportCatalogue.of({ packageTag, runner: 'stand-in', workflows: workflows.slice(0, 200), complete: false }), 'cut-off');
    await door.close();
    expect(await imported(many, 'second')).toBe(3); // two parts, completed
  });
  it('refuses a tag that declares something else now', async () => {
    await imported([workflow('o2-analysis-a')], 'first');
    await expect(imported([workflow('o2-analysis-a', 2)], 'second')).rejects.toThrow(
      'A released tag never changes, but o2-analysis-a differs',
    );
  });
  it('names the place of a fault, and says nothing to the system', async () => {
    await expect(
      gatherCatalogue(fileOf([workflow('o2-analysis-a'), { name: 'o2-analysis-b', executable: 'b', tasks: 'none' }]), blobs),
    ).rejects.toThrow('workflows[1].tasks');
  });
  it('refuses a tag that is none', async () => {
    await expect(gatherCatalogue(fileOf([workflow('o2-analysis-a')]), blobs, 'newest')).rejects.toThrow(
      '“O2Physics::newest” is no package tag',
    );
  });
});

describe('importing tags', () => {
  it('passes over those that no package was built of', async () => {
    const door = await openDoor(log, blobs, { port: 1, personId: 'admin' });
    const of = (tag: string, packageTag: string | null) => ({
      tag,
      packageTag,
      commit: 'a1b2c3d',
      releasedAt: '2025-12-01T00:00:00Z',
      masterIndex: 1,
    });
    expect(await sayTags(door, [of('a', 'O2Physics::daily-20251201-0000-1'), of('b', null)], 'run')).toEqual({ tags: 1, events: 1 });
    await door.close();
  });
});

describe('importing while a server writes the log', () => {
  let server: Server;
  const requests: { url: string; key: string | undefined; cookie: string | undefined }[] = [];
  let answers: { status: number; body: unknown }[] = [];
  const answer = async (request: IncomingMessage): Promise<{ status: number; body: unknown }> => {
    await text(request);
    requests.push({
      url: request.url ?? '',
      key: request.headers['idempotency-key'] as string | undefined,
      cookie: request.headers.cookie,
    });
    return answers.shift() ?? { status: 200, body: { position: '1', stream: 's-1', revision: 0, events: 1 } };
  };
  beforeEach(async () => {
    requests.length = 0;
    server = createServer((request, response) => {
      void answer(request).then(({ status, body }) => {
        if (request.url === '/api/session') response.setHeader('Set-Cookie', 'hl_session=token; Path=/; HttpOnly');
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterEach(async () => new Promise((done) => server.close(done)));
  const port = () => (server.address() as AddressInfo).port;

  it('goes through its command door as an admin, and says an unsettled part again with the same key', async () => {
    const held = await openEventLog(log);
    answers = [
      { status: 200, body: {} },
      { status: 503, body: { detail: 'It is being settled.' } },
    ];
    const door = await openDoor(log, blobs, { port: port(), personId: 'admin' });
    const events = await sayCatalogue(door, await gatherCatalogue(fileOf([workflow('o2-analysis-a')]), blobs), 'stand-in', 'run');
    await door.close();
    await held.close();
    expect(events).toBe(1);
    const [, first, second] = requests;
    expect(requests.map(({ url }) => url)).toEqual([
      '/api/session',
      '/api/commands/ImportCatalogue',
      '/api/commands/ImportCatalogue',
      '/api/session',
    ]);
    expect(first?.key).toMatch(/^[A-Za-z0-9_.~-]{1,100}$/);
    expect([first?.key, first?.cookie]).toEqual([second?.key, 'hl_session=token']);
  });
  it('says who cannot come in, and what to do', async () => {
    const held = await openEventLog(log);
    answers = [{ status: 403, body: { detail: 'Nobody of this login was let in.' } }];
    await expect(openDoor(log, blobs, { port: port(), personId: 'nobody' })).rejects.toThrow(NoDoor);
    await held.close();
  });
});
