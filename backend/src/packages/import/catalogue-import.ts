import { createHash } from 'node:crypto';
import { mergeParameters, type OutputDeclaration, type TaskDeclaration, type WorkflowDeclaration } from '@hyperloop/contracts/packages';
import { canonicalJson } from './canonical-json.js';
import { ImportFault } from './import-fault.js';
import { streamElements, type ByteSource, type StreamLimits } from './json-stream.js';
import { shapeConfigurable, shapeProcessSwitch } from './parameter-shape.js';
import { field, fieldsOf, integerField, listField, nameField, textField, type Fields } from './shapes.js';

/** A workflow with the text it is stored as: the same declaration in two tags has the same hash. */
export interface ImportedWorkflow {
  readonly kind: 'workflow';
  readonly workflow: WorkflowDeclaration;
  /** Canonical JSON of the declaration. */
  readonly json: string;
  /** sha256 of `json`, in hex. */
  readonly sha256: string;
  readonly parameterCount: number;
}
export type ImportedCatalogueItem = { readonly kind: 'tag'; readonly tag: string } | ImportedWorkflow;

/**
 * Reads a catalogue as it streams in, one workflow at a time. Ends only when the file had its tag and its workflows;
 * throws `ImportFault` with the JSON path otherwise.
 */
export async function* parseCatalogue(source: ByteSource, limits?: StreamLimits): AsyncGenerator<ImportedCatalogueItem> {
  const names = new Set<string>();
  let tag: string | null = null;
  for await (const { at, value } of streamElements(source, ['$.tag', '$.workflows', '$.workflows.*'], limits)) {
    if (at[0] === 'tag') {
      tag = nameField({ tag: value }, 'tag', '').replace(/^\./, '');
      yield { kind: 'tag', tag };
    } else if (at.length === 1) {
      if (!Array.isArray(value)) throw new ImportFault('workflows', 'should be a list');
    } else {
      const path = `workflows[${at[1] ?? ''}]`;
      const workflow = shapeWorkflow(value, path);
      if (names.has(workflow.name)) throw new ImportFault(`${path}.name`, `the workflow ${workflow.name} is declared twice`);
      names.add(workflow.name);
      const json = canonicalJson(workflow);
      const sha256 = createHash('sha256').update(json).digest('hex');
      yield {
        kind: 'workflow',
        workflow,
        json,
        sha256,
        parameterCount: workflow.tasks.reduce((count, { parameters }) => count + parameters.length, 0),
      };
    }
  }
  if (tag === null) throw new ImportFault('tag', 'is missing');
  if (names.size === 0) throw new ImportFault('workflows', 'is missing or empty');
}

const shapeWorkflow = (value: unknown, path: string): WorkflowDeclaration => {
  const fields = fieldsOf(value, path);
  return {
    name: nameField(fields, 'name', path),
    executable: nameField(fields, 'executable', path),
    pwg: optionalText(fields, 'pwg', path),
    component: optionalText(fields, 'component', path),
    tasks: mergeTasks(listField(fields, 'tasks', path).map((task, index) => shapeTask(task, `${path}.tasks[${index}]`))),
  };
};
const optionalText = (fields: Fields, name: string, path: string): string =>
  field(fields, name) === undefined ? '' : textField(fields, name, path);

const shapeTask = (value: unknown, path: string): TaskDeclaration => {
  const fields = fieldsOf(value, path);
  return {
    name: nameField(fields, 'name', path),
    parameters: mergeParameters([
      ...listField(fields, 'configurables', path).map((one, index) => shapeConfigurable(one, `${path}.configurables[${index}]`)),
      ...listField(fields, 'processSwitches', path).map((one, index) => shapeProcessSwitch(one, `${path}.processSwitches[${index}]`)),
    ]),
    outputs: listField(fields, 'outputs', path).map((one, index) => shapeOutput(one, `${path}.outputs[${index}]`)),
  };
};

/** A task named twice is one task that the workflow adds under different conditions: its configuration has one key. */
const mergeTasks = (tasks: readonly TaskDeclaration[]): readonly TaskDeclaration[] => {
  const byName = new Map<string, TaskDeclaration>();
  for (const task of tasks) {
    const first = byName.get(task.name);
    byName.set(
      task.name,
      first === undefined
        ? task
        : {
            name: task.name,
            parameters: mergeParameters([...first.parameters, ...task.parameters]),
            outputs: mergeOutputs(first.outputs, task.outputs),
          },
    );
  }
  return [...byName.values()];
};
const mergeOutputs = (first: readonly OutputDeclaration[], next: readonly OutputDeclaration[]): readonly OutputDeclaration[] => {
  const byText = new Map([...first, ...next].map((output) => [canonicalJson(output), output]));
  return [...byText.values()];
};

const shapeOutput = (value: unknown, path: string): OutputDeclaration => {
  const fields = fieldsOf(value, path);
  const optional = (name: string): string | null => (field(fields, name) === undefined ? null : textField(fields, name, path));
  return {
    kind: textField(fields, 'kind', path),
    cppType: textField(fields, 'cppType', path),
    label: optional('label'),
    origin: optional('origin'),
    description: optional('description'),
    version: field(fields, 'version') === undefined ? null : integerField(fields, 'version', path),
  };
};
