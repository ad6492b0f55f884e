import { Server, ServerCredentials, type ServerWritableStream } from '@grpc/grpc-js';
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { appendCall, batchAppendCall } from './appends.testing.js';
import { FaultScript } from './faults.testing.js';
import { MemoryStore } from './memory-store.testing.js';
import { answerRead, LiveCall } from './reading.testing.js';
import { errors } from './wire.testing.js';

type ReadCall = ServerWritableStream<InstanceType<typeof streams.ReadReq>, InstanceType<typeof streams.ReadResp>>;

/** What the server was asked, for specs that care how the adapter asks. */
export type Asked = {
  appends: number;
  batchAppends: number;
  reads: number;
  subscriptions: { checkpointInterval: number; prefixes: string[]; regex: string }[];
};

export type TestServer = {
  port: number;
  url: string;
  store: MemoryStore;
  faults: FaultScript;
  asked: Asked;
  /** Subscriptions that are open at the server. */
  live: Set<LiveCall>;
  close(): Promise<void>;
};

const supported = () =>
  new features.SupportedMethods()
    .setEventStoreServerVersion('24.10.0')
    .setMethodsList(
      ['read', 'append', 'batchappend'].map((name) =>
        new features.SupportedMethod().setServiceName('event_store.client.streams.streams').setMethodName(name),
      ),
    );

/**
 * A small event store behind the client's own gRPC definitions: in memory, and scriptable to go wrong. It stands in
 * for the real server in specs; its store outlives a client, so that a log can be opened again.
 */
export const startServer = async ({
  port = 0,
  store = new MemoryStore(),
}: { port?: number; store?: MemoryStore } = {}): Promise<TestServer> => {
  // The real store writes streams of its own between ours.
  const own = (name: string) =>
    store.append(name, -2, [
      {
        id: `00000000-0000-4000-8000-${String(store.events.length).padStart(12, '0')}`,
        type: '$stats',
        contentType: 'application/json',
        data: Buffer.from('{}'),
        metadata: Buffer.from(''),
      },
    ]);
  own('$stats-127.0.0.1:2113');
  const faults = new FaultScript();
  const asked: Asked = { appends: 0, batchAppends: 0, reads: 0, subscriptions: [] };
  const live = new Set<LiveCall>();

  const subscribe = async (call: ReadCall, options: InstanceType<typeof streams.ReadReq.Options>): Promise<void> => {
    const filter = options.getFilter();
    const expression = filter?.getStreamIdentifier();
    asked.subscriptions.push({
      checkpointInterval: filter?.getCheckpointintervalmultiplier() ?? 0,
      prefixes: expression?.getPrefixList() ?? [],
      regex: expression?.getRegex() ?? '',
    });
    const one = new LiveCall(store, call, options, faults);
    live.add(one);
    const gone = () => live.delete(one);
    call.on('cancelled', gone).on('close', gone).on('finish', gone);
    await one.run();
  };

  const read = (call: ReadCall): void => {
    const options = call.request.getOptions();
    if (!options) return void call.end();
    if (options.hasSubscription()) return void subscribe(call, options);
    asked.reads++;
    const fault = faults.next('read');
    if (fault?.kind === 'silent') return;
    if (fault?.kind === 'unavailable') return void call.emit('error', errors.unavailable());
    void answerRead(store, call, options);
  };

  const server = new Server({ 'grpc.max_receive_message_length': 17 * 1024 * 1024 });
  // Only what the adapter uses is implemented; grpc-js answers UNIMPLEMENTED for the rest.
  server.addService(streamsService.StreamsService, {
    read,
    append: appendCall(store, faults, () => asked.appends++),
    batchAppend: batchAppendCall(store, faults, () => asked.batchAppends++),
  });
  server.addService(featuresService.ServerFeaturesService, {
    getSupportedMethods: (_: unknown, answer: (error: null, value: unknown) => void) => answer(null, supported()),
  });
  const bound = await new Promise<number>((resolve, reject) =>
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error, at) => (error ? reject(error) : resolve(at))),
  );
  return {
    port: bound,
    url: `esdb://127.0.0.1:${bound}?tls=false`,
    store,
    faults,
    asked,
    live,
    close: () => {
      server.forceShutdown();
      return Promise.resolve();
    },
  };
};
