import { sameText, type ParameterDeclaration, type WorkflowDeclaration, type WorkflowRow } from '@hyperloop/contracts/packages';

/** What happened to one parameter between two declarations of a workflow. */
export type ParameterChange = {
  readonly task: string;
  readonly parameter: string;
  readonly what: 'added' | 'removed' | 'type' | 'default' | 'help';
  readonly before: ParameterDeclaration | null;
  readonly after: ParameterDeclaration | null;
};
/** A workflow of either tag. */
export type WorkflowChange = {
  readonly name: string;
  readonly what: 'added' | 'removed' | 'changed';
  readonly before: WorkflowRow | null;
  readonly after: WorkflowRow | null;
};

/** Workflows that only one tag has, and those declared differently; what is declared the same is the same blob. */
export const changedWorkflows = (a: readonly WorkflowRow[], b: readonly WorkflowRow[]): readonly WorkflowChange[] => {
  const [before, after] = [new Map(a.map((row) => [row.name, row])), new Map(b.map((row) => [row.name, row]))];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort((x, y) => x.localeCompare(y));
  return names.flatMap((name): WorkflowChange[] => {
    const [was, is] = [before.get(name) ?? null, after.get(name) ?? null];
    if (was === null || is === null) return [{ name, what: was === null ? 'added' : 'removed', before: was, after: is }];
    return was.declaration.sha256 === is.declaration.sha256 ? [] : [{ name, what: 'changed', before: was, after: is }];
  });
};

type Place = { task: string; declaration: ParameterDeclaration };
const placesOf = ({ tasks }: WorkflowDeclaration): ReadonlyMap<string, Place> =>
  new Map(
    tasks.flatMap((task) =>
      task.parameters.map((declaration) => [`${task.name}\n${declaration.name}`, { task: task.name, declaration }] as const),
    ),
  );

const whatChanged = (a: ParameterDeclaration, b: ParameterDeclaration): 'type' | 'default' | 'help' | null => {
  if (a.type !== b.type || a.kind !== b.kind || a.fixedLength !== b.fixedLength) return 'type';
  if (!sameText(a.default, b.default) || a.unresolved !== b.unresolved) return 'default';
  return a.help === b.help ? null : 'help';
};

/** Parameters added and removed, with another type, another default or another help text; the weightiest of these is said. */
export const changedParameters = (a: WorkflowDeclaration | null, b: WorkflowDeclaration | null): readonly ParameterChange[] => {
  const [before, after] = [a === null ? new Map<string, Place>() : placesOf(a), b === null ? new Map<string, Place>() : placesOf(b)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key): ParameterChange[] => {
    const [was, is] = [before.get(key), after.get(key)];
    const place = is ?? was;
    if (place === undefined) return [];
    const one = { task: place.task, parameter: place.declaration.name, before: was?.declaration ?? null, after: is?.declaration ?? null };
    if (was === undefined || is === undefined) return [{ ...one, what: was === undefined ? 'added' : 'removed' }];
    const what = whatChanged(was.declaration, is.declaration);
    return what === null ? [] : [{ ...one, what }];
  });
};

type Given = { readonly task: string; readonly parameter: string };
/**
 * How a change touches a wagon that is synced: a value it set goes with its parameter, and where it set none it follows
 * the new default (rule 53). Sentences; none when nothing it runs with changes.
 */
export const touches = (changes: readonly ParameterChange[], given: readonly Given[]): readonly string[] => {
  const isSet = new Set(given.map(({ task, parameter }) => `${task}\n${parameter}`));
  const of = (what: ParameterChange['what'], set: boolean) =>
    changes
      .filter((change) => change.what === what && isSet.has(`${change.task}\n${change.parameter}`) === set)
      .map(({ parameter }) => parameter);
  const say = (names: readonly string[], words: string) => (names.length === 0 ? [] : [`${words} ${names.join(', ')}`]);
  return [
    ...say(of('removed', true), 'loses the value it set for'),
    ...say(of('type', true), 'sets a parameter of another type now:'),
    ...say(of('default', false), 'follows the new default of'),
    ...say(of('default', true), 'keeps the value it set for'),
  ];
};
