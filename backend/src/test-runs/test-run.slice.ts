import {
  CancelTestRun,
  CompleteTestRun,
  FailTestRun,
  QueueTestRun,
  ReportTestRun,
  RequeueTestRun,
  StartTestRun,
} from '@hyperloop/contracts/test-runs';
import { handling, type Slice } from '../kernel/slice.js';
import { testRun } from './test-run.decider.js';
import { factsOfQueueing } from './test-run.facts.js';
import { testRunReactions } from './test-run.reactions.js';

const ofItsStream = <D extends { testRunId: string }>({ testRunId }: D): string => `testRun-${testRunId}`;

export const slice: Slice = {
  name: 'test-runs',
  handlings: [
    handling({
      command: QueueTestRun,
      decider: testRun,
      facts: factsOfQueueing,
      stream: (_, facts) => ('testRunId' in facts ? `testRun-${facts.testRunId}` : 'testRun-0'),
    }),
    handling({ command: StartTestRun, decider: testRun, stream: ofItsStream }),
    handling({ command: ReportTestRun, decider: testRun, stream: ofItsStream }),
    handling({ command: CompleteTestRun, decider: testRun, stream: ofItsStream }),
    handling({ command: FailTestRun, decider: testRun, stream: ofItsStream }),
    handling({ command: RequeueTestRun, decider: testRun, stream: ofItsStream }),
    handling({ command: CancelTestRun, decider: testRun, stream: ofItsStream }),
  ],
  reactions: testRunReactions,
};
