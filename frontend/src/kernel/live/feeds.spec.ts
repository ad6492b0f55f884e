import type { LiveDelta, LiveSnapshot, Subscribe, SubscribeAnswer } from '@hyperloop/contracts/kernel';
import { Feeds, type Wire } from './feeds';

/** A line that can be cut, and remembers what was said on it. */
class Line implements Wire {
  up = true;
  asked: Subscribe[] = [];
  left: string[] = [];
  answers: (SubscribeAnswer | 'no answer')[] = [];
  connected(): boolean {
    return this.up;
  }
  subscribe(asked: Subscribe): Promise<SubscribeAnswer | 'no answer'> {
    this.asked.push(asked);
    return Promise.resolve(this.answers.shift() ?? { ok: true });
  }
  unsubscribe(subscription: string): void {
    this.left.push(subscription);
  }
  last(): string {
    return this.asked.at(-1)?.subscription ?? '';
  }
}

const snapshot = (subscription: string, position: string, rows: readonly Record<string, unknown>[]): LiveSnapshot => ({
  kind: 'snapshot',
  subscription,
  epoch: 'e',
  position,
  rows,
  total: rows.length,
});
const delta = (subscription: string, previous: string, position: string, upserts: readonly Record<string, unknown>[]): LiveDelta => ({
  kind: 'delta',
  subscription,
  epoch: 'e',
  previous,
  position,
  upserts,
  removals: [],
});
const settled = () => new Promise((done) => setTimeout(done));

describe('the feeds of a browser', () => {
  const opened = () => {
    const line = new Line();
    let told = 0;
    const feeds = new Feeds(line, () => told++);
    const id = feeds.open('datasets', { sort: 'name' }, 'datasetId');
    return { line, feeds, id, told: () => told };
  };

  it('tell once per flush, however many frames it carries', () => {
    const { line, feeds, id, told } = opened();
    const s = line.last();
    feeds.receive({
      frames: [
        snapshot(s, '10', [{ datasetId: '1' }]),
        delta(s, '10', '20', [{ datasetId: '2' }]),
        delta(s, '20', '30', [{ datasetId: '3' }]),
      ],
    });
    expect(told()).toBe(1);
    expect(feeds.take().get(id)?.held?.position).toBe('30');
    expect(feeds.take().size).toBe(0);
  });

  it('ask anew after a hole, and forget frames of the former asking', () => {
    const { line, feeds, id } = opened();
    const former = line.last();
    feeds.receive({ frames: [snapshot(former, '10', [{ datasetId: '1', n: 1 }]), delta(former, '20', '30', [{ datasetId: '1', n: 9 }])] });
    expect(line.asked).toHaveLength(2);
    expect(line.left).toEqual([former]);
    feeds.receive({ frames: [delta(former, '10', '20', [{ datasetId: '1', n: 8 }])] });
    expect(feeds.take().get(id)?.held?.rows.get('1')).toEqual({ datasetId: '1', n: 1 });
    feeds.receive({ frames: [snapshot(line.last(), '30', [{ datasetId: '1', n: 9 }])] });
    expect(feeds.take().get(id)).toMatchObject({ changed: ['1'], held: { position: '30' } });
  });

  it('keep what is shown while the line is cut, and ask again when it is back', () => {
    const { line, feeds, id } = opened();
    feeds.receive({ frames: [snapshot(line.last(), '10', [{ datasetId: '1' }])] });
    line.up = false;
    feeds.open('runlists', {}, 'runlistId');
    expect(line.asked).toHaveLength(1);
    line.up = true;
    feeds.askAll();
    expect(line.asked.map(({ view }) => view)).toEqual(['datasets', 'datasets', 'runlists']);
    expect(feeds.waiting()).toBe(2);
    expect(feeds.take().get(id)?.held?.rows.size).toBe(1);
  });

  it('say the sentence when the server refuses, and when it ends a feed', async () => {
    const { line, feeds, id } = opened();
    line.answers.push({ ok: false, problem: 'Only members see this.' });
    feeds.again(id);
    await settled();
    expect(feeds.take().get(id)?.problem).toBe('Only members see this.');
    feeds.again(id);
    feeds.receive({ frames: [{ kind: 'end', subscription: line.last(), reason: 'Your role was taken away.' }] });
    expect(feeds.take().get(id)?.problem).toBe('Your role was taken away.');
  });

  it('ask once more when no answer came', async () => {
    const { line, feeds, id } = opened();
    line.answers.push('no answer');
    feeds.again(id);
    await settled();
    expect(line.asked).toHaveLength(3);
  });
});
