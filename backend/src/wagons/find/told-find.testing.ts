import type { Message, RecordedEvent } from '@hyperloop/contracts/kernel';
import {
  CatalogueCompleted,
  CatalogueOpened,
  DeclarationRecorded,
  partsOfDeclaration,
  WorkflowsDeclared,
  type ParameterValue,
  type WorkflowDeclaration,
} from '@hyperloop/contracts/packages';
import type { FindOldDefaults, FindValues, FoundOldDefaults, FoundValues } from '@hyperloop/contracts/wagons';
import { JoinedReader } from '../../kernel/read-side/joined/joined-reader.js';
import { model } from '../../kernel/read-side/model.js';
import type { Moment } from '../../kernel/read-side/past/moment.js';
import { openPast } from '../../kernel/read-side/past/told-past.testing.js';
import { findOldDefaultsWithin } from './find-old-defaults.js';
import { findValuesWithin } from './find-values.js';
import { BUDGETS, type Budgets } from './scope.js';

export const scalar = (text: string): ParameterValue => ({ form: 'scalar', text });
export const array = (...cells: (string | null)[]): ParameterValue => ({ form: 'array', cells });

/** Task → parameter → default. */
type Defaults = Readonly<Record<string, Readonly<Record<string, ParameterValue | null>>>>;
export const declaring = (name: string, defaults: Defaults): WorkflowDeclaration => ({
  name,
  executable: name,
  pwg: 'PWGLF',
  component: 'Analysis',
  tasks: Object.entries(defaults).map(([task, parameters]) => ({
    name: task,
    outputs: [],
    parameters: Object.entries(parameters).map(([parameter, value]) => ({
      name: parameter,
      type: value?.form === 'array' ? 'ArrayFloat' : 'Float',
      kind: 'value',
      default: value,
      help: '',
    })),
  })),
});
export const blobOf = (letter: string) => ({ sha256: letter.repeat(64), size: 100 });

export const recordedOf = (letter: string, workflow: WorkflowDeclaration): Message[] => {
  const parts = partsOfDeclaration(workflow);
  return parts.map((parameters, at) =>
    DeclarationRecorded.of({
      declaration: blobOf(letter),
      workflowName: workflow.name,
      part: at + 1,
      parts: parts.length,
      parameters: [...parameters],
    }),
  );
};
/** A whole catalogue: workflow → letter of its declaration. */
export const catalogueOf = (packageTag: string, workflows: Readonly<Record<string, string>>): Message[] => [
  CatalogueOpened.of({ packageTag, runner: 'sample' }),
  WorkflowsDeclared.of({
    packageTag,
    workflows: Object.entries(workflows).map(([name, letter]) => ({
      name,
      executable: name,
      pwg: 'PWGLF',
      tasks: 1,
      parameters: 1,
      declaration: blobOf(letter),
    })),
  }),
  CatalogueCompleted.of({ packageTag, workflowCount: Object.keys(workflows).length, parameterCount: 1 }),
];

const streamOf = ({ type, data }: Message): string => {
  const { wagonId, packageTag, declaration, analysisId } = data as Record<string, unknown>;
  if (typeof wagonId === 'string') return `wagon-${wagonId}`;
  if (type === 'DeclarationRecorded') return `declaration-${(declaration as { sha256: string }).sha256}`;
  return typeof packageTag === 'string' ? `catalogue-${packageTag.replace('::', '.')}` : `analysis-${String(analysisId)}`;
};

/** Views folded in memory from what is told, and the questions about them. A boundary of the past comes every few events. */
export const openFind = (budgets: Partial<Budgets> = {}, every = 4) => {
  const past = openPast(model, every);
  const within = { ...BUDGETS, ...budgets };
  const questions = { 'find-values': findValuesWithin(within), 'find-old-defaults': findOldDefaultsWithin(within) };
  const reader = new JoinedReader(past.engine.store.db, past.log, model, questions);
  return {
    past,
    /** The position of the last event. */
    tell: (...messages: readonly Message[]): string => {
      const from = past.events.length;
      const events = messages.map((message, at): RecordedEvent => ({
        id: `e${from + at + 1}`,
        stream: streamOf(message),
        revision: past.events.filter(({ stream }) => stream === streamOf(message)).length + at,
        position: String(from + at + 1),
        type: message.type,
        data: message.data,
        meta: {
          at: new Date(Date.parse('2025-12-02T14:00:00Z') + (from + at) * 60_000).toISOString(),
          by: `person${from + at + 1}`,
          commandId: 'c',
          causationId: 'c',
          correlationId: 'c',
        },
      }));
      past.take(...events);
      return String(past.events.length);
    },
    values: (asked: FindValues, at?: Moment) => reader.answer('find-values', asked, at) as Promise<FoundValues>,
    oldDefaults: (asked: FindOldDefaults, at?: Moment) => reader.answer('find-old-defaults', asked, at) as Promise<FoundOldDefaults>,
  };
};
export type FindStage = ReturnType<typeof openFind>;
