import type { StepDirection, ViewQuery } from '@hyperloop/contracts/kernel';
import type { EventLogOptions } from '../../event-log/open-event-log.js';
import type { Moment } from './moment.js';

/** What the thread of the past is started with; as for the projecting thread. */
export type PastStart = { log: EventLogOptions; store: string; model: string };

export type PastQuestion =
  | { kind: 'page'; view: string; query: ViewQuery; moment: Moment }
  | { kind: 'step'; view: string; query: ViewQuery; moment: Moment; direction: StepDirection };
