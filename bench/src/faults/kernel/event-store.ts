import { fileURLToPath } from 'node:url';
import { killed, startLines } from './lines.js';

const program = fileURLToPath(new URL('../../../../backend/dist-testing/server-process.testing.js', import.meta.url));

export type StoreCall = 'append' | 'batchAppend' | 'read' | 'subscribe';
/** What can go wrong with a call; the words of `faults.testing.ts` beside the server. */
export type StoreFault =
  | { kind: 'none' | 'silent' | 'storedSilent' | 'late' | 'unavailable' | 'storedUnavailable' | 'accessDenied' }
  | { kind: 'duplicates' | 'checkpointAnomaly' | 'stalled' }
  | { kind: 'notLeader'; port: number }
  | { kind: 'okEnd'; after?: number }
  | { kind: 'unavailableAfter'; after: number };
export type StoreAsked = { events: number; live: number; appends: number; batchAppends: number; reads: number; subscriptions: number };

/** The event store of the suites, a process of its own behind the client's own gRPC definitions. */
export type EventStore = {
  port: number;
  url: string;
  /** What shall go wrong with the next calls of a kind, in order, each once. */
  plan(call: StoreCall, ...faults: StoreFault[]): Promise<void>;
  /** Answers what `late` held back. */
  release(): Promise<void>;
  /** Ends the open subscriptions: `ok` is the silent end that the client reports as nothing at all. */
  end(how: 'ok' | 'unavailable'): Promise<void>;
  /** Subscriptions stay open and say nothing, until `wake`. */
  hush(): Promise<void>;
  wake(): Promise<void>;
  asked(): Promise<StoreAsked>;
  /** kill -9; start it again with the same `file` and `port`. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

/** `file` keeps the events over restarts; `port` 0 is any. */
export const startEventStore = async ({ file, port = 0 }: { file?: string; port?: number } = {}): Promise<EventStore> => {
  const { child, lines, ask } = startLines(program, ['--port', String(port), ...(file === undefined ? [] : ['--file', file])]);
  const first = await lines.next();
  if (first.done === true) throw new Error('the event store of the suite did not start; is `backend:build-testing` built?');
  const { port: bound } = JSON.parse(first.value) as { port: number };
  const order = async (what: unknown): Promise<unknown> => {
    const answer = await ask(what);
    if (typeof answer === 'object' && answer !== null && 'error' in answer) throw new Error(String(answer.error));
    return answer;
  };
  return {
    port: bound,
    url: `esdb://127.0.0.1:${bound}?tls=false`,
    plan: async (call, ...faults) => void (await order({ do: 'plan', call, faults })),
    release: async () => void (await order({ do: 'release' })),
    end: async (how) => void (await order({ do: 'end', how })),
    hush: async () => void (await order({ do: 'hush' })),
    wake: async () => void (await order({ do: 'wake' })),
    asked: async () => (await order({ do: 'ask' })) as StoreAsked,
    kill: () => killed(child),
    stop: () => killed(child, 'SIGTERM'),
  };
};
