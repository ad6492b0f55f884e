import type { ParameterDeclaration, ParameterValue, WorkflowDeclaration } from '@hyperloop/contracts/packages';
import type { AddedParameter } from '@hyperloop/contracts/wagons';
import { declarationsOf, parseField } from '@hyperloop/contracts/wagons/configuration';

/** The form for a parameter as it stands; `type` is one of `addableTypes`. */
export type Adding = {
  readonly task: string;
  readonly name: string;
  readonly type: string;
  /** Of an array: its length can never change (rule 40). */
  readonly fixed: boolean;
  readonly value: string;
  readonly help: string;
};
export type ReadAdded =
  { readonly problem: string } | { readonly problem: null; readonly parameter: AddedParameter; readonly value: ParameterValue };

type Type = { readonly value: string; readonly word: string; readonly hint: string };
const scalar = (value: string, word: string, hint: string): Type => ({ value, word, hint });
const several = (of: string, word: string): readonly Type[] => [
  { value: `Array${of}`, word: `Array of ${word}`, hint: 'Values separated by commas: 0, 10, 50' },
];
const matrices = (of: string, word: string): readonly Type[] => [
  { value: `Array2D${of}`, word: `Matrix of ${word}`, hint: 'A row on each line, values separated by commas' },
  { value: `LabeledArray${of}`, word: `Labelled matrix of ${word}`, hint: 'A row on each line, values separated by commas' },
];

/** What may be chosen (rule 38), with how its value is typed. */
export const addableTypes: readonly Type[] = [
  scalar('Bool', 'Switch (bool)', 'true or false'),
  scalar('processSwitch', 'Process switch', 'true or false'),
  scalar('Int', 'Integer', 'A whole number'),
  ...(['Int8', 'Int16', 'Int64', 'UInt8', 'UInt16', 'UInt32', 'UInt64'] as const).map((type) =>
    scalar(type, `Integer, ${type.toLowerCase()}`, 'A whole number'),
  ),
  scalar('Float', 'Float', 'A number like 0.2 or 1e-3'),
  scalar('Double', 'Double', 'A number like 0.2 or 1e-3'),
  scalar('String', 'Text', 'Any text'),
  ...several('Int', 'integers'),
  ...several('Float', 'floats'),
  ...several('Double', 'doubles'),
  ...several('Bool', 'switches'),
  ...several('String', 'texts'),
  ...matrices('Int', 'integers'),
  ...matrices('Float', 'floats'),
  ...matrices('Double', 'doubles'),
  { value: 'LabeledArrayString', word: 'Labelled matrix of texts', hint: 'A row on each line, values separated by commas' },
  { value: 'axis', word: 'Histogram axis', hint: 'Bins, minimum, maximum: 100, 0, 10. Or 0 and the edges: 0, 1, 2, 5, 10' },
];

const typeOf = (type: string): Pick<AddedParameter, 'type' | 'kind'> => {
  if (type === 'processSwitch') return { type: 'Bool', kind: 'processSwitch' };
  if (type === 'axis') return { type: 'ArrayDouble', kind: 'axis' };
  return { type: type as AddedParameter['type'], kind: 'value' };
};

/** The parameter and its value in Base, or what is missing, as a sentence (rules 37, 38, 50). */
export const readAdded = (workflow: WorkflowDeclaration, adding: Adding): ReadAdded => {
  const [task, name] = [adding.task.trim(), adding.name.trim()];
  if (task === '') return { problem: 'Name the task it belongs to.' };
  if (name === '') return { problem: 'Name the parameter.' };
  if (declarationsOf(workflow)(task, name) !== null)
    return { problem: `${task} has a parameter ${name} already. Change its value instead.` };
  const { type, kind } = typeOf(adding.type);
  const declared: ParameterDeclaration = { name, type, kind, default: null, help: adding.help };
  if (adding.value.trim() === '' && type !== 'String') return { problem: 'Give it a value.' };
  const parsed = parseField(declared, adding.value);
  if (!parsed.ok) return { problem: parsed.problems[0] ?? 'That is no value of this type.' };
  const fixedLength = adding.fixed && parsed.value.form === 'array' ? { fixedLength: parsed.value.cells.length } : {};
  return { problem: null, parameter: { task, name, type, kind, help: adding.help.trim(), ...fixedLength }, value: parsed.value };
};
