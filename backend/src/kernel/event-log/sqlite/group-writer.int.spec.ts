import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeAppend } from '../encode.js';
import { eventOf } from '../story.testing.js';
import { GroupWriter } from './group-writer.js';
import { openForWriting } from './schema.js';
import { Outcome, type WantedAppend } from './wire.js';

// A busy machine may take its time; nothing here is measured.
jest.setTimeout(60_000);

describe('a group of appends', () => {
  let dir: string;
  let db: DatabaseSync;
  let writer: GroupWriter;
  let tickets = 0;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'hyperloop-group-'));
    db = openForWriting(join(dir, 'log.sqlite'));
    writer = new GroupWriter(db);
  });
  afterEach(() => {
    if (db.isOpen) db.close();
    rmSync(dir, { recursive: true });
  });

  const wanted = (stream: string, expected = -2, data: unknown = {}): WantedAppend => {
    const ticket = tickets++;
    return { ticket, stream, expected, events: encodeAppend(stream, [eventOf('CounterMoved', data)], `c-${ticket}`) };
  };
  const outcomes = (group: WantedAppend[]) => writer.commit(group).answers.map(({ outcome }) => outcome);
  const stored = () => Number(db.prepare('SELECT count(*) AS n FROM events').get()?.['n']);

  it('sees the appends before it in the same group', () => {
    expect(outcomes([wanted('train-7', -1), wanted('train-7', -1), wanted('train-7', 0)])).toEqual([
      Outcome.stored,
      Outcome.wrongRevision,
      Outcome.stored,
    ]);
  });

  it('is refused as a whole when the disk is full, and goes through once there is room', () => {
    outcomes([wanted('train-7')]);
    const pages = Number(db.prepare('PRAGMA page_count').get()?.['page_count']);
    db.exec(`PRAGMA max_page_count = ${pages + 10}`);
    const large = wanted('train-8', -1, { text: 'x'.repeat(200_000) });
    const full = writer.commit([wanted('train-7'), large]);
    expect(full.answers.map(({ outcome }) => outcome)).toEqual([Outcome.refused, Outcome.refused]);
    expect(full.reason).toBe('the disk is full');
    expect(stored()).toBe(1);
    db.exec(`PRAGMA max_page_count = ${pages + 10_000}`);
    expect(outcomes([wanted('train-7', 0), large])).toEqual([Outcome.stored, Outcome.stored]);
    expect(writer.head.position).toBe(3);
  });

  it('loses only the append that the database itself refuses', () => {
    db.exec("CREATE TRIGGER poison BEFORE INSERT ON events WHEN NEW.data LIKE '%poison%' BEGIN SELECT RAISE(ABORT, 'poison'); END");
    const group = [wanted('train-7'), wanted('train-8', -2, { text: 'poison' }), wanted('train-9')];
    const { answers, reason } = writer.commit(group);
    expect(answers.map(({ outcome }) => outcome)).toEqual([Outcome.stored, Outcome.refused, Outcome.stored]);
    expect(reason).toBe('poison');
    expect(stored()).toBe(2);
  });

  it('has an unknown outcome after an error of the disk, and nothing is written until a restart', () => {
    db.close();
    const answer = writer.commit([wanted('train-7')]);
    expect(answer.answers.map(({ outcome }) => outcome)).toEqual([Outcome.unknown]);
    expect(answer.reason).toContain('restart');
    expect(outcomes([wanted('train-8')])).toEqual([Outcome.refused]);
  });

  it('knows a command of a stream it has not written since it was opened, and takes no other for it', () => {
    const first = wanted('train-7');
    outcomes([first, ...Array.from({ length: 1_500 }, () => wanted('train-7'))]);
    writer = new GroupWriter(db);
    expect(writer.commit([first]).answers).toEqual([{ outcome: Outcome.duplicate, position: 0, revision: 0 }]);
    expect(outcomes([wanted('train-7', 1_500)])).toEqual([Outcome.stored]);
  });

  it('is not misled by an event id that begins like another one of the stream', () => {
    const [first, second] = [wanted('train-7', -1), wanted('train-7', 0)];
    const [event] = first.events;
    const alike = `${event?.id.slice(0, 24)}ffffffffffff`;
    const twin = { ...second, events: second.events.map((e) => ({ ...e, id: alike })) };
    expect(outcomes([first, twin])).toEqual([Outcome.stored, Outcome.stored]);
    expect(writer.commit([twin]).answers).toEqual([{ outcome: Outcome.duplicate, position: 0, revision: 1 }]);
  });

  it('opens a log of the version that kept an index of commands', () => {
    outcomes([wanted('train-7')]);
    db.exec('CREATE TABLE commands (a); CREATE TABLE commands_new_0 (a); CREATE TABLE commands_new_1 (a); PRAGMA user_version = 1');
    db.close();
    db = openForWriting(join(dir, 'log.sqlite'));
    writer = new GroupWriter(db);
    expect(outcomes([wanted('train-7', 0)])).toEqual([Outcome.stored]);
    expect(db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name LIKE 'commands%'").get()?.['n']).toBe(0);
  });

  it('stores events that nobody can change or remove', () => {
    outcomes([wanted('train-7')]);
    expect(() => db.exec("UPDATE events SET data = '{}'")).toThrow('an event never changes');
    expect(() => db.exec('DELETE FROM events')).toThrow('an event never goes');
  });
});
