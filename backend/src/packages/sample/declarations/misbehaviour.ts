import type { RawConfigurable } from './raw-workflow.js';

/** The group `sample.`: no such parameters exist in O2Physics; they make a sample workflow go wrong on demand. */
export const misbehaviourConfigurables: readonly RawConfigurable[] = [
  { name: 'sample.memoryMb', type: 'Float', kind: 0, default: 0, help: 'Sample package only: memory to take at the start, in MB' },
  {
    name: 'sample.leakMbPerSecond',
    type: 'Float',
    kind: 0,
    default: 0,
    help: 'Sample package only: memory to leak while data flow, in MB per second',
  },
  {
    name: 'sample.cpuSeconds',
    type: 'Float',
    kind: 0,
    default: 0,
    help: 'Sample package only: processor time to burn over the whole run, in seconds',
  },
  { name: 'sample.crashAtEvent', type: 'Int', kind: 0, default: 0, help: 'Sample package only: crash at this event, 0 never' },
  { name: 'sample.logLinesPerEvent', type: 'Int', kind: 0, default: 0, help: 'Sample package only: useless log lines per event' },
  {
    name: 'sample.ccdbCallsPerEvent',
    type: 'Int',
    kind: 0,
    default: 0,
    help: 'Sample package only: needless calls of the conditions database per event',
  },
  { name: 'sample.exitCode', type: 'Int', kind: 0, default: 0, help: 'Sample package only: exit status at the end' },
];
