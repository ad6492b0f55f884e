import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import { builtUrl } from '../built-url.js';
import type { EventLog } from '../event-log/event-log.js';
import { openSqliteLog } from '../event-log/sqlite/sqlite-log.js';
import { allOf, appendOne, numbersOf } from '../event-log/story.testing.js';
import { ReactionCheckpoints } from '../reaction-checkpoints.js';
import { until } from '../until.testing.js';
import { listBackups } from './backup-folder.js';
import { sourceOf } from './backup-source.js';
import { MANIFEST, type Manifest } from './manifest.js';
import { openOperatorSocket } from './operator-socket.js';
import { restoreBackup } from './restore-backup.js';
import { scheduledBackups } from './index.js';
import { takeBackup } from './take-backup.js';
import { verifyBackup } from './verify-backup.js';

// A busy machine may take its time; nothing here is measured.

const place = mkdtempSync(join(tmpdir(), 'hyperloop-backup-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));
let folders = 0;
const folder = (): string => {
  const dir = join(place, String((folders += 1)));
  mkdirSync(dir);
  return dir;
};

const opened: EventLog[] = [];
/** Also a failed story leaves no thread behind. */
const openLog = async (options: { dir: string }): Promise<EventLog> => {
  const log = await openSqliteLog(options);
  opened.push(log);
  return log;
};
afterEach(() => Promise.all(opened.splice(0).map((log) => log.close())));

const blobOf = (dataDir: string, text: string): string => {
  const sha256 = createHash('sha256').update(text).digest('hex');
  const dir = join(dataDir, 'blobs', sha256.slice(0, 2), sha256.slice(2, 4));
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, sha256), text);
  return join(dir, sha256);
};

const directoryOf = (dataDir: string, name: string): void => {
  const db = new DatabaseSync(join(dataDir, 'directory.sqlite'));
  db.exec(`PRAGMA journal_mode = WAL; CREATE TABLE IF NOT EXISTS people (name TEXT)`);
  db.prepare('INSERT INTO people VALUES (?)').run(name);
  db.close();
};

const flip = (file: string, at: number): void => {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(file, bytes);
};

const manifestOf = (backup: string): Manifest => JSON.parse(readFileSync(join(backup, MANIFEST), 'utf8')) as Manifest;

const running = (log: EventLog, dataDir: string) => ({
  dataDir,
  copyLog: (file: string) => log.copyTo?.(file) ?? Promise.reject(new Error('no copy')),
});

const command = (name: string, args: readonly string[], env: Record<string, string>): Promise<{ code: number | null; said: string }> =>
  new Promise((resolve) => {
    const file = fileURLToPath(builtUrl(import.meta.url, `./${name}.js`));
    const child = spawn(process.execPath, [file, ...args], { env: { PATH: process.env['PATH'] ?? '', ...env } });
    let said = '';
    child.stdout.on('data', (text: Buffer) => (said += text.toString()));
    child.stderr.on('data', (text: Buffer) => (said += text.toString()));
    child.on('close', (code) => resolve({ code, said }));
  });

describe('a backup of an embedded log', () => {
  it('is taken while the log is written, holds all that was stored before it began, and can be restored', async () => {
    const [dataDir, root, empty] = [folder(), folder(), folder()];
    const log = await openLog({ dir: dataDir });
    for (let n = 1; n <= 50; n++) await appendOne(log, 'train-7', n);
    blobOf(dataDir, 'a log of a job');
    directoryOf(dataDir, 'Marta Rossi');
    const reactions = new ReactionCheckpoints(join(dataDir, 'reactions.sqlite'));
    reactions.put('whenTrainSubmitted', '50');
    reactions.close();

    let writing = true;
    let stored = 50;
    const load = (async () => {
      while (writing) await appendOne(log, 'train-7', (stored += 1));
    })();
    const { folder: backup, manifest } = await takeBackup(running(log, dataDir), root);
    writing = false;
    await load;
    await log.close();

    if (manifest.log.kind !== 'sqlite') throw new Error('it has the log');
    expect(manifest.log.position).toBeGreaterThanOrEqual(50);
    expect(Object.keys(manifest.files).sort()).toEqual(['directory.sqlite', 'head.json', 'log.sqlite', 'reactions.sqlite']);
    expect(readdirSync(root).sort()).toEqual([backup.split('/').at(-1), 'blobs']);

    const restored = await restoreBackup(backup, empty, { replace: false });
    expect(restored).toMatchObject({ blobs: 1, damagedBlobs: [] });
    const again = await openLog({ dir: empty });
    expect(numbersOf(await allOf(again))).toEqual(Array.from({ length: manifest.log.position }, (_, i) => i + 1));
    await again.close();
    const people = new DatabaseSync(join(empty, 'directory.sqlite'));
    expect(people.prepare('SELECT name FROM people').all()).toEqual([{ name: 'Marta Rossi' }]);
    people.close();
    const heard = new ReactionCheckpoints(join(empty, 'reactions.sqlite'));
    expect(heard.of('whenTrainSubmitted')).toBe('50');
    heard.close();
  });

  it('copies each blob once, leaves out a damaged one and names it', async () => {
    const [dataDir, root] = [folder(), folder()];
    const log = await openLog({ dir: dataDir });
    await appendOne(log, 'train-7', 1);
    blobOf(dataDir, 'first');
    expect((await takeBackup(running(log, dataDir), root)).copiedBlobs).toBe(1);
    flip(blobOf(dataDir, 'second'), 0);
    const second = await takeBackup(running(log, dataDir), root);
    expect(second.copiedBlobs).toBe(0);
    expect(second.damagedBlobs).toEqual([createHash('sha256').update('second').digest('hex')]);
    await log.close();
  });

  it('does not mix the logs of two data directories in one folder', async () => {
    const [one, other, root] = [folder(), folder(), folder()];
    for (const dataDir of [one, other]) {
      const log = await openLog({ dir: dataDir });
      await appendOne(log, `train-${dataDir.split('/').at(-1) ?? ''}`, 1);
      await log.close();
    }
    await takeBackup(sourceOf({ eventLog: 'sqlite', dataDir: one }), root);
    await expect(takeBackup(sourceOf({ eventLog: 'sqlite', dataDir: other }), root)).rejects.toThrow(/holds backups of another log/);
    expect(await listBackups(root)).toHaveLength(1);
  });

  it('is refused when a byte of it changed, and then nothing is put into the data directory', async () => {
    const [dataDir, root, empty] = [folder(), folder(), folder()];
    const log = await openLog({ dir: dataDir });
    for (let n = 1; n <= 40; n++) await appendOne(log, 'train-7', n);
    await log.close();
    const { folder: backup } = await takeBackup(sourceOf({ eventLog: 'sqlite', dataDir }), root);
    const file = join(backup, 'log.sqlite');
    const at = readFileSync(file).indexOf('{"n":17}');
    expect(at).toBeGreaterThan(0);
    flip(file, at + 5);
    await expect(restoreBackup(backup, empty, { replace: false })).rejects.toThrow(/its sha256 differs/);

    // Damaged before it was copied: the hashes of the files are right, the chain is not.
    const manifest = manifestOf(backup);
    manifest.files['log.sqlite'] = { sha256: createHash('sha256').update(readFileSync(file)).digest('hex'), size: statSync(file).size };
    writeFileSync(join(backup, MANIFEST), JSON.stringify(manifest));
    await expect(verifyBackup(backup, { blobs: false })).rejects.toThrow(/damaged at position 17/);
    await expect(restoreBackup(backup, empty, { replace: false })).rejects.toThrow(/damaged at position 17/);
    expect(readdirSync(empty)).toEqual([]);
  });

  it('misses a blob that an event names, when asked to look', async () => {
    const [dataDir, root] = [folder(), folder()];
    const log = await openLog({ dir: dataDir });
    const sha256 = createHash('sha256').update('a histogram').digest('hex');
    const meta = { at: '2026-01-01T00:00:00Z', by: 'mrossi', commandId: 'c', causationId: 'c', correlationId: 'c' };
    await log.append('train-7', 'any', [{ type: 'OutputMerged', data: { output: { sha256, size: 11 } }, meta }], 'c');
    const without = await takeBackup(running(log, dataDir), root);
    await expect(verifyBackup(without.folder, { blobs: true })).rejects.toThrow(
      `the blob ${sha256}, named by the event at position 1, is missing`,
    );
    blobOf(dataDir, 'a histogram');
    const whole = await takeBackup(running(log, dataDir), root);
    expect((await verifyBackup(whole.folder, { blobs: true })).log).toMatchObject({ position: 1 });
    await log.close();
  });
});

describe('the commands', () => {
  it('reach a running server through its socket, and say what they did', async () => {
    const [dataDir, root, target] = [folder(), folder(), folder()];
    const log = await openLog({ dir: dataDir });
    for (let n = 1; n <= 20; n++) await appendOne(log, 'train-7', n);
    const alone = await command('backup', [root], { DATA_DIR: dataDir });
    expect(alone.code).toBe(1);
    expect(alone.said).toMatch(/is being written, but no server answers/);

    const socket = await openOperatorSocket(dataDir, log);
    expect(statSync(join(dataDir, 'operator')).mode & 0o777).toBe(0o700);
    const taken = await command('backup', [root, '--json'], { DATA_DIR: dataDir });
    expect(taken).toMatchObject({ code: 0 });
    expect(JSON.parse(taken.said)).toMatchObject({ log: { position: 20 }, damagedBlobs: [] });
    await socket.close();
    await log.close();

    expect(await command('verify', [root], {})).toMatchObject({
      code: 0,
      said: expect.stringContaining('20 events, chain whole') as string,
    });
    const replaced = await command('restore', [root], { DATA_DIR: dataDir });
    expect(replaced.code).toBe(1);
    expect(replaced.said).toMatch(/is not empty .*--replace/);
    expect(await command('restore', [root], { DATA_DIR: target })).toMatchObject({ code: 0 });
    const verified = await command('verify', ['--json'], { DATA_DIR: target });
    expect(JSON.parse(verified.said)).toMatchObject({ what: 'log', ok: true });

    const db = new DatabaseSync(join(target, 'log.sqlite'));
    db.exec(`DROP TRIGGER events_never_change; UPDATE events SET data = '{}' WHERE position = 9`);
    db.close();
    const bad = await command('verify', [], { DATA_DIR: target });
    expect(bad.code).toBe(1);
    expect(bad.said).toMatch(/DAMAGED log: The log is damaged at position 9/);
    // A damaged log is not copied over good backups.
    const refused = await command('backup', [root], { DATA_DIR: target });
    expect(refused.code).toBe(1);
    expect(refused.said).toMatch(/damaged at position 9/);
    expect(await listBackups(root)).toHaveLength(1);

    const set = await command('restore', [root, '--replace'], { DATA_DIR: target });
    expect(set.code).toBe(0);
    expect(set.said).toMatch(/What stood there is kept in/);
    expect((await command('verify', [], { DATA_DIR: target })).code).toBe(0);
  });

  it('say how they are called', async () => {
    const { code, said } = await command('restore', [], { DATA_DIR: place });
    expect(code).toBe(2);
    expect(said).toMatch(/name the backup[^]*npm run restore -- <backup>/);
  });
});

describe('backups by the clock', () => {
  it('are taken while the server runs, not again of a log that stands still, and tell their age and their failures', async () => {
    const [dataDir, root] = [folder(), folder()];
    const log = await openLog({ dir: dataDir });
    await appendOne(log, 'train-7', 1);
    const warned: string[] = [];
    const backups = scheduledBackups({ dataDir, log, warn: (message) => warned.push(message) }, { root, everySeconds: 1 });
    expect(backups.ageSeconds()).toBeNaN();
    expect(await backups.check.check()).toMatchObject({ ok: true, value: 'none' });
    await backups.start();
    await until(async () => (await listBackups(root)).length === 1);
    await until(async () => !Number.isNaN(backups.ageSeconds()));
    const first = (await listBackups(root))[0]?.name;
    await appendOne(log, 'train-7', 2);
    await until(async () => (await listBackups(root))[0]?.name !== first);
    expect(warned).toEqual([]);

    const newest = (await listBackups(root))[0];
    writeFileSync(join(newest?.folder ?? '', MANIFEST), 'torn');
    await appendOne(log, 'train-7', 3);
    await until(async () => warned.length > 0);
    const { sentence } = await backups.check.check();
    expect(sentence).toMatch(/old\. The last attempt failed: .*manifest.json cannot be read/);
    await backups.stop();
    await log.close();
  });
});
