import { readFile } from 'node:fs/promises';
import { inScratch } from '../kernel/scratch.js';
import type { Fault, FaultResult, FaultRun } from './kernel/fault.js';
import { openCluster, until, type Cluster, type Recorded } from './kernel/nodes.js';
import type { Product, Row } from '../kernel/product.js';

/** Work that its node left is taken over after this long; an operator's would be a minute. */
const CLAIM_SECONDS = 3;
const OVER = ['done', 'warning', 'failed', 'cancelled'];

const first = async (node: Product, view: string, query: string): Promise<Row | undefined> => (await node.rows(view, query))[0];
const keyOf = ({ data }: Recorded, ...names: string[]): string => names.map((name) => JSON.stringify(data[name])).join(' ');

/** Names of what stands more than once where it may stand once. */
const twice = (what: string, keys: readonly string[]): string[] => {
  const seen = new Set<string>();
  return keys.flatMap((key) => (seen.has(key) ? [`${what} ${key}`] : (seen.add(key), [])));
};

/** What was done twice, by the log alone. */
const doubled = (log: readonly Recorded[]): string[] => {
  const of = (type: string): Recorded[] => log.filter((event) => event.type === type);
  return [
    ...twice(
      'test queued for one cause:',
      of('TestRunQueued').map((event) => `${event.meta.causationId} ${keyOf(event, 'subject', 'datasetId')}`),
    ),
    ...twice(
      'attempt started:',
      of('TestRunStarted').map((event) => keyOf(event, 'testRunId', 'attempt')),
    ),
    ...twice(
      'test ended:',
      ['TestRunPassed', 'TestRunFailed'].flatMap(of).map((event) => keyOf(event, 'testRunId')),
    ),
    ...twice(
      'masterjob submitted:',
      of('MasterjobSubmitted').map((event) => keyOf(event, 'masterjobId')),
    ),
    ...twice(
      'train done:',
      of('TrainCompleted').map((event) => keyOf(event, 'trainId')),
    ),
    ...twice(
      'attempt of a job begun:',
      of('JobsUpdated').flatMap(({ data }) =>
        (data['updates'] as { jobId: string; attempt: number; state: string }[])
          .filter(({ state }) => state === 'STARTED')
          .map(({ jobId, attempt }) => `${jobId} ${attempt}`),
      ),
    ),
    ...twice(
      'wagon disabled by one train:',
      of('WagonDisabled')
        .filter(({ data }) => data['trainId'] !== undefined && data['trainId'] !== null)
        .map((event) => keyOf(event, 'wagonId', 'datasetId', 'trainId')),
    ),
  ];
};

/** By the node names that stand in the log: each node keeps its own in a file. */
const nodeCalled = async (cluster: Cluster, name: string): Promise<number> => {
  const names = await Promise.all(cluster.nodes.map(({ dataDir }) => readFile(`${dataDir}/node-name`, 'utf8').catch(() => '')));
  return names.findIndex((one) => one.trim() === name);
};

type Killed = { node: number; other: Product };
const killNode = async (cluster: Cluster, name: string): Promise<Killed> => {
  const node = await nodeCalled(cluster, name);
  const victim = cluster.nodes[node];
  const other = cluster.nodes.find((one) => one !== victim);
  if (victim === undefined || other === undefined) throw new Error(`no node is called ${name}`);
  await victim.kill();
  return { node, other };
};

/** A test is run by some node: that one is killed, and another ends it as its next attempt. */
const killMidTest = async (cluster: Cluster): Promise<{ takenMs: number; revive: number; testRunId: string }> => {
  const [asked] = cluster.nodes;
  if (asked === undefined) throw new Error('there is no node');
  const running = await until('a test runs', 60, () => first(asked, 'test-runs', 'filter=state:is:running&limit=1'));
  const testRunId = String(running['testRunId']);
  const { node, other } = await killNode(cluster, String(running['node']));
  const since = performance.now();
  await until('the test of the killed node is started by another', 60, async () => {
    const row = await first(other, 'test-runs', `key=${testRunId}`);
    return Number(row?.['attempt']) > Number(running['attempt']) ? row : undefined;
  });
  return { takenMs: performance.now() - since, revive: node, testRunId };
};

/** A train's jobs are run by some node: that one is killed, and another leads the train to its end. */
const killMidTrain = async (cluster: Cluster): Promise<{ takenMs: number; revive: number; trainId: string }> => {
  const [a, b] = cluster.nodes;
  if (a === undefined || b === undefined) throw new Error('two nodes are needed');
  const tested = 'filter=enabled:is:true&filter=testState:is:done&filter=datasetName:is:LHC22o_pass7_small&limit=1';
  const cell = await until('a wagon is tested', 120, () => first(b, 'wagon-cells', tested));
  const compose = { datasetId: cell['datasetId'], wagonIds: [cell['wagonId']], target: 'grid-2', slow: false, autoSubmit: false };
  const { stream } = await b.must('ComposeTrain', compose);
  const trainId = stream.slice('train-'.length);
  await until('the train is tested', 120, async () => {
    const row = await first(a, 'train-runs', `key=${trainId}`);
    return row?.['state'] === 'ready' ? row : undefined;
  });
  await a.must('SubmitTrain', { trainId });
  const job = await until('a job runs', 60, async () => {
    const row = await first(b, 'grid-jobs', `filter=trainId:is:${trainId}&filter=state:is:RUNNING&limit=1`);
    return typeof row?.['site'] === 'string' ? row : undefined;
  });
  const { node, other } = await killNode(cluster, String(job['site']));
  const since = performance.now();
  await until('the train is led on', 60, async () =>
    (await other.rows('grid-jobs', `filter=trainId:is:${trainId}&limit=1000`)).find(({ attempt }) => Number(attempt) > 1),
  );
  const takenMs = performance.now() - since;
  await until('the train is done', 180, async () => {
    const row = await first(other, 'train-runs', `key=${trainId}`);
    return row?.['state'] === 'done' && row['fullMerge'] === 'done' ? row : undefined;
  });
  return { takenMs, revive: node, trainId };
};

const testsOver = (node: Product): Promise<true> =>
  until('all tests end', 240, async () => {
    const rows = await node.rows('test-runs', 'limit=1000');
    return rows.length > 0 && rows.every(({ state }) => OVER.includes(String(state))) ? true : undefined;
  });

/** The test that was taken over comes to its end; the others go on waiting. */
const testOver = ({ nodes: [node] }: Cluster, testRunId: string): Promise<Row> =>
  until('the test that was taken over ends', 120, async () => {
    const row = node === undefined ? undefined : await first(node, 'test-runs', `key=${testRunId}`);
    return OVER.includes(String(row?.['state'])) ? row : undefined;
  });

const missingReasons = (log: readonly Recorded[], testRunId: string, trainId: string | undefined): string[] => {
  const requeued = log.some(
    ({ type, data }) => type === 'TestRunRequeued' && data['testRunId'] === testRunId && String(data['because']).includes('is gone'),
  );
  const zombie = log.some(
    ({ type, stream, data }) =>
      type === 'JobsUpdated' &&
      stream.startsWith(`masterjob-${trainId ?? ''}.`) &&
      (data['updates'] as { state: string; reason: string | null }[]).some(({ state, reason }) => state === 'ZOMBIE' && reason !== null),
  );
  return [
    ...(requeued ? [] : ['nothing says why the first attempt of the test ended']),
    ...(zombie || trainId === undefined ? [] : ['nothing says why attempts of jobs ended']),
  ];
};

/** Quick: a test only; a train takes its time. */
const run = async (count: number, { depth, say }: Pick<FaultRun, 'depth' | 'say'>): Promise<FaultResult> =>
  inScratch(async (dir) => {
    const cluster = await openCluster(dir, count, {
      WORKERS: 'true',
      SAMPLE_DATA: 'true',
      CLAIM_SECONDS: String(CLAIM_SECONDS),
      TEST_SLOTS: '1',
      GRID_SLOTS: '1',
    });
    try {
      for (const node of cluster.nodes) {
        await node.start();
        await node.signIn('lweber');
      }
      say(`${count} nodes started on one store`);
      const test = await killMidTest(cluster);
      say(`a test was taken over after ${(test.takenMs / 1_000).toFixed(1)} s`);
      await cluster.nodes[test.revive]?.start();
      await cluster.nodes[test.revive]?.signIn('lweber');
      const train = depth === 'quick' ? undefined : await killMidTrain(cluster);
      if (train === undefined) await testOver(cluster, test.testRunId);
      else {
        say(`a train was taken over after ${(train.takenMs / 1_000).toFixed(1)} s and done`);
        await cluster.nodes[train.revive]?.start();
        await cluster.nodes[train.revive]?.signIn('lweber');
        for (const node of cluster.nodes) await testsOver(node);
      }
      // Nothing is written any more once all have been told to end; the last to end may have written after the others folded.
      await Promise.all(cluster.nodes.map((node) => node.stop()));
      const log = await cluster.log();
      const wrong = [...doubled(log), ...missingReasons(log, test.testRunId, train?.trainId)];
      for (const node of cluster.nodes) await folded(cluster, node);
      wrong.push(...(await cluster.compare(cluster.nodes)));
      const by = Map.groupBy(
        log.filter(({ type }) => type === 'TestRunStarted'),
        ({ data }) => String(data['node']),
      );
      const took = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
      const taken = `${took(test.takenMs)} (test)${train === undefined ? '' : ` and ${took(train.takenMs)} (train)`}`;
      const shares = [...by.values()].map((those) => those.length).join(' + ');
      return {
        rounds: train === undefined ? 1 : 2,
        kept: wrong.length === 0,
        result:
          wrong.length === 0
            ? `${count} nodes, ${log.length} events: attempts by node ${shares}, none twice; ` +
              `taken over after ${taken} with claims of ${CLAIM_SECONDS} s; all views equal`
            : `${wrong.length} wrong: ${wrong.slice(0, 10).join('; ')}`,
        figures: {
          nodes: count,
          events: log.length,
          testTakenMs: Math.round(test.takenMs),
          ...(train === undefined ? {} : { trainTakenMs: Math.round(train.takenMs) }),
        },
      };
    } finally {
      await cluster.close();
    }
  });

/** Starts a node that only answers until it shows the head, and ends it: its views hold the whole log. */
const folded = async (cluster: Cluster, node: Product): Promise<void> => {
  await node.start({ WORKERS: 'false', SAMPLE_DATA: 'false' });
  await node.signIn('lweber');
  await node.rows('people', 'limit=1', await cluster.head());
  await node.stop();
};

export const fault: Fault = {
  id: 'N1',
  title: 'nodes share the work',
  promise:
    'tests and trains started at any node run once, those of a killed node are taken over and end, all nodes show the same and what the log says',
  run: async (of) => run(of.depth === 'quick' ? 2 : 3, of),
};
