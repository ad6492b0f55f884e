import { readJson, type FileFault, type JsonMember, type JsonNode } from './json-text.js';

/** A value as a file gives it, before the declaration says what it is: numbers keep their text. */
export type FileValue =
  | { readonly form: 'text'; readonly text: string }
  | { readonly form: 'list'; readonly cells: readonly string[] }
  /** null labels: the file does not name them, so the present ones stay. */
  | {
      readonly form: 'rows';
      readonly rows: readonly (readonly string[])[];
      readonly labelsRows: readonly string[] | null;
      readonly labelsCols: readonly string[] | null;
    };

export interface FileEntry {
  /** The workflow around the task, in files that have one. */
  readonly workflow: string | null;
  readonly task: string;
  /** Groups are dotted: `pidTPC.param-file`, however the file nests them. */
  readonly parameter: string;
  readonly value: FileValue;
  readonly line: number;
}
export interface ConfigurationFile {
  readonly entries: readonly FileEntry[];
  /** All tasks named, also those without parameters (`internal-dpl-clock`). */
  readonly tasks: readonly string[];
}
export type FileRead = { readonly ok: true; readonly file: ConfigurationFile } | { readonly ok: false; readonly fault: FileFault };

/** The largest file read; the largest of the field is 220 kB. */
export const LARGEST_FILE = 8 * 1024 * 1024;

/** Reads a file as it lies on disk: UTF-8 only, and the first byte that is not says so. */
export const readConfigurationBytes = (bytes: Uint8Array): FileRead => {
  if (bytes.length > LARGEST_FILE) return tooLarge;
  if (!decodes(bytes, { whole: true })) return { ok: false, fault: encodingFault(bytes) };
  return readConfigurationFile(new TextDecoder('utf-8').decode(bytes));
};
const tooLarge: FileRead = {
  ok: false,
  fault: { line: 1, column: 1, reason: `The file is larger than ${LARGEST_FILE / 1024 / 1024} MB.` },
};

/** Whether bytes are UTF-8; without `whole`, the last character may be incomplete. */
const decodes = (bytes: Uint8Array, { whole }: { whole: boolean }): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !whole });
    return true;
  } catch {
    return false;
  }
};

/** Finds the character that is none by halving: a prefix decodes exactly until the byte that does not belong. */
const encodingFault = (bytes: Uint8Array): FileFault => {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(bytes.subarray(0, middle), { whole: false })) good = middle;
    else bad = middle;
  }
  // The fault is where the broken character begins, not where its second byte is missed.
  let at = bad - 1;
  while (at > 0 && !decodes(bytes.subarray(0, at), { whole: true })) at--;
  let [line, lineStart] = [1, 0];
  for (let index = 0; index < at; index++) if (bytes[index] === 10) [line, lineStart] = [line + 1, index + 1];
  const hex = (bytes[at] ?? 0).toString(16).padStart(2, '0');
  const column = new TextDecoder().decode(bytes.subarray(lineStart, at)).length + 1;
  return {
    line,
    column,
    reason: `The file is not UTF-8: byte ${at + 1} (0x${hex}) does not belong there. Save it as UTF-8.`,
  };
};

/**
 * Reads the three shapes of the field into one: the flat form that is downloaded and uploaded, the nested dump of the
 * framework, and the form with the workflow around its tasks.
 */
export const readConfigurationFile = (text: string): FileRead => {
  if (text.length > LARGEST_FILE) return tooLarge;
  const read = readJson(text);
  if (!read.ok) return read;
  try {
    return { ok: true, file: fileOf(read.node) };
  } catch (thrown) {
    if (thrown instanceof Misshapen) return { ok: false, fault: thrown.fault };
    throw thrown;
  }
};

/** Thrown inside this file only. */
class Misshapen extends Error {
  constructor(readonly fault: FileFault) {
    super(fault.reason);
  }
}
const refuse = (
  { line, column }: { readonly line: number; readonly column: number },
  keyPath: readonly string[],
  reason: string,
): never => {
  throw new Misshapen({ line, column, keyPath, reason });
};

const fileOf = (root: JsonNode): ConfigurationFile => {
  if (root.kind !== 'object') return refuse(root, [], 'A configuration is an object: task → parameter → value.');
  const entries: FileEntry[] = [];
  const tasks: string[] = [];
  for (const member of root.members) {
    const inside = tasksOfWorkflow(member);
    for (const task of inside ?? [member]) {
      if (!tasks.includes(task.key)) tasks.push(task.key);
      readTask(task, inside === null ? null : member.key, entries);
    }
  }
  return { entries, tasks };
};

/** Workflows are executables, `o2-…`, which tasks never are; what stands in them are tasks, not values. */
const tasksOfWorkflow = ({ key, node }: JsonMember): readonly JsonMember[] | null =>
  key.startsWith('o2-') && node.kind === 'object' && node.members.every((member) => isGroup(member.node) || isEmptyText(member.node))
    ? node.members
    : null;

const isEmptyText = (node: JsonNode): boolean => node.kind === 'text' && node.text === '';
/** An object is a value when it holds the list `values`, else a group of parameters. */
const valuesIn = (node: JsonNode): JsonMember | null => {
  if (node.kind !== 'object') return null;
  const values = node.members.find(({ key }) => key === 'values');
  const labelled = node.members.some(({ key }) => key === 'labels_rows' || key === 'labels_cols');
  return values !== undefined && (values.node.kind === 'list' || (isEmptyText(values.node) && (labelled || node.members.length === 1)))
    ? values
    : null;
};
const isGroup = (node: JsonNode): boolean => node.kind === 'object' && valuesIn(node) === null;

const readTask = (task: JsonMember, workflow: string | null, entries: FileEntry[]): void => {
  // The framework writes a task without options as an empty text.
  if (isEmptyText(task.node)) return;
  if (!isGroup(task.node))
    return refuse(task, [task.key], `“${task.key}” should hold the parameters of a task, but holds ${nameOf(task.node)}.`);
  const firstLines = new Map<string, number>();
  const readGroup = (group: JsonNode, prefix: readonly string[]): void => {
    if (group.kind !== 'object') return;
    for (const member of group.members) {
      const path = [...prefix, member.key];
      if (isGroup(member.node)) {
        readGroup(member.node, path);
        continue;
      }
      const parameter = path.join('.');
      const keyPath = [task.key, ...path];
      const firstLine = firstLines.get(parameter);
      if (firstLine !== undefined)
        throw new Misshapen({
          line: member.line,
          column: member.column,
          keyPath,
          firstLine,
          reason: `“${task.key} → ${parameter}” is given twice, first in line ${firstLine}. Keep one of them.`,
        });
      firstLines.set(parameter, member.line);
      entries.push({ workflow, task: task.key, parameter, value: valueOf(member, keyPath), line: member.line });
    }
  };
  readGroup(task.node, []);
};

const valueOf = ({ node }: JsonMember, keyPath: readonly string[]): FileValue => {
  const values = valuesIn(node);
  if (values === null || node.kind !== 'object') return { form: 'text', text: textOf(node, keyPath) };
  const odd = node.members.find(({ key }) => key !== 'values' && key !== 'labels_rows' && key !== 'labels_cols');
  if (odd !== undefined)
    refuse(odd, [...keyPath, odd.key], `“${odd.key}” does not belong beside “values”; only labels_rows and labels_cols do.`);
  const [labelsRows, labelsCols] = ['labels_rows', 'labels_cols'].map((name) => {
    const labels = node.members.find(({ key }) => key === name);
    return labels === undefined ? null : textsOf(labels.node, [...keyPath, name]);
  });
  const items = values.node.kind === 'list' ? values.node.items : [];
  const rows = items.filter(({ kind }) => kind === 'list').length;
  if (rows > 0 && rows < items.length) refuse(values, keyPath, `“${keyPath.join(' → ')}” mixes rows and single cells.`);
  const noLabels = labelsRows == null && labelsCols == null;
  if (rows === 0 && (items.length > 0 || noLabels)) return { form: 'list', cells: items.map((item) => textOf(item, keyPath)) };
  return {
    form: 'rows',
    rows: items.map((row) => textsOf(row, keyPath)),
    labelsRows: labelsRows ?? null,
    labelsCols: labelsCols ?? null,
  };
};

/** A list of texts; the framework writes an empty one as an empty text. */
const textsOf = (node: JsonNode, keyPath: readonly string[]): readonly string[] => {
  if (isEmptyText(node)) return [];
  if (node.kind !== 'list') return refuse(node, keyPath, `“${keyPath.join(' → ')}” should be a list, but is ${nameOf(node)}.`);
  return node.items.map((item) => textOf(item, keyPath));
};
const textOf = (node: JsonNode, keyPath: readonly string[]): string =>
  node.kind === 'text' || node.kind === 'number' || node.kind === 'boolean'
    ? node.text
    : refuse(node, keyPath, `“${keyPath.join(' → ')}” cannot hold ${nameOf(node)}. Write a value, or {"values": […]}.`);
const nameOf = ({ kind }: JsonNode): string =>
  ({ object: 'an object', list: 'a list', text: 'a text', number: 'a number', boolean: 'true or false', null: 'null' })[kind];
