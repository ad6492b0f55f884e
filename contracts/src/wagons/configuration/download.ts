import { shapeOfType, type Cell, type ParameterDeclaration, type ParameterValue, type WorkflowDeclaration } from '../../packages/index.js';
import {
  canonical,
  entriesOf,
  resolveValue,
  valueAt,
  valuesOf,
  variantsToRun,
  type Configuration,
  type TaskValues,
} from './configuration.js';
import { listOfAxis } from './cells.js';
import { declarationsOf } from './problems.js';

/** A wagon with what its workflow declares. */
export interface ConfiguredWorkflow {
  readonly workflow: WorkflowDeclaration;
  readonly configuration: Configuration;
}
export interface FullConfig {
  /** `configuration.json` for the framework. */
  readonly text: string;
  readonly values: TaskValues;
  /** Tasks that several workflows configure, with the workflows in order: the last one won. */
  readonly contested: readonly { readonly task: string; readonly workflows: readonly string[] }[];
}

type Declared = (task: string, parameter: string) => ParameterDeclaration | null;
interface Section {
  readonly key: string;
  readonly workflow: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly value: ParameterValue;
    readonly declaration: ParameterDeclaration | null;
  }[];
}

/**
 * The file a user downloads, in the flat form of the field: dependencies first, then the wagon itself with its subwagons
 * as suffixed tasks (rules 48, 58). A subwagon shows only what it overrides, so that a change of Base made in the file
 * still reaches it; a list overridden in part stands there whole, because the form knows no empty cell.
 */
export const downloadOf = (own: ConfiguredWorkflow, dependencies: readonly ConfiguredWorkflow[] = []): string => {
  const sections = [...dependencies, own].flatMap(({ workflow, configuration }) => {
    const declared = declarationsOf(workflow);
    const { base, subwagons } = canonical(configuration);
    return [
      ...sectionsOf(workflow.name, base, { declared, suffix: '' }),
      ...subwagons.flatMap(({ name, overrides }) => {
        const whole = valuesOf(
          [...entriesOf(overrides)].flatMap(({ task, parameter, value }) => {
            const resolved = resolveValue(valueAt(base, task, parameter), value);
            return resolved === null ? [] : [{ task, parameter, value: resolved }];
          }),
        );
        return sectionsOf(workflow.name, whole, { declared, suffix: `_${name}` });
      }),
    ];
  });
  return textOfSections(lastWins(sections));
};

/**
 * What a train or test runs with: every active variant of every workflow, by task name, the suffix behind it; where two
 * configure one task, the last one's whole task wins, as the framework does it.
 */
export const fullConfig = (parts: readonly ConfiguredWorkflow[]): FullConfig => {
  const sections = parts.flatMap(({ workflow, configuration }) => {
    const declared = declarationsOf(workflow);
    return variantsToRun(configuration).flatMap(({ suffix, values }) => sectionsOf(workflow.name, values, { declared, suffix }));
  });
  const kept = lastWins(sections);
  const byTask = new Map<string, string[]>();
  for (const { key, workflow } of sections) byTask.set(key, [...(byTask.get(key) ?? []), workflow]);
  return {
    text: textOfSections(kept),
    values: valuesOf(kept.flatMap(({ key, parameters }) => parameters.map(({ name, value }) => ({ task: key, parameter: name, value })))),
    contested: [...byTask].filter(([, workflows]) => workflows.length > 1).map(([task, workflows]) => ({ task, workflows })),
  };
};

const sectionsOf = (
  workflow: string,
  values: TaskValues,
  { declared, suffix }: { declared: Declared; suffix: string },
): readonly Section[] =>
  Object.entries(values).map(([task, parameters]) => ({
    key: `${task}${suffix}`,
    workflow,
    parameters: Object.entries(parameters).map(([name, value]) => ({ name, value, declaration: declared(task, name) })),
  }));
const lastWins = (sections: readonly Section[]): readonly Section[] => [
  ...new Map(sections.map((section) => [section.key, section])).values(),
];

const textOfSections = (sections: readonly Section[]): string => {
  const tasks = sections.map(({ key, parameters }) => {
    const lines = parameters.map(({ name, value, declaration }) => `    ${JSON.stringify(name)}: ${jsonOf(value, declaration)}`);
    return `  ${JSON.stringify(key)}: {${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}}`;
  });
  return tasks.length === 0 ? '{}\n' : `{\n${tasks.join(',\n')}\n}\n`;
};

/** Single values are texts, cells of numbers are numbers where JSON can spell them: that is how the field's files look. */
const jsonOf = (value: ParameterValue, declaration: ParameterDeclaration | null): string => {
  const text = declaration !== null && declaration.kind !== 'axis' && ['string', 'bool'].includes(shapeOfType(declaration.type).cell);
  const list = (cells: readonly Cell[]): string => `[${cells.map((cell) => cellOf(cell ?? '', text)).join(', ')}]`;
  switch (value.form) {
    case 'scalar':
      return JSON.stringify(value.text);
    case 'array':
      return `{ "values": ${list(value.cells)} }`;
    case 'axis':
      return `{ "values": ${list(listOfAxis(value))} }`;
    case 'matrix': {
      const rows = value.rows.map((row) => `\n        ${list(row)}`).join(',');
      return `{\n      "labels_rows": ${JSON.stringify(value.labelsRows)},\n      "labels_cols": ${JSON.stringify(value.labelsCols)},\n      "values": [${rows}${rows === '' ? '' : '\n      '}]\n    }`;
    }
  }
};
/** Bare only when JSON spells the number the same way: `5.` and `+1` stay texts. */
const cellOf = (cell: string, text: boolean): string =>
  !text && /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(cell) ? cell : JSON.stringify(cell);
