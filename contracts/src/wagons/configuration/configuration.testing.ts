import fc from 'fast-check';
import {
  parameterTypes,
  shapeOfType,
  type CellType,
  type ParameterDeclaration,
  type ParameterType,
  type ParameterValue,
  type WorkflowDeclaration,
} from '../../packages/index.js';
import { sameCell } from './cells.js';
import { canonical, valuesOf, type Configuration, type Subwagon, type TaskValues } from './configuration.js';
import { cellTypeOf, resolveValue, sameValue, valueAt } from './index.js';

/** Specs only: a workflow with a parameter of every type, and any valid configuration of it. */
export const declare = (
  name: string,
  type: ParameterType,
  value: ParameterValue | null,
  more: Partial<ParameterDeclaration> = {},
): ParameterDeclaration => ({
  name,
  type,
  kind: 'value',
  default: value,
  help: `Help of ${name}`,
  ...more,
});
export const scalar = (text: string): ParameterValue => ({ form: 'scalar', text });
export const array = (...cells: (string | null)[]): ParameterValue => ({ form: 'array', cells });
export const matrix = (rows: (string | null)[][], labelsRows: string[] = [], labelsCols: string[] = []): ParameterValue => ({
  form: 'matrix',
  rows,
  labelsRows,
  labelsCols,
});
export const fixedAxis = (bins: string, min: string, max: string): ParameterValue => ({
  form: 'axis',
  width: 'fixed',
  bins,
  min,
  max,
});
export const edges = (...at: string[]): ParameterValue => ({ form: 'axis', width: 'variable', edges: at });

const sampleOf = (type: ParameterType): ParameterValue => {
  const { shape, cell } = shapeOfType(type);
  const text = cell === 'string' ? 'a, "b"' : cell === 'bool' ? 'true' : '1';
  return shape === 'array' ? array(text, text) : shape === 'matrix' ? matrix([[text, text]], ['r'], ['x', 'y']) : scalar(text);
};
export const everyType: WorkflowDeclaration = {
  name: 'o2-analysis-every-type',
  executable: 'o2-analysis-every-type',
  pwg: 'LF',
  component: 'Analysis',
  tasks: [
    {
      name: 'every-type',
      outputs: [],
      parameters: [
        ...parameterTypes.map((type) => declare(`of${type}`, type, sampleOf(type))),
        declare('group.axis-pt', 'ArrayDouble', fixedAxis('10', '0', '1.5'), { kind: 'axis' }),
        declare('fixed', 'ArrayFloat', array('1', '2', '3'), { fixedLength: 3 }),
        declare('unresolved', 'Float', null, { unresolved: '2 * TMath::Pi()' }),
        declare('processData', 'Bool', scalar('true'), { kind: 'processSwitch' }),
      ],
    },
    {
      name: 'every-type-qa',
      outputs: [],
      parameters: [declare('constructor2', 'String', scalar('x')), declare('toString', 'Int', scalar('7'))],
    },
  ],
};

const ranges: Partial<Record<CellType, [bigint, bigint]>> = {
  int8: [-128n, 127n],
  int16: [-32768n, 32767n],
  int32: [-2147483648n, 2147483647n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint8: [0n, 255n],
  uint16: [0n, 65535n],
  uint32: [0n, 4294967295n],
  uint64: [0n, 2n ** 64n - 1n],
};
const realText = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 }).map(String),
  fc.constantFrom('0.200000003', '1e-7', '5.', '+1', '.5', '-1e-05', '0.20000000000000001', '1e+10', '00.1'),
);
const cellText = (cell: CellType): fc.Arbitrary<string> => {
  const range = ranges[cell];
  if (range !== undefined) return fc.bigInt({ min: range[0], max: range[1] }).map(String);
  if (cell === 'bool') return fc.constantFrom('true', 'false', '0', '1');
  return cell === 'float' || cell === 'double' ? realText : fc.string({ unit: 'binary', maxLength: 12 });
};
const risingEdges = fc
  .uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 6 })
  .map((at) => edges(...at.sort((a, b) => a - b).map(String)));
const labels = (count: number) =>
  fc.oneof(fc.constant<string[]>([]), fc.array(fc.string({ maxLength: 5 }), { minLength: count, maxLength: count }));

/** Any valid value of Base. */
export const validValue = (declaration: ParameterDeclaration): fc.Arbitrary<ParameterValue> => {
  const cell = cellText(cellTypeOf(declaration));
  if (declaration.kind === 'axis') {
    const fixed = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: -50, max: 0 }), fc.integer({ min: 1, max: 50 }));
    return fc.oneof(
      fixed.map(([bins, min, max]) => fixedAxis(String(bins), String(min), String(max))),
      risingEdges,
    );
  }
  const { shape } = shapeOfType(declaration.type);
  if (shape === 'array')
    return fc
      .array(cell, { minLength: declaration.fixedLength ?? 0, maxLength: declaration.fixedLength ?? 4 })
      .map((cells) => array(...cells));
  if (shape !== 'matrix') return cell.map(scalar);
  return fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 3 }))
    .chain(([rows, columns]) =>
      fc
        .tuple(
          fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
          labels(rows),
          labels(rows === 0 ? 0 : columns),
        )
        .map(([cells, r, c]) => matrix(cells, r, c)),
    );
};

/** An override that says something: no cell repeats what Base has, as an editor keeps it. */
const override = (declaration: ParameterDeclaration, base: ParameterValue | null): fc.Arbitrary<ParameterValue | null> => {
  const cellType = cellTypeOf(declaration);
  const cell = fc.option(cellText(cellType), { nil: null });
  const other = (text: string | null, under: string | null) => (text === null || sameCell(cellType, text, under) ? null : text);
  if (base?.form === 'array')
    return fc
      .array(cell, { minLength: base.cells.length, maxLength: base.cells.length })
      .map((cells) => array(...cells.map((text, index) => other(text, base.cells[index] ?? null))));
  if (base?.form === 'matrix')
    return fc
      .tuple(...base.rows.map((row) => fc.tuple(...row.map(() => cell))))
      .map((rows) => matrix(rows.map((row, r) => row.map((text, c) => other(text, base.rows[r]?.[c] ?? null)))));
  return validValue(declaration).map((value) => (sameValue(declaration, resolveValue(base, value), base) ? null : value));
};

const sometimes = <T>(
  declarations: readonly (readonly [string, ParameterDeclaration])[],
  value: (task: string, declaration: ParameterDeclaration) => fc.Arbitrary<T>,
) =>
  fc.tuple(
    ...declarations.map(([task, declaration]) =>
      fc.option(value(task, declaration), { nil: null, freq: 2 }).map((one) => ({ task, parameter: declaration.name, value: one })),
    ),
  );
type Given = { task: string; parameter: string; value: ParameterValue };
const given = (entries: readonly { task: string; parameter: string; value: ParameterValue | null }[]): TaskValues =>
  valuesOf(entries.filter((entry): entry is Given => entry.value !== null));

/** Any valid configuration of `everyType` in its canonical spelling; with `names`, exactly those subwagons. */
export const anyConfiguration = (names?: readonly string[]): fc.Arbitrary<Configuration> => {
  const all = everyType.tasks.flatMap((task) => task.parameters.map((declaration) => [task.name, declaration] as const));
  const chosen = names === undefined ? fc.shuffledSubarray(['low', 'High', 'x2', 'tight']) : fc.constant([...names]);
  return fc
    .tuple(
      sometimes(all, (_, declaration) => validValue(declaration)),
      fc.boolean(),
      chosen,
    )
    .chain(([entries, baseActive, subwagons]) => {
      const base = given(entries);
      const subwagon = (name: string): fc.Arbitrary<Subwagon> =>
        fc
          .tuple(
            sometimes(all, (task, declaration) => override(declaration, valueAt(base, task, declaration.name))),
            fc.boolean(),
          )
          .map(([over, active]) => ({ name, active, overrides: given(over) }));
      return fc.tuple(...subwagons.map(subwagon)).map((made) => canonical({ baseActive, base, subwagons: made }));
    });
};
