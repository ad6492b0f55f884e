import { createHash } from 'node:crypto';
import { event, view, type EventMeta, type RecordedEvent } from '@hyperloop/contracts/kernel';
import { z } from 'zod';
import { change, projection, when, type Projection } from '../projection.js';
import type { EventSource, Model, SourceItem } from './model.js';

/** A small world told once for the engine's specs: wagons in analyses, and how many each analysis has. */
export const WagonCame = event('WagonCame', {
  wagonId: z.string(),
  analysisId: z.string(),
  name: z.string(),
  cpu: z.number().nullable(),
  at: z.string(),
});
export const WagonRenamed = event('WagonRenamed', { wagonId: z.string(), name: z.string() });
export const WagonLeft = event('WagonLeft', { wagonId: z.string() });
export const AnalysisNamed = event('AnalysisNamed', { analysisId: z.string(), analysisName: z.string() });

export const sampleWagons = view('sample-wagons', {
  summary: 'Wagons.',
  key: 'wagonId',
  row: z.object({
    wagonId: z.string(),
    analysisId: z.string(),
    analysisName: z.string(),
    name: z.string(),
    cpu: z.number().nullable(),
    long: z.boolean(),
    at: z.string(),
    renamed: z.int(),
  }),
  columns: {
    name: { type: 'text', filter: true, sort: true },
    analysisId: { type: 'text', filter: true },
    cpu: { type: 'number', filter: true, sort: true },
    long: { type: 'boolean', filter: true, sort: true },
    at: { type: 'instant', filter: true, sort: true },
  },
  sort: 'name',
});
export const sampleAnalyses = view('sample-analyses', {
  summary: 'Analyses with the number of their wagons.',
  key: 'analysisId',
  row: z.object({ analysisId: z.string(), wagons: z.int(), events: z.int() }),
  columns: { wagons: { type: 'number', filter: true, sort: true } },
  sort: '-wagons',
});

export const wagonRows = projection(sampleWagons, {
  indexes: ['analysisId'],
  on: [
    when(WagonCame, (rows, data) => {
      if (data.name === 'poison') throw new Error('nobody can fold poison');
      rows.put({ ...data, analysisName: data.analysisId, long: (data.cpu ?? 0) > 50, renamed: 0 });
    }),
    when(WagonRenamed, (rows, { wagonId, name }) => change(rows)(wagonId, (row) => ({ ...row, name, renamed: row.renamed + 1 }))),
    when(WagonLeft, (rows, { wagonId }) => rows.remove(wagonId)),
    when(AnalysisNamed, (rows, { analysisId, analysisName }) => {
      for (const row of rows.findBy('analysisId', analysisId)) rows.put({ ...row, analysisName });
    }),
  ],
});
/** Counts every event it hears, so that one folded twice or never shows. */
export const analysisRows = projection(sampleAnalyses, {
  on: [
    when(WagonCame, (rows, { analysisId }) => {
      const row = rows.get(analysisId) ?? { analysisId, wagons: 0, events: 0 };
      rows.put({ ...row, wagons: row.wagons + 1, events: row.events + 1 });
    }),
  ],
});

export const sampleModel: Model = {
  projections: [wagonRows, analysisRows] as readonly unknown[] as readonly Projection[], // their handlers only ever see rows of their own view
  views: { [sampleWagons.id]: sampleWagons, [sampleAnalyses.id]: sampleAnalyses },
  events: { WagonCame, WagonRenamed, WagonLeft, AnalysisNamed },
};

const meta: EventMeta = { at: '2025-12-02T14:28:03Z', by: 'mrossi', commandId: 'c', causationId: 'c', correlationId: 'c' };
export type Told = { type: string; data: unknown; stream?: string; at?: string };

/** A log in memory with the readers' side of the real one, and a chain hash. */
export class MemorySource implements EventSource {
  readonly events: RecordedEvent[] = [];
  readonly #wake = new Set<() => void>();

  constructor(...told: readonly Told[]) {
    this.tell(...told);
  }

  tell(...told: readonly Told[]): void {
    for (const { type, data, stream = streamOf(data), at = meta.at } of told) {
      const revision = this.events.filter((e) => e.stream === stream).length;
      const position = String(this.events.length + 1);
      this.events.push({ id: `e${position}`, stream, revision, position, type, data, meta: { ...meta, at } });
    }
    for (const wake of [...this.#wake]) wake();
  }

  async *readAll({ from = '0' }: { from?: string } = {}): AsyncIterable<readonly RecordedEvent[]> {
    for (let at = Number(from); at < this.events.length; at += 100) {
      await Promise.resolve();
      yield this.events.slice(at, at + 100);
    }
  }

  subscribe({ from = '0' }: { from?: string } = {}): AsyncIterable<SourceItem> & { close(): Promise<void> } {
    let closed = false;
    let wake = (): void => undefined;
    const { events } = this;
    const wakers = this.#wake;
    async function* items(): AsyncGenerator<SourceItem, void> {
      let seen = Number(from);
      let caughtUp = false;
      while (!closed) {
        const woken = new Promise<void>((resolve) => (wake = resolve));
        wakers.add(wake);
        const page = events.slice(seen, seen + 100);
        seen += page.length;
        if (page.length > 0) yield { kind: 'events', events: page };
        else if (!caughtUp) {
          caughtUp = true;
          yield { kind: 'caughtUp', position: String(seen) };
        } else await woken;
        wakers.delete(wake);
      }
    }
    const all = items();
    return {
      [Symbol.asyncIterator]: () => all,
      close: () => {
        closed = true;
        wake();
        return Promise.resolve();
      },
    };
  }

  head(): Promise<{ position: string; hash?: string }> {
    return this.hashAt(String(this.events.length)).then((hash) => ({ position: String(this.events.length), ...(hash ? { hash } : {}) }));
  }

  hashAt(position: string): Promise<string | undefined> {
    const hash = createHash('sha256');
    for (const e of this.events.slice(0, Number(position))) hash.update(JSON.stringify(e));
    return Promise.resolve(position === '0' ? undefined : hash.digest('hex'));
  }
}

const streamOf = (data: unknown): string => {
  const { wagonId, analysisId } = data as { wagonId?: string; analysisId?: string };
  return wagonId === undefined ? `analysis-${analysisId ?? ''}` : `wagon-${wagonId}`;
};

export const came = (wagonId: string, name = `wagon ${wagonId}`, analysisId = 'a1', cpu: number | null = 1): Told =>
  WagonCame.of({ wagonId, analysisId, name, cpu, at: '2025-12-02T14:28:03Z' });
export const renamed = (wagonId: string, name: string): Told => WagonRenamed.of({ wagonId, name });
export const left = (wagonId: string): Told => WagonLeft.of({ wagonId });
export const named = (analysisId: string, analysisName: string): Told => AnalysisNamed.of({ analysisId, analysisName });
