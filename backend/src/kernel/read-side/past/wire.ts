import type { StepAnswer, StepDirection, ViewQuery } from '@hyperloop/contracts/kernel';
import type { EventLogOptions } from '../../event-log/open-event-log.js';
import type { TextPage } from '../query.js';
import type { Moment } from './moment.js';

/** What the thread of the past is started with; as for the projecting thread. */
export type PastStart = { log: EventLogOptions; store: string; model: string };

export type PastQuestion =
  | { kind: 'page'; view: string; query: ViewQuery; moment: Moment }
  | { kind: 'step'; view: string; query: ViewQuery; moment: Moment; direction: StepDirection };

/** Errors do not cross threads as what they are: what tells them apart does. */
export type PastFault =
  | { kind: 'badQuery'; path: string; message: string }
  | { kind: 'unknownView'; view: string }
  | { kind: 'notFoldedYet'; message: string }
  | { kind: 'failed'; message: string };

/** Main → thread, and back, told apart by number. */
export type ToPast = { id: number; question: PastQuestion };
export type FromPast = { id: number } & ({ answer: TextPage | StepAnswer } | { fault: PastFault });
