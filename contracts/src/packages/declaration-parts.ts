import type { ParameterValue, WorkflowDeclaration } from './catalogue.js';
import type { DeclaredParameter } from './package.events.js';

/** An append may hold a megabyte; a part stays far below it. */
const PART_CHARACTERS = 200_000;
/** Nobody looks for a default of that length, and one of them alone could fill an event. */
const LONGEST_DEFAULT = 50_000;

const searched = (value: ParameterValue | null): ParameterValue | null => (JSON.stringify(value).length > LONGEST_DEFAULT ? null : value);

/** What a declaration holds, in parts that fit into events; one without parameters is one empty part. */
export const partsOfDeclaration = ({ tasks }: Pick<WorkflowDeclaration, 'tasks'>): readonly (readonly DeclaredParameter[])[] => {
  const parts: DeclaredParameter[][] = [[]];
  let characters = 0;
  for (const task of tasks)
    for (const { name, type, kind, default: value } of task.parameters) {
      const one: DeclaredParameter = { task: task.name, parameter: name, type, kind, value: searched(value) };
      const length = JSON.stringify(one).length;
      if (characters > 0 && characters + length > PART_CHARACTERS) {
        parts.push([]);
        characters = 0;
      }
      parts.at(-1)?.push(one);
      characters += length;
    }
  return parts;
};
