import type { LiveBeat } from '@hyperloop/contracts/kernel';
import type { Socket } from 'socket.io-client';
import { until } from '../../until.testing.js';
import { openStage, type Stage } from '../stage.testing.js';
import { came, left, renamed } from '../told.testing.js';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const next = <T>(socket: Socket, event: string): Promise<T> => new Promise((resolve) => void socket.once(event, resolve));

const refusalOf = async (socket: Socket): Promise<string> =>
  new Promise((resolve, reject) => {
    socket.on('connect_error', (error) => resolve(error.message));
    socket.on('connect', () => reject(new Error('it was let in')));
  });

describe('live', () => {
  it('sends a snapshot, then every change without a hole, to every browser', async () => {
    await stage.append(came('1', { name: 'v0s' }));
    const followed = await Promise.all([1, 2, 3].map(() => stage.follow(stage.connect(), 's', { sort: 'name' })));
    expect(followed.map(({ answer }) => answer)).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    // On a busy machine the snapshot could come after all of the changes, and hold them.
    for (const { screen } of followed) await until(() => screen.snapshots === 1, 'the snapshot came');
    for (let i = 2; i < 40; i += 1)
      await stage.append(came(String(i)), renamed('1', `v0s ${i}`), ...(i % 3 === 0 ? [left(String(i - 1))] : []));
    const last = await stage.append(renamed('1', 'done'));
    await stage.readSide.projector.waitFor(last, 10_000);
    const page = stage.readSide.reader.page('sample-wagons', { sort: 'name' });
    for (const { screen } of followed) {
      await until(() => screen.rows.get('1')?.['name'] === 'done', 'the last change came');
      expect(screen.keys()).toEqual(page.rows.map(({ key }) => key).sort());
      expect(screen.total).toBe(page.total);
      expect(screen.snapshots).toBe(1);
      expect(screen.deltas).toBeGreaterThan(0);
    }
  });

  it('goes on after the subscription was given up, and takes it up again', async () => {
    const socket = stage.connect();
    const { screen } = await stage.follow(socket, 's', {});
    await until(() => screen.snapshots === 1, 'the snapshot came');
    expect(await socket.emitWithAck('unsubscribe', { subscription: 's' })).toEqual({ ok: true });
    await stage.append(came('1'));
    const { screen: again } = await stage.follow(socket, 't', {});
    await until(() => again.rows.size === 1, 'the row came');
    expect(screen.deltas).toBe(0);
  });

  it('says every few seconds how fresh it is', async () => {
    const beat = await next<LiveBeat>(stage.connect(), 'beat');
    expect(beat).toMatchObject({ kind: 'beat', position: '0', lagEvents: 0 });
  });

  it('refuses pages of a foreign origin and people who are not signed in', async () => {
    expect(await refusalOf(stage.connect({ cookie: 'who=olga', origin: 'http://evil.test' }))).toBe('websocket error');
    expect(await refusalOf(stage.connect({}))).toBe('sign in first');
    const friend = stage.connect({ cookie: 'who=olga', origin: 'http://friend.test' });
    await next(friend, 'connect');
    expect(friend.connected).toBe(true);
  });

  it('answers a view one may not read, one that is unknown and a mistake with the reason, never with what was sent', async () => {
    stage.door.banned.add('mallory');
    const { answer } = await stage.follow(stage.connect({ cookie: 'who=mallory' }), 's', {});
    expect(answer).toEqual({ ok: false, problem: 'mallory may not read this' });
    const socket = stage.connect();
    expect((await stage.follow(socket, 's', {}, 'secrets')).answer).toEqual({ ok: false, problem: 'there is no view secrets' });
    expect((await stage.follow(socket, 's', { sort: 'colour' })).answer).toMatchObject({
      ok: false,
      problem: expect.stringContaining('cannot be sorted by colour') as string,
    });
    for (const bad of [undefined, 7, { subscription: 's' }, { subscription: 's', view: 'sample-wagons', query: { evil: '<payload>' } }])
      expect(JSON.stringify(await socket.emitWithAck('subscribe', bad))).toMatch(/^\{"ok":false,"problem":"(?!.*payload)/);
    expect((await stage.follow(socket, 's', {})).answer).toEqual({ ok: true });
    expect((await stage.follow(socket, 's', {})).answer).toEqual({ ok: false, problem: 's is a subscription already' });
  });

  it('cuts what was followed when the right is withdrawn, and the connection when the session ends', async () => {
    const socket = stage.connect();
    const { screen } = await stage.follow(socket, 's', {});
    await until(() => screen.snapshots === 1, 'the snapshot came');
    stage.door.banned.add('olga');
    stage.door.tell();
    await until(() => screen.ended === 'olga may not read this', 'the end came');
    await stage.append(came('1'));
    const { screen: other } = await stage.follow(stage.connect({ cookie: 'who=piotr' }), 's', {});
    await until(() => other.rows.size === 1, 'others see it');
    expect(screen.rows.size).toBe(0);
    stage.door.out.add('olga');
    stage.door.tell();
    await until(() => socket.disconnected, 'the connection ended');
    expect(other.ended).toBeUndefined();
  });

  it('follows a page that asks for much at once, not one that never stops asking, and closes on a message that is too large', async () => {
    const socket = stage.connect();
    const say = async (message: string, times: number) =>
      (await Promise.all(Array.from({ length: times }, () => socket.emitWithAck(message, { subscription: '' })))) as {
        ok: boolean;
        problem?: string;
      }[];
    const tooMany = ({ problem }: { problem?: string }) => problem?.includes('wait a moment') === true;
    expect((await say('subscribe', 200)).filter(tooMany)).toEqual([]);
    expect((await say('subscribe', 1_000)).filter(tooMany).length).toBeGreaterThan(0);
    // Giving up what one follows is heard always.
    expect((await say('unsubscribe', 400)).filter(tooMany)).toEqual([]);
    socket.emit('subscribe', { subscription: 'x'.repeat(20_000) });
    await until(() => socket.disconnected, 'the connection ended');
  });

  it('spends a bounded memory on a reader who does not read, and shows it the truth when it does', async () => {
    const socket = stage.connect();
    const { screen } = await stage.follow(socket, 's', { limit: 1000 });
    await until(() => screen.snapshots === 1, 'the snapshot came');
    const { ws } = socket.io.engine.transport as unknown as { ws: { pause(): void; resume(): void } }; // the client's own socket, to play dead
    ws.pause();
    const text = 'x'.repeat(20_000);
    let most = 0;
    for (let round = 0; round < 30; round += 1) {
      const at = await stage.append(...Array.from({ length: 40 }, (_, i) => came(String(i), { note: `${round} ${text}` })));
      await stage.readSide.projector.waitFor(at, 10_000);
      await until(() => stage.gateway.followedUpTo(at), 'the hub looked');
      most = Math.max(most, stage.gateway.bytesWaiting);
    }
    expect(most).toBeLessThanOrEqual(1024 * 1024);
    ws.resume();
    await until(
      () => screen.rows.size === 40 && [...screen.rows.values()].every((row) => String(row['note']).startsWith('29 ')),
      'the truth came',
    );
    // 24 MB were changed; what it had missed was dropped for a snapshot instead of being kept.
    expect(screen.snapshots).toBeGreaterThan(1);
    expect(stage.gateway.bytesWaiting).toBe(0);
  }, 60_000);
});
